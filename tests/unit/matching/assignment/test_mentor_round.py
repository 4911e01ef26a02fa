from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.rounds import Emphasis, LineOutcome, RoundGoal
from matchmaker.matching.assignment.mentor_round import RoundRequest, compute_round, list_first_come, score_request

P, S, T = LineOutcome.PLACED, LineOutcome.STARTUP_PLACED, LineOutcome.MENTOR_TAKEN


def ask(startup, mentor, choice, fit, **others):
    return RoundRequest(startup=startup, mentor=mentor, choice=choice, fit=fit, **others)


def solve(requests, places, goal=RoundGoal.TOTAL, emphasis=Emphasis.BALANCED):
    return compute_round(requests, places, goal=goal, emphasis=emphasis)


def list_choices(requests, places):
    """Every legal selection of requests; only for small rounds."""
    startups = sorted({it.startup for it in requests})
    own = [[None, *(k for k, it in enumerate(requests) if it.startup == startup)] for startup in startups]
    for picked in product(*own):
        chosen = [k for k in picked if k is not None]
        loads = [requests[k].mentor for k in chosen]
        is_whole = all(k in chosen for k, it in enumerate(requests) if it.is_locked)
        if is_whole and all(loads.count(mentor) <= places[mentor] for mentor in loads):
            yield chosen


def test_a_score_weighs_the_choice_and_the_fit_by_the_emphasis():
    second = ask(1, 1, 2, 0.8)

    assert score_request(second, Emphasis.BALANCED) == pytest.approx(0.25 + 0.4)
    assert score_request(second, Emphasis.CHOICE) == pytest.approx(0.375 + 0.2)
    assert score_request(second, Emphasis.FIT) == pytest.approx(0.125 + 0.6)


def test_the_greatest_total_sends_one_to_a_second_choice_when_two_want_the_last_place():
    requests = [ask(1, 10, 1, 0.9), ask(1, 11, 2, 0.8), ask(2, 10, 1, 0.7)]

    answer = solve(requests, {10: 1, 11: 1})

    assert answer.outcomes == (S, P, P)  # .65 + .85 beats .95 alone
    assert answer.total == pytest.approx(1.5)
    assert answer.minimum == pytest.approx(0.65)
    assert answer.is_proven
    assert answer.blocking_requests == (0,)  # the first prefers 10, which fits it better


def test_a_stable_round_gives_the_place_to_whom_the_mentor_fits_better():
    requests = [ask(1, 10, 1, 0.9), ask(1, 11, 2, 0.8), ask(2, 10, 1, 0.7)]

    answer = solve(requests, {10: 1, 11: 1}, RoundGoal.STABLE)

    assert answer.outcomes == (P, S, T)
    assert answer.blocking_requests == ()


def test_the_floor_gives_more_startups_a_mentor_though_the_total_is_lower():
    requests = [ask(1, 10, 1, 1.0), ask(1, 11, 3, 0.0), ask(2, 10, 3, 0.0)]

    assert solve(requests, {10: 1, 11: 1}).outcomes == (P, S, T)  # 1.0 against .17 + .17
    assert solve(requests, {10: 1, 11: 1}, RoundGoal.FLOOR).outcomes == (S, P, P)


def test_the_floor_raises_the_least_before_the_total():
    requests = [ask(1, 10, 1, 1.0), ask(1, 11, 2, 0.8), ask(2, 10, 1, 0.3), ask(2, 11, 3, 0.1)]

    assert solve(requests, {10: 1, 11: 1}).total == pytest.approx(1.3)
    answer = solve(requests, {10: 1, 11: 1}, RoundGoal.FLOOR)
    assert answer.minimum == pytest.approx(0.65)
    assert answer.outcomes == (S, P, P, S)


def test_who_waits_longer_wins_where_scores_are_equal_and_only_there():
    early, late = ask(1, 10, 1, 0.5, waiting_days=2.0), ask(2, 10, 1, 0.5, waiting_days=9.0)

    assert solve([early, late], {10: 1}).outcomes == (T, P)
    assert solve([ask(1, 10, 1, 0.501, waiting_days=2.0), late], {10: 1}).outcomes == (P, T)


def test_locked_requests_are_in_the_answer_whatever_they_cost():
    requests = [ask(1, 10, 1, 0.9), ask(2, 10, 3, 0.1, is_locked=True)]

    assert solve(requests, {10: 1}).outcomes == (T, P)


def test_locks_beyond_the_places_are_named_and_nothing_is_placed():
    requests = [ask(1, 10, 1, 0.9, is_locked=True), ask(2, 10, 3, 0.1, is_locked=True), ask(3, 11, 1, 0.5)]

    answer = solve(requests, {10: 1, 11: 1})

    assert answer.conflicting_locks == (0, 1)
    assert answer.outcomes == ()


def test_a_round_without_requests_is_empty():
    assert solve([], {}).outcomes == ()
    assert solve([], {}).is_proven


def test_a_pair_that_occurs_twice_is_refused():
    with pytest.raises(ValueError, match="each once"):
        solve([ask(1, 10, 1, 0.9), ask(1, 10, 2, 0.9)], {10: 1})


def test_without_a_round_who_waits_longest_chooses_first():
    requests = [
        ask(1, 10, 1, 0.9, waiting_days=1),
        ask(2, 10, 1, 0.1, waiting_days=5),
        ask(1, 11, 2, 0.3, waiting_days=1),
    ]

    assert list_first_come(requests, {10: 1, 11: 1}) == (1, 2)


@st.composite
def small_rounds(draw):
    """Up to five startups with up to three ordered choices among three mentors, some pairs locked."""
    places = {mentor: draw(st.integers(0, 2)) for mentor in range(3)}
    requests = []
    for startup in range(draw(st.integers(1, 5))):
        for choice, mentor in enumerate(draw(st.permutations(range(3)))[: draw(st.integers(1, 3))], start=1):
            fit = draw(st.integers(0, 10)) / 10
            is_locked = draw(st.integers(0, 9)) == 0
            requests.append(
                ask(startup, mentor, choice, fit, waiting_days=draw(st.integers(0, 5)), is_locked=is_locked)
            )
    return requests, places


@settings(max_examples=60, deadline=None)
@given(small_rounds(), st.sampled_from(Emphasis))
def test_the_total_is_that_of_the_best_of_all_choices(small, emphasis):
    requests, places = small
    answer = solve(requests, places, RoundGoal.TOTAL, emphasis)
    scores = [score_request(it, emphasis) for it in requests]
    sums = [sum(scores[k] for k in chosen) for chosen in list_choices(requests, places)]

    if not sums:
        assert answer.conflicting_locks
        return
    assert answer.total == pytest.approx(max(sums), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(small_rounds(), st.sampled_from(Emphasis))
def test_the_floor_is_the_best_of_all_choices_with_the_most_startups(small, emphasis):
    requests, places = small
    answer = solve(requests, places, RoundGoal.FLOOR, emphasis)
    scores = [score_request(it, emphasis) for it in requests]
    kinds = [
        (
            len(chosen),
            min((scores[k] for k in chosen if not requests[k].is_locked), default=1.0),
            round(sum(scores[k] for k in chosen), 4),
        )
        for chosen in list_choices(requests, places)
    ]
    if not kinds:
        assert answer.conflicting_locks
        return
    placed = [k for k, it in enumerate(answer.outcomes) if it is P]
    least = min((scores[k] for k in placed if not requests[k].is_locked), default=1.0)
    assert (len(placed), least) == max(kinds)[:2]
    assert answer.total == pytest.approx(max(kinds)[2], abs=1e-4)


@settings(max_examples=80, deadline=None)
@given(small_rounds(), st.sampled_from(RoundGoal), st.sampled_from(Emphasis))
def test_no_place_is_given_twice_no_startup_gets_two_and_locks_hold(small, goal, emphasis):
    requests, places = small
    answer = solve(requests, places, goal, emphasis)
    if answer.conflicting_locks:
        assert all(requests[k].is_locked for k in answer.conflicting_locks)
        return
    placed = [it for it, outcome in zip(requests, answer.outcomes, strict=True) if outcome is P]

    assert len({it.startup for it in placed}) == len(placed)
    assert all(sum(it.mentor == mentor for it in placed) <= room for mentor, room in places.items())
    assert all(it in placed for it in requests if it.is_locked)
    if goal is RoundGoal.STABLE:
        assert answer.blocking_requests == ()
