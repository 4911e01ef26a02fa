"""Pages of refusals and errors: what happened, and what to do now, in both languages."""

import pytest
from flask import Flask

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.vocabulary import Role
from matchmaker.web.wording.error_pages import EXPIRED_PAGE, PAGES
from tests.web.browser import Browser, FetchedPage
from tests.web.small_network import SmallNetwork


def list_steps(page: FetchedPage) -> list[str]:
    return ["".join(it.itertext()) for it in page.tree.find(".//main").iter("li")]


@pytest.mark.parametrize("page", [*PAGES.values(), EXPIRED_PAGE])
def test_every_error_page_shows_a_next_step(page: object) -> None:
    assert page.steps


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("path", ["/nothing", "/incubators/99"])
def test_missing_page_leads_a_stranger_on(stranger: Browser, path: str, locale: str) -> None:
    page = stranger.use_locale(locale).get(path, status=404)

    assert len(list_steps(page)) == 2
    assert {"/", "/login"} <= set(page.links())


def test_closed_page_names_the_account_that_is_logged_in(founder: Browser) -> None:
    page = founder.get("/admin/", status=403)

    assert "王小兰（创业者）" in page.text
    assert "平台管理员开通" in page.text
    assert "/login" not in page.links()


def test_conflict_is_shown_with_the_way_back(app: Flask, founder: Browser) -> None:
    def refuse() -> str:
        raise StateConflict("stale")

    app.add_url_rule("/refused", view_func=refuse)

    answer = founder.client.get("/refused", headers={"Referer": "http://localhost/startups/1"})

    assert answer.status_code == 409
    assert 'href="/startups/1"' in answer.text
    assert "查看最新情况" in answer.text
    assert "现在不能这样操作" in answer.text
    assert "抢先" not in answer.text


@pytest.mark.parametrize("referrer", ["https://evil.example/startups/1", "http://localhost/nothing"])
def test_way_back_leads_neither_away_nor_round_in_circles(stranger: Browser, referrer: str) -> None:
    answer = stranger.client.get("/nothing", headers={"Referer": referrer})

    assert "返回上一页</a>" not in answer.text
    assert "evil" not in answer.text


@pytest.mark.parametrize("role", [None, Role.FOUNDER])
def test_expired_form_explains_how_to_send_it_again(
    app: Flask, stranger: Browser, world: SmallNetwork, role: Role | None
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    if role:
        stranger.log_in(world.accounts[role])

    page = stranger.post("/language", status=400, page="/incubators", locale="en")

    assert page.h1 == "请重新提交"
    assert "/incubators" in page.links()
    assert len(list_steps(page)) == 2
    assert ("/login" in page.links()) is (role is None)


def test_breakdown_shows_the_time_to_report(app: Flask, stranger: Browser) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def break_down() -> str:
        raise RuntimeError("broken")

    break_down.is_public = True  # type: ignore[attr-defined]  # functions carry attributes
    app.add_url_rule("/broken", view_func=break_down)

    page = stranger.get("/broken", status=500)

    assert "2026年3月2日" in page.text
    assert "告知管理员" in page.text
