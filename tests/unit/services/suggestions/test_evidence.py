"""Evidence from check-ins about meetings, and about the people who wished for them."""

from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.evidence import Interaction, MeetingFact, WishFact
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.suggestions.learning.evidence import count_interactions
from matchmaker.services.suggestions.learning.preferences import EvidenceFacts, list_preferences

NOW = datetime(2026, 5, 20, tzinfo=UTC)
STARTUP, _, INVESTOR = PartyKind
THERE, AWAY = Presence


def meet(*, days_ago=1.0, **others) -> MeetingFact:
    values = {"is_current": True} | others
    return MeetingFact(startup_id=1, investor_id=8, ends_at=NOW - timedelta(days=days_ago), **values)


def weigh(*meetings: MeetingFact) -> list[float]:
    """Weights of the wish of the startup and of that of the investor."""
    wishes = tuple(
        WishFact(wisher_kind=kind, wisher_id=one, wished_id=other, is_veto=False, reason=None, closes_at=NOW)
        for kind, one, other in ((STARTUP, 1, 8), (INVESTOR, 8, 1))
    )
    return [it.weight for it in list_preferences(EvidenceFacts(wishes=wishes, meetings=meetings), NOW)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((None, None), [1.25, 1.25]),
        ((THERE, THERE), [1.25, 1.25]),
        ((THERE, None), [1.25, 1.25]),
        ((AWAY, THERE), [0.5, 1.0]),
        ((AWAY, None), [0.5, 1.0]),
        ((None, AWAY), [1.0, 0.5]),
        ((AWAY, AWAY), [0.5, 0.5]),
    ],
)
def test_a_meeting_was_held_unless_somebody_was_marked_as_not_there(marks, expected):
    startup, investor = marks
    assert weigh(meet(startup_presence=startup, investor_presence=investor)) == expected


def test_a_meeting_that_was_planned_away_after_the_report_was_missed_by_who_did_not_come():
    assert weigh(meet(is_current=False, startup_presence=AWAY, investor_presence=THERE)) == [0.5, 1.0]


def test_who_withdrew_and_came_all_the_same_did_not_stay_away():
    gone = {"is_current": False, "has_startup_withdrawn": True}
    assert weigh(meet(**gone)) == [0.5, 1.0]
    assert weigh(meet(**gone, startup_presence=THERE)) == [1.0, 1.0]


def test_a_meeting_ahead_is_not_held_although_both_have_come():
    assert weigh(meet(days_ago=-0.1, startup_presence=THERE, investor_presence=THERE)) == [1.0, 1.0]


def test_who_missed_one_meeting_and_held_another_of_the_same_pair_met():
    assert weigh(meet(startup_presence=AWAY), meet(days_ago=0.5)) == [1.25, 1.25]


def test_interactions_are_counted_by_check_ins():
    meetings = (meet(startup_presence=THERE), meet(startup_presence=AWAY, investor_presence=AWAY))
    counted = [count_interactions(EvidenceFacts(meetings=(it,)), NOW) for it in meetings]
    assert [(it[Interaction.ATTENDED], it[Interaction.MISSED]) for it in counted] == [(1, 0), (0, 2)]
