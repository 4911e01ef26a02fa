import pytest

from tests.web.pages import Browser


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize(
    "path", ["/", "/network", "/incubators", "/incubators?zone=economic", "/incubators/1", "/login"]
)
def test_public_page_is_in_order_when_a_stranger_asks(stranger: Browser, path: str, locale: str) -> None:
    stranger.use_locale(locale).get(path)


def test_home_is_chinese_when_nothing_was_chosen(stranger: Browser) -> None:
    page = stranger.get("/")

    assert page.tree.get("lang") == "zh-Hans"
    assert "让兰州的创业者、导师与投资人彼此相遇" in page.h1


def test_home_is_english_when_a_stranger_switches(stranger: Browser) -> None:
    page = stranger.post("/language", locale="en", next="/")

    assert page.tree.get("lang") == "en"
    assert "find each other" in page.h1


def test_home_tells_that_demo_people_are_invented(stranger: Browser) -> None:
    assert "虚构" in stranger.get("/").response.text


def test_incubators_are_those_of_the_zone_when_one_is_chosen(stranger: Browser) -> None:
    assert [row[0] for row in stranger.get("/incubators?zone=hightech").rows()] == ["兰州大学科技园"]


def test_incubators_are_all_when_the_zone_is_unknown(stranger: Browser) -> None:
    assert len(stranger.get("/incubators?zone=moon").rows()) == 2


def test_incubator_says_a_dash_where_the_plan_says_nothing(stranger: Browser) -> None:
    assert "—" in stranger.get("/incubators/2").text


def test_missing_incubator_is_not_found(stranger: Browser) -> None:
    assert "404" in stranger.get("/incubators/99", status=404).text
