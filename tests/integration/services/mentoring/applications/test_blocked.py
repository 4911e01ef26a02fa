"""A conflict of interest that is declared while applications wait: the pair is not offered to each other."""

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


def declare(steps, mentor, kind=ConflictKind.RELATIVE):
    pair = PartnerPair(steps.town.startups[0], PartyKind.MENTOR, steps.mentors[mentor].mentor_id)
    words = {"kind": kind, "words": "总经理的兄弟", "since": local_day(steps.context.now())}
    interests.declare_conflict(steps.context, steps.town.operator, pair, **words)


def test_queued_choice_is_closed_and_never_opened_when_a_block_is_declared(steps):
    first, second, third = [steps.apply(n) for n in range(3)]
    declare(steps, 1)

    steps.decline(0, first)

    assert steps.states(first, second, third) == ["declined", "declined", "applied"]
    with steps.context.open_unit(readonly=True) as unit:
        assert (unit.applications.get(second).reason, unit.applications.get(second).is_blocked) == (
            BLOCKED_REASON,
            True,
        )
        assert unit.applications.get(first).is_blocked is False
    assert steps.list_notices(steps.mentors[1]) == [], "who was never asked hears nothing"
    assert NoticeKind.APPLICATION_BLOCKED in steps.list_notices(steps.town.founders[0])


def test_clock_closes_what_waits_and_finds_nothing_the_second_time(steps):
    first, second = steps.apply(0), steps.apply(1)
    declare(steps, 1)

    assert (close_blocked(steps.context), close_blocked(steps.context)) == (1, 0)

    assert steps.states(first, second) == ["applied", "declined"]
    entries = audit.list_entries(steps.context, steps.town.operator).items
    assert [it.entry.actor for it in entries if it.entry.action == "mentorship.block"] == [None]


def test_waiting_startup_is_passed_over_when_a_place_becomes_free(steps):
    running = steps.apply(0, founder=1)
    steps.accept(0, running)
    waiting = steps.apply(0)
    declare(steps, 0)

    steps.end(0, running)

    assert steps.states(waiting) == ["declined"]
    assert steps.list_notices(steps.mentors[0])[-1] is NoticeKind.APPLICATION_BLOCKED
    assert (offer_free_places(steps.context), open_next_choices(steps.context)) == (0, 0)


def test_budget_comes_back_when_an_application_is_closed(steps):
    ids = [steps.apply(n) for n in range(3)]
    declare(steps, 2)
    close_blocked(steps.context)

    requests = applications.list_startup_applications(steps.context, steps.town.founders[0], steps.town.startups[0])

    assert [it.choice for it in requests if it.application.id != ids[2]] == [1, 2]


def test_application_stays_when_the_ledger_only_asks_for_a_reason(steps):
    first, second = steps.apply(0), steps.apply(1)
    declare(steps, 1, ConflictKind.MENTOR_INVESTS)

    assert close_blocked(steps.context) == 0
    steps.decline(0, first)

    assert steps.states(second) == ["applied"]


@pytest.mark.parametrize("mentor", [0, 1])
def test_founder_reads_the_same_whoever_declared(steps, mentor):
    ids = [steps.apply(n) for n in range(2)]
    declare(steps, mentor)
    close_blocked(steps.context)

    view = applications.get_application(steps.context, steps.town.founders[0], ids[mentor])

    assert view.application.is_blocked is (mentor == 1), "what is before its mentor already is the mentor's to refuse"
