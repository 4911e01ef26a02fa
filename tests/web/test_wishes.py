from datetime import timedelta

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.services import events
from matchmaker.web.events.wishing import shift
from tests.web.annual import Annual, act_as, hold_annual


@pytest.fixture
def annual(world) -> Annual:
    return hold_annual(world)


def said(annual: Annual) -> list[tuple[int, int | None]]:
    """(wished, rank) of the founder; a pass has no rank."""
    found = events.list_wishes(annual.world.context, act_as(annual.world, Role.FOUNDER), annual.startups[0])
    return [(it.wish.wished_id, it.wish.rank) for it in found]


def tap(annual: Annual, wished: int, what: str) -> str:
    return annual.of(annual.startups[0], f"/wishes/{wished}/{what}")


def test_one_tap_on_the_event_page_makes_a_suggestion_a_wish(founder, annual):
    wished = annual.investors[0]
    assert tap(annual, wished, "add") in founder.get(annual.path()).actions()

    shown = founder.post(tap(annual, wished, "add"), page=annual.path())

    assert said(annual) == [(wished, 1)]
    assert shown.response.request.path == annual.path()
    assert tap(annual, wished, "add") not in shown.actions()
    assert tap(annual, wished, "remove") in founder.get(annual.of(annual.startups[0], "/wishes")).actions()


def test_wishes_change_places_without_scripts(founder, annual):
    first, second = annual.investors
    annual.wish(Role.FOUNDER, annual.startups[0], first, second)
    page = annual.of(annual.startups[0], "/wishes")

    founder.post(tap(annual, second, "move"), page=page, to="up")
    assert said(annual) == [(second, 1), (first, 2)]

    founder.post(tap(annual, second, "move"), page=page, to="down")
    assert said(annual) == [(first, 1), (second, 2)]

    founder.post(tap(annual, second, "move"), status=400, to="sideways")
    founder.post(tap(annual, 999999, "move"), status=404, to="up")


def test_removed_wish_closes_the_gap(founder, annual):
    first, second = annual.investors
    annual.wish(Role.FOUNDER, annual.startups[0], first, second)

    founder.post(tap(annual, first, "remove"))

    assert said(annual) == [(second, 1)]


def test_pass_hides_a_suggestion_until_it_is_taken_back(founder, investor, annual):
    wished = annual.investors[0]
    page = annual.of(annual.startups[0], "/wishes")

    shown = founder.post(tap(annual, wished, "pass"), page=page)
    assert tap(annual, wished, "add") not in shown.actions()
    assert said(annual) == [(wished, None)]

    shown = founder.post(tap(annual, wished, "undo"), page=page)
    assert tap(annual, wished, "add") in shown.actions()
    assert said(annual) == []


def test_investor_is_not_told_who_wished_or_passed(founder, investor, annual):
    before = investor.get(annual.of(annual.investors[0], "/wishes")).text

    founder.post(tap(annual, annual.investors[0], "add"))
    assert investor.get(annual.of(annual.investors[0], "/wishes")).text == before

    founder.post(tap(annual, annual.investors[0], "pass"))
    assert investor.get(annual.of(annual.investors[0], "/wishes")).text == before


def test_list_is_read_only_after_the_deadline(founder, annual, clock):
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])
    clock.pass_time(timedelta(days=21))
    page = annual.of(annual.startups[0], "/wishes")

    shown = founder.speak("en").get(page)
    assert "赵敏" in shown.text
    assert not [it for it in shown.actions() if "/wishes/" in it]

    assert "Wishes closed on" in founder.post(tap(annual, annual.investors[1], "add"), page=page).text


def test_wish_for_ones_own_side_is_refused(founder, annual):
    founder.post(tap(annual, annual.startups[1], "add"), status=400)
    founder.post(tap(annual, 999999, "add"), status=404)


def test_shift_stays_at_the_ends():
    assert shift([1, 2, 3], 1, -1) == [1, 2, 3]
    assert shift([1, 2, 3], 3, 1) == [1, 2, 3]
    assert shift([1, 2, 3], 2, 1) == [1, 3, 2]
