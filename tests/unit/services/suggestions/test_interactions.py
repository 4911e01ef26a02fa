"""From when on others may use a decision, and the time of a wish."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.events import PassReason
from matchmaker.domain.evidence import ApplicationFact, DealFact, ImpressionFact, Interaction, Investment, WishFact
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.pipeline import DealState
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.suggestions.learning.interactions import collect_interactions
from matchmaker.services.suggestions.learning.preference_rules import UNANSWERED_WEIGHT
from matchmaker.services.suggestions.learning.preferences import EvidenceFacts, list_investments, list_preferences

NOW = datetime(2026, 5, 20, tzinfo=UTC)
STARTUP, MENTOR, INVESTOR = PartyKind


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def wish(wished_id=8, *, closes_at: datetime, wished_at: datetime | None = None, passed=False) -> WishFact:
    reason = PassReason.STAGE if passed else None
    pair = {"wisher_kind": STARTUP, "wisher_id": 1, "wished_id": wished_id}
    return WishFact(**pair, is_veto=passed, reason=reason, closes_at=closes_at, wished_at=wished_at)


def step(state: DealState, days: float, *, investor=8, startup=1) -> DealFact:
    return DealFact(investor_id=investor, startup_id=startup, state=state, close_reason=None, at=ago(days))


def times(now=NOW, **facts):
    return [(it.at, it.known_at) for it in list_preferences(EvidenceFacts(**facts), now)]


@pytest.mark.parametrize("passed", [False, True])
def test_a_wish_is_of_its_own_time_and_known_when_wishing_closes(passed):
    assert times(wishes=(wish(closes_at=ago(10), wished_at=ago(25), passed=passed),)) == [(ago(25), ago(10))]
    assert times(wishes=(wish(closes_at=ago(-5), wished_at=ago(2), passed=passed),)) == [(ago(2), ago(-5))]


def test_an_old_wish_is_of_the_end_of_wishing_or_of_now_where_that_lies_ahead():
    assert times(wishes=(wish(closes_at=ago(10)),)) == [(ago(10), ago(10))]
    assert times(wishes=(wish(closes_at=ago(-5)),)) == [(NOW, ago(-5))]


def test_the_position_of_a_wish_is_the_best_before_it():
    shown = tuple(ImpressionFact(STARTUP, 1, INVESTOR, 8, position, ago(days)) for position, days in ((4, 40), (1, 20)))
    facts = EvidenceFacts(wishes=(wish(closes_at=ago(10), wished_at=ago(30)),), showings=shown)

    assert [it.position for it in list_preferences(facts, NOW)] == [4]


def test_what_is_no_wish_is_known_when_it_is_done():
    asked = ApplicationFact(
        startup_id=1,
        mentor_id=5,
        state=ApplicationState.ACCEPTED,
        reason="",
        applied_at=ago(30),
        decided_at=ago(20),
        accepted_at=ago(19),
    )
    deals = (step(DealState.MET, 9), step(DealState.FOLLOWING_UP, 8))
    shown = (ImpressionFact(STARTUP, 1, MENTOR, 6, 1, ago(40)),)

    assert times(applications=(asked,), deals=deals, showings=shown) == [
        (ago(30), ago(30)),
        (ago(40), ago(30)),
        (ago(19), ago(19)),
        (ago(8), ago(8)),
    ]


def test_a_follow_up_is_of_the_day_it_became_more_than_a_meeting():
    states = (DealState.MET, DealState.FOLLOWING_UP, DealState.TERM_SHEET, DealState.INVESTED)
    deals = tuple(step(state, 90 - 10 * days) for days, state in enumerate(states))

    assert times(deals=deals) == [(ago(80), ago(80))]


@pytest.mark.parametrize(
    ("shown", "asked", "known"),
    [
        ([40], 39, 33),  # a week after it was shown: until then the choice might still have come
        ([40], 20, 20),  # when its maker chose somebody: until then, people who only looked teach nothing
        ([40, 10], 39, 10),  # and never before it was made
    ],
)
def test_silence_is_known_once_nothing_came_of_it(shown, asked, known):
    application = ApplicationFact(
        startup_id=1, mentor_id=5, state=ApplicationState.QUEUED, reason="", applied_at=ago(asked), decided_at=None
    )
    showings = tuple(ImpressionFact(STARTUP, 1, MENTOR, 6, 1, ago(it)) for it in shown)
    _, silent = list_preferences(EvidenceFacts(applications=(application,), showings=showings), NOW, is_known=True)

    assert (silent.interaction, silent.at, silent.known_at) == (None, ago(shown[-1]), ago(known))


def test_what_came_of_a_decision_later_weighs_nothing_in_what_was_known_of_it():
    words = {"reason": "", "applied_at": ago(90), "accepted_at": ago(80)}
    ended = [
        ApplicationFact(
            startup_id=it, mentor_id=5, state=ApplicationState.ENDED, decided_at=ago(1), outcome=outcome, **words
        )
        for it, outcome in enumerate((MentorshipOutcome.REACHED, MentorshipOutcome.STOPPED), 1)
    ]
    left = ApplicationFact(
        startup_id=3, mentor_id=5, state=ApplicationState.EXPIRED, reason="", applied_at=ago(90), decided_at=ago(80)
    )
    back = replace(left, startup_id=4, state=ApplicationState.WITHDRAWN)
    interactions = collect_interactions(
        list(list_preferences(EvidenceFacts(applications=(*ended, left, back)), NOW)), MENTOR
    )

    assert interactions.weights[interactions.by_startup].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert interactions.weights[~interactions.by_startup].tolist() == [1.0, 1.0, UNANSWERED_WEIGHT]


def test_a_secret_wish_counts_in_nothing_that_others_know_and_hides_no_earlier_one():
    secret = wish(closes_at=ago(-5), wished_at=ago(2), passed=True)
    former = wish(closes_at=ago(300), wished_at=ago(310))
    alone = wish(9, closes_at=ago(-5), wished_at=ago(2))
    facts = EvidenceFacts(wishes=(former, secret, alone))

    assert [(it.wanted_id, it.interaction) for it in list_preferences(facts, NOW)] == [
        (8, Interaction.PASSED),
        (9, Interaction.WISHED),
    ]
    assert [(it.wanted_id, it.interaction) for it in list_preferences(facts, NOW, is_known=True)] == [
        (8, Interaction.WISHED)
    ]


def test_who_is_wished_for_in_secret_was_not_passed_over():
    shown = tuple(ImpressionFact(STARTUP, 1, INVESTOR, it, it, ago(40)) for it in (7, 8, 9))
    wishes = (wish(7, closes_at=ago(10)), wish(8, closes_at=ago(-5), wished_at=ago(2)))
    known = list_preferences(EvidenceFacts(wishes=wishes, showings=shown), NOW, is_known=True)

    assert [(it.wanted_id, it.interaction) for it in known] == [(7, Interaction.WISHED), (9, None)]


def test_an_investment_is_listed_once_a_pair_by_the_first_time():
    again = (DealState.TERM_SHEET, DealState.INVESTED, DealState.FOLLOWING_UP, DealState.INVESTED)
    deals = tuple(step(state, 50 - days) for days, state in enumerate(again))
    met = (step(DealState.MET, 5, investor=7), step(DealState.CLOSED, 4, investor=7))

    assert list(list_investments(EvidenceFacts(deals=(*deals, *met)))) == [
        Investment(investor_id=8, startup_id=1, at=ago(49))
    ]


def test_investments_of_people_who_are_absent_are_left_out():
    deals = tuple(step(DealState.INVESTED, 5, investor=it, startup=other) for it, other in ((8, 1), (9, 2), (7, 3)))
    absent = {STARTUP: frozenset({1}), INVESTOR: frozenset({9}), MENTOR: frozenset({7, 3})}

    assert [it.investor_id for it in list_investments(EvidenceFacts(deals=deals, absent=absent))] == [7]
