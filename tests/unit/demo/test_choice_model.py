from collections import Counter

import pytest

from matchmaker.demo.generate.choice_model import (
    FOUNDERS,
    MAX_CHOSEN,
    CandidateView,
    choose_candidates,
    draw_answer,
    draw_outcome,
    log_odds,
)
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.vocabulary import ApplicationState

PLAIN = CandidateView(is_same_zone=False, is_same_industry=False, score=0.6)
DEAR = CandidateView(is_same_zone=True, is_same_industry=True, score=0.7)
PEOPLE = 2000


def draw(number: int) -> RandomStream:
    return RandomStream.of(1, "taste", number)


def test_liking_adds_up_the_values_of_the_table():
    assert log_odds(FOUNDERS, PLAIN) == pytest.approx(-2.1)
    assert log_odds(FOUNDERS, DEAR) == pytest.approx(-2.1 + 1.9 + 1.0 + 0.6)


def test_choices_repeat_themselves_and_are_few():
    found = [choose_candidates(draw(n), [DEAR] * 10) for n in range(PEOPLE)]

    assert found == [choose_candidates(draw(n), [DEAR] * 10) for n in range(PEOPLE)]
    assert {len(it) for it in found} == set(range(MAX_CHOSEN + 1))


def test_the_first_place_is_chosen_more_often_than_an_equal_tenth():
    places = Counter(place for n in range(PEOPLE) for place in choose_candidates(draw(n), [PLAIN] * 10))

    assert places[0] > 2 * places[9] > 0


def test_the_own_zone_is_chosen_more_often_and_stands_first():
    near = CandidateView(is_same_zone=True, is_same_industry=False, score=0.6)
    found = [choose_candidates(draw(n), [PLAIN, near]) for n in range(PEOPLE)]

    counts = Counter(place for it in found for place in it)
    assert counts[1] > 2 * counts[0]
    assert [1, 0] in found
    assert [0, 1] not in found


def test_mentors_take_their_industry_and_all_the_same_from_any_zone():
    kin, near = (CandidateView(is_same_zone=it, is_same_industry=not it, score=0.6) for it in (False, True))
    answers = {it: Counter(draw_answer(draw(n), it) for n in range(PEOPLE)) for it in (PLAIN, kin, near)}

    assert answers[kin][ApplicationState.ENDED] > 1.5 * answers[PLAIN][ApplicationState.ENDED]
    assert answers[near] == answers[PLAIN]
    assert set(answers[PLAIN]) == {ApplicationState.ENDED, ApplicationState.DECLINED, ApplicationState.EXPIRED}


def test_what_is_liked_more_ends_well_more_often():
    def reach(sight):
        return sum(draw_outcome(draw(n), sight)[0] is MentorshipOutcome.REACHED for n in range(PEOPLE))

    assert reach(DEAR) > 1.5 * reach(PLAIN)
    scores = {score for n in range(PEOPLE) for score in draw_outcome(draw(n), PLAIN)[1:]}
    assert scores <= set(range(1, 6))
