from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.applications import BLOCKED_REASON
from matchmaker.domain.events import PassReason
from matchmaker.domain.evidence import ApplicationFact, DealFact, ImpressionFact, Interaction, MeetingFact, WishFact
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.pipeline import CloseReason, DealState
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.suggestions.learning.preferences import EvidenceFacts, list_preferences

NOW = datetime(2026, 5, 20, tzinfo=UTC)
STARTUP, MENTOR, INVESTOR = PartyKind
TO_MENTOR, TO_INVESTOR, OF_MENTOR = (STARTUP, MENTOR), (STARTUP, INVESTOR), (MENTOR, STARTUP)
S = ApplicationState


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def ask(state: ApplicationState, *, startup=1, mentor=5, **others) -> ApplicationFact:
    values = {"reason": "", "applied_at": ago(30), "decided_at": ago(20)} | others
    return ApplicationFact(startup_id=startup, mentor_id=mentor, state=state, **values)


def wish(wisher: PartyKind, wisher_id: int, wished_id: int, *, passed=False, **others) -> WishFact:
    values = {"reason": None, "closes_at": ago(10)} | others
    return WishFact(wisher_kind=wisher, wisher_id=wisher_id, wished_id=wished_id, is_veto=passed, **values)


def follow(*states: DealState, reason: CloseReason | None = None) -> tuple[DealFact, ...]:
    closing = {it: reason if it is DealState.CLOSED else None for it in DealState}
    return tuple(DealFact(investor_id=8, startup_id=1, state=it, close_reason=closing[it], at=ago(1)) for it in states)


def show(direction, candidate_id: int, position: int, *, days: float, by=1) -> ImpressionFact:
    seeker, candidate = direction
    return ImpressionFact(seeker, by, candidate, candidate_id, position, ago(days))


def to_rows(now=NOW, **facts):
    """(wanter, wanted, is_wanted, weight, position, interaction) of each preference."""
    return [
        (
            preference.wanter_kind,
            preference.wanter_id,
            preference.wanted_kind,
            preference.wanted_id,
            preference.is_wanted,
            preference.weight,
            preference.position,
            preference.interaction,
        )
        for preference in list_preferences(EvidenceFacts(**facts), now)
    ]


def asked(weight=1.0, position=None):
    return (STARTUP, 1, MENTOR, 5, True, weight, position, Interaction.APPLIED)


def answered(is_wanted, weight, interaction):
    return (MENTOR, 5, STARTUP, 1, is_wanted, weight, None, interaction)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (ask(S.ACCEPTED), [asked(), answered(True, 1.0, Interaction.ACCEPTED)]),
        (ask(S.ENDED), [asked(), answered(True, 1.0, Interaction.ACCEPTED)]),
        (ask(S.DECLINED, reason="方向不同"), [asked(), answered(False, 1.0, Interaction.DECLINED)]),
        (ask(S.EXPIRED), [asked(), answered(False, 0.3, Interaction.EXPIRED)]),
        (ask(S.APPLIED, decided_at=None), [asked()]),
        (ask(S.QUEUED, decided_at=None), [asked()]),
        (ask(S.WAIT_LISTED, decided_at=None), [asked()]),
        (ask(S.RELEASED), [asked()]),
        (ask(S.WITHDRAWN), [asked(0.5)]),
        (ask(S.DECLINED, reason=BLOCKED_REASON), []),
        (ask(S.DECLINED, reason="退出导师库", left_at=ago(20)), [asked()]),
        (ask(S.DECLINED, reason="方向不同", left_at=ago(5)), [asked(), answered(False, 1.0, Interaction.DECLINED)]),
        (ask(S.ACCEPTED, is_arranged=True), [asked()]),
        (ask(S.ENDED, outcome=MentorshipOutcome.REACHED), [asked(1.5), answered(True, 1.5, Interaction.ACCEPTED)]),
        (ask(S.ENDED, outcome=MentorshipOutcome.STOPPED), [asked(0.5), answered(True, 0.5, Interaction.ACCEPTED)]),
        (ask(S.ACCEPTED, startup_score=5), [asked(1.5), answered(True, 1.0, Interaction.ACCEPTED)]),
        (
            ask(S.ENDED, outcome=MentorshipOutcome.PARTLY, startup_score=1, mentor_score=4),
            [asked(0.6), answered(True, 1.5, Interaction.ACCEPTED)],
        ),
    ],
)
def test_an_application_counts_by_how_it_ended(fact, expected):
    assert to_rows(applications=(fact,)) == expected


def test_wishes_and_passes_belong_to_their_makers():
    wishes = (wish(STARTUP, 1, 8), wish(INVESTOR, 8, 2, passed=True, reason=PassReason.STAGE))

    assert to_rows(wishes=wishes) == [
        (STARTUP, 1, INVESTOR, 8, True, 1.0, None, Interaction.WISHED),
        (INVESTOR, 8, STARTUP, 2, False, 1.0, None, Interaction.PASSED),
    ]


@pytest.mark.parametrize("reason", [PassReason.KNOWN, PassReason.COMPETITOR])
def test_a_pass_for_another_reason_than_the_fit_counts_for_nothing(reason):
    assert to_rows(wishes=(wish(INVESTOR, 8, 2, passed=True, reason=reason),)) == []


def test_the_last_decision_counts_when_there_are_several():
    wishes = (wish(INVESTOR, 8, 1, closes_at=ago(400), passed=True), wish(INVESTOR, 8, 1))
    again = (ask(S.DECLINED, applied_at=ago(500), decided_at=ago(490)), ask(S.ACCEPTED))

    assert [it[4:6] for it in to_rows(wishes=wishes)] == [(True, 1.0)]
    assert [it[-1] for it in to_rows(applications=again)] == [Interaction.APPLIED, Interaction.ACCEPTED]


def test_a_meeting_counts_for_who_wished_for_it_when_it_was_held():
    wishes = (wish(STARTUP, 1, 8), wish(INVESTOR, 8, 1))
    met = MeetingFact(startup_id=1, investor_id=8, ends_at=ago(1), is_current=True)
    ahead = MeetingFact(startup_id=1, investor_id=8, ends_at=ago(-1), is_current=True)

    assert [it[5] for it in to_rows(wishes=wishes, meetings=(met,))] == [1.25, 1.25]
    assert [it[5] for it in to_rows(wishes=wishes, meetings=(ahead,))] == [1.0, 1.0]


def test_who_stayed_away_wanted_it_less_and_the_other_as_before():
    wishes = (wish(STARTUP, 1, 8), wish(INVESTOR, 8, 1))
    missed = MeetingFact(startup_id=1, investor_id=8, ends_at=ago(1), is_current=False, has_investor_withdrawn=True)

    assert [it[:2] + it[5:6] for it in to_rows(wishes=wishes, meetings=(missed,))] == [
        (STARTUP, 1, 1.0),
        (INVESTOR, 8, 0.5),
    ]


def test_a_suggested_meeting_is_nobodys_wish():
    met = MeetingFact(startup_id=1, investor_id=8, ends_at=ago(1), is_current=True)

    assert to_rows(meetings=(met,)) == []


@pytest.mark.parametrize(
    ("deals", "expected"),
    [
        (follow(DealState.MET), None),
        (follow(DealState.MET, DealState.FOLLOWING_UP), (True, 1.25)),
        (follow(DealState.MET, DealState.DUE_DILIGENCE, DealState.TERM_SHEET, DealState.INVESTED), (True, 2.0)),
        (follow(DealState.MET, DealState.DUE_DILIGENCE, DealState.CLOSED, reason=CloseReason.TEAM), (True, 1.125)),
        (follow(DealState.MET, DealState.FOLLOWING_UP, DealState.CLOSED, reason=CloseReason.NO_ANSWER), (True, 1.25)),
        (follow(DealState.MET, DealState.CLOSED, reason=CloseReason.MARKET), (False, 1.0)),
        (follow(DealState.MET, DealState.CLOSED, reason=CloseReason.OTHER_INVESTOR), None),
    ],
)
def test_a_follow_up_without_a_wish_counts_by_what_its_investor_found(deals, expected):
    found = to_rows(deals=deals)

    assert [it[4:6] for it in found] == ([expected] if expected else [])
    assert {it[-1] for it in found} <= {Interaction.FOLLOWED_UP}


def test_a_follow_up_after_a_wish_weighs_the_investors_wish_alone():
    wishes = (wish(STARTUP, 1, 8), wish(INVESTOR, 8, 1))
    deals = follow(DealState.MET, DealState.CLOSED, reason=CloseReason.TEAM)

    assert [it[4:6] + it[7:] for it in to_rows(wishes=wishes, deals=deals)] == [
        (True, 1.0, Interaction.WISHED),
        (True, 0.75, Interaction.WISHED),
    ]


def test_a_position_is_the_best_before_the_decision():
    shown = (show(TO_MENTOR, 5, 4, days=40), show(TO_MENTOR, 5, 2, days=31), show(TO_MENTOR, 5, 1, days=29))

    assert to_rows(applications=(ask(S.RELEASED),), showings=shown) == [asked(position=2)]


def test_who_was_shown_later_only_was_found_otherwise():
    shown = (show(TO_MENTOR, 5, 1, days=29),)

    assert to_rows(applications=(ask(S.RELEASED),), showings=shown) == [asked()]


def test_who_was_passed_over_by_a_chooser_was_wanted_a_little_less():
    shown = (
        show(TO_MENTOR, 6, 3, days=7),
        show(TO_MENTOR, 6, 1, days=2),
        show(TO_MENTOR, 7, 1, days=6.9),
        show(TO_MENTOR, 6, 1, days=40, by=2),
    )

    found = list(list_preferences(EvidenceFacts(applications=(ask(S.RELEASED),), showings=shown), NOW))

    silent = [it for it in found if it.interaction is None]
    assert [(it.wanter_id, it.wanted_id, it.is_wanted, it.position, it.weight, it.at) for it in silent] == [
        (1, 6, False, 1, 0.1, ago(2))
    ]


def test_nobody_is_passed_over_whose_answer_carries_no_information():
    shown = (show(TO_MENTOR, 6, 1, days=40), show(TO_INVESTOR, 8, 1, days=40), show(TO_INVESTOR, 9, 2, days=40))
    facts = {
        "applications": (ask(S.RELEASED), ask(S.DECLINED, mentor=6, reason=BLOCKED_REASON)),
        "wishes": (wish(STARTUP, 1, 7), wish(STARTUP, 1, 8, passed=True, reason=PassReason.KNOWN)),
    }

    assert [it[3] for it in to_rows(**facts, showings=shown) if it[-1] is None] == [9]


def test_a_mentor_answers_and_passes_nobody_over():
    shown = (show(OF_MENTOR, 1, 1, days=40, by=5), show(OF_MENTOR, 2, 2, days=40, by=5))

    assert to_rows(applications=(ask(S.ACCEPTED),), showings=shown) == [
        asked(),
        answered(True, 1.0, Interaction.ACCEPTED),
    ]


def test_those_who_are_absent_are_left_out_on_both_sides():
    facts = {"applications": (ask(S.ACCEPTED), ask(S.ACCEPTED, startup=2, mentor=6))}

    assert to_rows(**facts, absent={STARTUP: frozenset({1}), MENTOR: frozenset({6})}) == []
    assert len(to_rows(**facts, absent={INVESTOR: frozenset({1, 5})})) == 4


def test_rows_come_by_direction_and_number_once_a_pair():
    wishes = tuple(wish(kind, one, other) for kind in (INVESTOR, STARTUP) for one in (3, 1) for other in (4, 2))

    found = [it[:4] for it in to_rows(wishes=(*wishes, *wishes))]

    assert found == [(STARTUP, one, INVESTOR, other) for one in (1, 3) for other in (2, 4)] + [
        (INVESTOR, one, STARTUP, other) for one in (1, 3) for other in (2, 4)
    ]


def test_a_wish_that_can_still_be_changed_is_of_now():
    facts = EvidenceFacts(wishes=(wish(STARTUP, 1, 8, closes_at=ago(-5)),))

    assert [it.at for it in list_preferences(facts, NOW)] == [NOW]
