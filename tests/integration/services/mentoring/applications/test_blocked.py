"""A conflict of interest that is declared while applications wait: none of the two is put before the other."""

import pytest

from matchmaker.domain.applications import BLOCKED_REASON
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.local_time import local_day
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services import interests
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import close_blocked, offer_free_places, open_next_choices
from matchmaker.services.platform import audit


def declare(asking, mentor, kind=ConflictKind.RELATIVE):
    pair = PartnerPair(asking.town.startups[0], PartyKind.MENTOR, asking.mentors[mentor].mentor_id)
    words = {"kind": kind, "words": "总经理的兄弟", "since": local_day(asking.context.now())}
    interests.declare_conflict(asking.context, asking.town.operator, pair, **words)


def test_queued_choice_is_closed_and_never_opened_when_a_block_is_declared(asking):
    first, second, third = [asking.apply(n) for n in range(3)]
    declare(asking, 1)

    asking.decline(0, first)

    assert asking.states(first, second, third) == ["declined", "declined", "applied"]
    with asking.context.open_unit(readonly=True) as unit:
        assert (unit.applications.get(second).reason, unit.applications.get(second).is_blocked) == (
            BLOCKED_REASON,
            True,
        )
        assert unit.applications.get(first).is_blocked is False
    assert asking.list_notices(asking.mentors[1]) == [], "who was never asked hears nothing"
    assert NoticeKind.APPLICATION_BLOCKED in asking.list_notices(asking.town.founders[0])


def test_clock_closes_what_waits_and_finds_nothing_the_second_time(asking):
    first, second = asking.apply(0), asking.apply(1)
    declare(asking, 1)

    assert (close_blocked(asking.context), close_blocked(asking.context)) == (1, 0)

    assert asking.states(first, second) == ["applied", "declined"]
    entries = audit.list_entries(asking.context, asking.town.operator).items
    assert [it.entry.actor for it in entries if it.entry.action == "mentorship.block"] == [None]


def test_waiting_startup_is_passed_over_when_a_place_becomes_free(asking):
    running = asking.apply(0, founder=1)
    asking.accept(0, running)
    waiting = asking.apply(0)
    declare(asking, 0)

    asking.end(0, running)

    assert asking.states(waiting) == ["declined"]
    assert asking.list_notices(asking.mentors[0])[-1] is NoticeKind.APPLICATION_BLOCKED
    assert (offer_free_places(asking.context), open_next_choices(asking.context)) == (0, 0)


def test_budget_comes_back_when_an_application_is_closed(asking):
    ids = [asking.apply(n) for n in range(3)]
    declare(asking, 2)
    close_blocked(asking.context)

    requests = applications.list_startup_applications(asking.context, asking.town.founders[0], asking.town.startups[0])

    assert [it.choice for it in requests if it.application.id != ids[2]] == [1, 2]


def test_application_stays_when_the_ledger_only_asks_for_a_reason(asking):
    first, second = asking.apply(0), asking.apply(1)
    declare(asking, 1, ConflictKind.MENTOR_INVESTS)

    assert close_blocked(asking.context) == 0
    asking.decline(0, first)

    assert asking.states(second) == ["applied"]


@pytest.mark.parametrize("mentor", [0, 1])
def test_founder_reads_the_same_whoever_declared(asking, mentor):
    ids = [asking.apply(n) for n in range(2)]
    declare(asking, mentor)
    close_blocked(asking.context)

    view = applications.get_application(asking.context, asking.town.founders[0], ids[mentor])

    assert view.application.is_blocked is (mentor == 1), "what is before its mentor already is the mentor's to refuse"
