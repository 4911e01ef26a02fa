from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.web.events.wishes import move_in_order
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting
from tests.web.small_network import ANGEL
from tests.web.statement_count import count_statements


@pytest.fixture
def annual(world) -> AnnualMeeting:
    return create_annual_meeting(world)


def list_stored_wishes(annual: AnnualMeeting) -> list[tuple[int, int | None]]:
    """(wished, rank) of the founder; a pass has no rank."""
    found = events.list_wishes(annual.world.context, act_as(annual.world, Role.FOUNDER), annual.startups[0])
    return [(it.wish.wished_id, it.wish.rank) for it in found]


def tap(annual: AnnualMeeting, wished: int, what: str) -> str:
    return annual.of(annual.startups[0], f"/wishes/{wished}/{what}")


def test_one_tap_on_the_event_page_makes_a_suggestion_a_wish(founder, annual):
    wished = annual.investors[0]
    assert tap(annual, wished, "add") in founder.get(annual.path()).actions()

    shown = founder.post(tap(annual, wished, "add"), page=annual.path())

    assert list_stored_wishes(annual) == [(wished, 1)]
    assert shown.response.request.path == annual.path()
    assert tap(annual, wished, "add") not in shown.actions()
    assert tap(annual, wished, "remove") in founder.get(annual.of(annual.startups[0], "/wishes")).actions()


def test_wishes_change_places_without_scripts(founder, annual):
    first, second = annual.investors
    annual.wish(Role.FOUNDER, annual.startups[0], first, second)
    page = annual.of(annual.startups[0], "/wishes")

    founder.post(tap(annual, second, "move"), page=page, to="up")
    assert list_stored_wishes(annual) == [(second, 1), (first, 2)]

    founder.post(tap(annual, second, "move"), page=page, to="down")
    assert list_stored_wishes(annual) == [(first, 1), (second, 2)]

    founder.post(tap(annual, second, "move"), status=400, to="sideways")
    founder.post(tap(annual, 999999, "move"), status=404, to="up")


def test_removed_wish_closes_the_gap(founder, annual):
    first, second = annual.investors
    annual.wish(Role.FOUNDER, annual.startups[0], first, second)

    founder.post(tap(annual, first, "remove"))

    assert list_stored_wishes(annual) == [(second, 1)]


def test_pass_hides_a_suggestion_until_it_is_taken_back(founder, investor, annual):
    wished = annual.investors[0]
    page = annual.of(annual.startups[0], "/wishes")

    shown = founder.post(tap(annual, wished, "pass"), page=page)
    assert tap(annual, wished, "add") not in shown.actions()
    assert list_stored_wishes(annual) == [(wished, None)]

    shown = founder.post(tap(annual, wished, "undo"), page=page)
    assert tap(annual, wished, "add") in shown.actions()
    assert list_stored_wishes(annual) == []


def test_investor_does_not_see_who_wished_or_passed(founder, investor, annual):
    before = investor.get(annual.of(annual.investors[0], "/wishes")).text

    founder.post(tap(annual, annual.investors[0], "add"))
    assert investor.get(annual.of(annual.investors[0], "/wishes")).text == before

    founder.post(tap(annual, annual.investors[0], "pass"))
    assert investor.get(annual.of(annual.investors[0], "/wishes")).text == before


def names(shown) -> list[str]:
    return [it.text for it in shown.tree.findall(".//ul[@class='registered']/li//h3/a")]


def test_all_who_are_registered_are_found_by_name_and_industry(founder, annual):
    page = annual.of(annual.startups[0], "/wishes")
    assert f"{page}?show=all#suggestions-{annual.startups[0]}" in founder.get(page).links()

    assert names(founder.get(f"{page}?show=all")) == ["赵敏", "周岚"]
    assert names(founder.get(f"{page}?show=all&q=周")) == ["周岚"]
    assert names(founder.get(f"{page}?show=all&q=陇原")) == ["赵敏"]
    assert names(founder.get(f"{page}?show=all&industry=new_energy")) == ["赵敏"]
    assert founder.get(f"{page}?show=all&q=无此人").tree.find(".//*[@class='empty']") is not None


def test_one_tap_in_the_list_of_all_wishes_passes_and_takes_back(founder, annual):
    wished = annual.investors[1]
    page = annual.of(annual.startups[0], "/wishes?show=all&q=周")

    shown = founder.post(tap(annual, wished, "add"), page=page, at="all")
    assert list_stored_wishes(annual) == [(wished, 1)]
    assert names(shown) == ["周岚"]
    assert tap(annual, wished, "add") not in shown.actions()

    founder.post(tap(annual, wished, "remove"), page=page, at="all")
    shown = founder.post(tap(annual, wished, "pass"), page=page, at="all")
    assert list_stored_wishes(annual) == [(wished, None)]
    assert tap(annual, wished, "undo") in shown.actions()


def test_tap_in_the_list_of_all_leads_back_to_the_same_row(founder, annual):
    page = annual.of(annual.startups[0], "/wishes?show=all&page=1")
    token = founder.get(page).tree.find(".//input[@name='csrf_token']").get("value")
    answer = founder.client.post(
        tap(annual, annual.investors[1], "add"),
        data={"at": "all", "csrf_token": token},
        headers={"Referer": f"http://localhost{page}"},
    )

    assert answer.location == f"{page}#participant-{annual.investors[1]}"


def test_list_of_all_sends_few_statements_when_it_grows(founder, annual, database):
    page = annual.of(annual.startups[0], "/wishes?show=all")
    with count_statements(database) as before:
        founder.get(page)
    register_investors(annual, 45)
    with count_statements(database) as after:
        shown = founder.get(page)

    assert len(after) == len(before) + 1, "a list of several pages is counted"
    assert len(names(shown)) == 20
    assert len(names(founder.get(f"{page}&page=3"))) == 7


def register_investors(annual: AnnualMeeting, count: int) -> None:
    with annual.world.context.open_unit() as unit:
        added = unit.investors.add_many(replace(ANGEL, name=f"投资人{n}") for n in range(count))
        unit.commit()
    organizer = act_as(annual.world, Role.ORGANIZER)
    for profile_id in added:
        events.register(
            annual.world.context, organizer, event_id=annual.event_id, kind=PartyKind.INVESTOR, profile_id=profile_id
        )


def test_list_is_read_only_after_the_deadline(founder, annual, clock):
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])
    clock.pass_time(timedelta(days=21))
    page = annual.of(annual.startups[0], "/wishes")

    shown = founder.use_locale("en").get(page)
    assert "赵敏" in shown.text
    assert not [it for it in shown.actions() if "/wishes/" in it]

    assert "Wishes closed on" in founder.post(tap(annual, annual.investors[1], "add"), page=page).text


def test_wish_for_ones_own_side_is_refused(founder, annual):
    founder.post(tap(annual, annual.startups[1], "add"), status=400)
    founder.post(tap(annual, 999999, "add"), status=404)


def test_shift_stays_at_the_ends():
    assert move_in_order([1, 2, 3], 1, -1) == [1, 2, 3]
    assert move_in_order([1, 2, 3], 3, 1) == [1, 2, 3]
    assert move_in_order([1, 2, 3], 2, 1) == [1, 3, 2]
