"""The start page of those who are logged in, and the links at the top of every page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.candidacies import Review
from matchmaker.domain.vocabulary import CandidacyState, PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.services.meetings.timetables import publish_timetable
from matchmaker.services.mentoring import applications
from matchmaker.services.people import candidacies
from tests.web.browser import Browser, FetchedPage
from tests.web.filled_network import add_event_with_wishes, fill_network, get_actor
from tests.web.small_network import SmallNetwork


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


def test_home_states_that_demo_people_are_invented(stranger: Browser) -> None:
    assert "虚构" in stranger.get("/").response.text


def test_incubators_are_those_of_the_zone_when_one_is_chosen(stranger: Browser) -> None:
    assert [row[0] for row in stranger.get("/incubators?zone=hightech").rows()] == ["兰州大学科技园"]


def test_incubators_are_all_when_the_zone_is_unknown(stranger: Browser) -> None:
    assert len(stranger.get("/incubators?zone=moon").rows()) == 2


def test_incubator_shows_a_dash_where_the_plan_states_nothing(stranger: Browser) -> None:
    assert "—" in stranger.get("/incubators/2").text


def test_missing_incubator_is_not_found(stranger: Browser) -> None:
    assert "404" in stranger.get("/incubators/99", status=404).text


def list_titles(page: FetchedPage) -> list[str]:
    return [" ".join("".join(it.itertext()).split()) for it in page.tree.iter("h2")]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_start_page_is_in_order_for_each_role(log_in, world: SmallNetwork, role: Role, locale: str) -> None:
    fill_network(world)

    page = log_in(role).use_locale(locale).get("/")

    assert list_titles(page)
    for link in {it for it in page.links() if it.startswith("/")}:
        assert log_in(role).client.get(link, follow_redirects=True).status_code == 200, link


def test_founder_is_led_from_profile_to_timetable(founder: Browser, world: SmallNetwork) -> None:
    assert "为“河谷膜材料”找一位导师" in list_titles(founder.get("/"))

    fill_network(world)
    page = founder.get("/")
    assert "“河谷膜材料”的导师" in list_titles(page)
    assert "等待答复 1 份" in page.text
    assert "已填 1 个意愿" in page.text

    publish_timetable(world.context, get_actor(world, Role.ORGANIZER), 1)
    assert "您的日程已发布" in founder.get("/").text


def test_founder_is_asked_for_a_startup_when_there_is_none(stranger: Browser, world: SmallNetwork) -> None:
    newcomer = world.add_account("new@example.org", Role.FOUNDER)

    assert list_titles(stranger.log_in(newcomer).get("/"))[0] == "登记您的企业"


def test_founder_is_asked_to_complete_a_thin_profile(stranger: Browser, world: SmallNetwork) -> None:
    [startup] = world.add_startups(1)
    newcomer = world.add_account("new@example.org", Role.FOUNDER)
    with world.context.open_unit() as unit:
        unit.startups.save(replace(unit.startups.get(startup), needs="", stage=None))
        unit.accounts.link(newcomer, kind=PartyKind.STARTUP, profile_id=startup)
        unit.commit()

    page = stranger.log_in(newcomer).get("/")

    assert "资料完整度 39 分" in page.text
    assert "把“做什么”写得更具体" in page.text
    assert f"/startups/{startup}/edit#description" in page.links()


def test_founder_is_asked_to_register_while_it_is_open(founder: Browser, world: SmallNetwork) -> None:
    add_event_with_wishes(world)
    events.withdraw_participation(world.context, get_actor(world, Role.FOUNDER), 1)
    assert "报名截止" in founder.get("/").text

    world.clock.pass_time(timedelta(days=4))
    assert "目前没有需要办理的事项" in founder.get("/").text

    world.clock.pass_time(timedelta(days=7))
    assert "兰州投资人年会" not in founder.get("/").text, "it is over"


def test_mentor_sees_how_many_wait(mentor: Browser, world: SmallNetwork) -> None:
    assert "目前没有待答复的申请" in list_titles(mentor.get("/"))
    actor = get_actor(world, Role.FOUNDER)

    applications.apply_to_mentor(
        world.context, actor, startup_id=world.startups[0], mentor_id=world.mentors[0], goal="量产"
    )

    assert list_titles(mentor.get("/"))[0] == "1 家企业等您答复"


def test_operator_sees_the_nominations(operator: Browser, world: SmallNetwork) -> None:
    fill_network(world)
    assert "待评审的未来之星推荐：1 项" in list_titles(operator.get("/"))

    candidacies.move_candidacy(world.context, get_actor(world, Role.OPERATOR), 1, CandidacyState.LEFT)
    assert "待评审的未来之星推荐：0 项" in list_titles(operator.get("/"))


def test_start_page_has_a_part_for_each_role_when_somebody_has_several(stranger: Browser, world: SmallNetwork) -> None:
    add_event_with_wishes(world)
    somebody = world.add_account("all@example.org", *Role)
    with world.context.open_unit() as unit:
        unit.accounts.link(somebody, kind=PartyKind.STARTUP, profile_id=world.startups[1])
        unit.commit()

    page = stranger.log_in(somebody).get("/")

    assert sorted(list_titles(page)) == sorted(["作为创业者", "作为导师", "作为投资人", "作为会务人员", "作为管理员"])
    tasks = [" ".join("".join(it.itertext()).split()) for it in page.tree.iter("h3")]
    assert "您的账号尚未关联导师档案" in tasks
    assert "您的账号尚未关联投资人档案" in tasks
    assert sum("兰州投资人年会" in it for it in tasks) == 2, "to take part as a founder, and to organize"


@pytest.mark.parametrize("path", ["/my/mentor", "/mentorships", "/office-hours", "/matches"])
def test_new_mentor_is_led_to_the_pool_on_every_page_of_mentors(
    stranger: Browser, world: SmallNetwork, path: str
) -> None:
    newcomer = world.add_account("new@example.org", Role.MENTOR)

    assert "/pool/apply" in stranger.log_in(newcomer).get(path).links()


def test_organizer_is_asked_to_make_an_event_when_none_lies_ahead(organizer: Browser) -> None:
    page = organizer.get("/")

    assert list_titles(page) == ["暂无即将举行的活动"]
    assert "/events/new" in page.links()


def test_operator_sees_who_waits_for_a_decision(operator: Browser, world: SmallNetwork) -> None:
    fill_network(world)
    actor = get_actor(world, Role.OPERATOR)
    candidacies.add_review(world.context, actor, 1, Review(reviewer="张三", score=80))
    candidacies.move_candidacy(world.context, actor, 1, CandidacyState.REVIEWED)

    assert "待确定入选的未来之星：1 项" in list_titles(operator.get("/"))


def test_start_page_names_who_helps_when_there_is_no_role(stranger: Browser, world: SmallNetwork) -> None:
    newcomer = world.add_account("new@example.org")

    assert "平台管理员" in stranger.log_in(newcomer).get("/").text


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.FOUNDER, {"我的企业", "推荐", "申请", "年会"}, {"管理", "未来之星"}),
        (Role.MENTOR, {"申请", "推荐", "导师资料", "未来之星"}, {"管理", "我的企业"}),
        (Role.INVESTOR, {"推荐", "年会", "投资人资料"}, {"管理", "申请"}),
        (Role.ORGANIZER, {"年会", "未来之星"}, {"管理", "申请"}),
        (Role.OPERATOR, {"管理", "未来之星", "年会"}, {"我的企业"}),
    ],
)
def test_navigation_shows_what_the_role_needs(log_in, role: Role, shown: set[str], hidden: set[str]) -> None:
    page = log_in(role).get("/account")

    links = {
        "".join(link.itertext()).strip() for link in page.tree.iter("a") if link.get("class", "").startswith("nav-")
    }
    assert shown <= links
    assert not hidden & links


def test_navigation_marks_the_page_shown(operator: Browser) -> None:
    page = operator.get("/admin/accounts")

    assert [it.get("href") for it in page.tree.iter("a") if it.get("aria-current") == "page"] == ["/admin/"]


def test_navigation_names_no_page_twice_when_somebody_has_several_roles(stranger: Browser, world: SmallNetwork) -> None:
    somebody = world.add_account("all@example.org", *Role)

    page = stranger.log_in(somebody).get("/account")

    links = [it.get("href") for it in page.tree.find(".//nav").iter("a") if it.get("class") != "navbar-brand"]

    assert len(set(links)) == len(links)
