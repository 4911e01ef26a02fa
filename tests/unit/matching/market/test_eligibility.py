from datetime import date

import numpy as np

from matchmaker.matching.market.eligibility import everyone_eligible, find_eligible
from tests.unit.matching.sample_market import investor, investors, mentor, mentors, startup, startups

TODAY = date(2026, 6, 30)


def test_mentors_are_left_out_when_full_or_certified_no_longer() -> None:
    guides = mentors(
        mentor(1, "铜箔工艺"),
        mentor(2, "铜箔工艺", capacity=2, mentees=2),
        mentor(3, "铜箔工艺", certified_until=date(2026, 6, 29)),
        mentor(4, "铜箔工艺", certified_until=TODAY),
        mentor(5, ""),
    )
    eligible = find_eligible(startups(startup(1, "做铜箔")), guides, today=TODAY)
    assert eligible.candidates.tolist() == [True, False, False, True, False]
    assert find_eligible(guides, startups(startup(1, "做铜箔")), today=TODAY).seekers.tolist() == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_forbidden_pairs_are_masked_and_strange_ids_passed_over() -> None:
    seekers, funds = startups(startup(7, "a"), startup(8, "b")), investors(investor(3, "c"), investor(4, "d"))
    eligible = find_eligible(seekers, funds, today=TODAY, forbidden=[(8, 3), (99, 3), (7, 99)])
    assert eligible.mask(slice(0, 2)).tolist() == [[True, True], [False, True]]
    assert eligible.mask(slice(1, 2)).tolist() == [[False, True]]
    assert eligible.mask(slice(0, 1)).tolist() == [[True, True]]


def test_inactive_people_are_left_out() -> None:
    seekers, funds = startups(startup(7, "a"), startup(8, "b")), investors(investor(3, "c"), investor(4, "d"))
    eligible = find_eligible(seekers, funds, today=TODAY, inactive_seekers=[7], inactive_candidates=[4, 99])
    assert eligible.mask(slice(0, 2)).tolist() == [[False, False], [True, False]]


def test_startup_is_eligible_when_only_its_needs_are_stated() -> None:
    seekers = startups(startup(1, "", needs="找电镀专家"), startup(2, ""))
    assert find_eligible(seekers, mentors(mentor(1, "电镀")), today=TODAY).seekers.tolist() == [True, False]


def test_finding_eligible_changes_nothing_in_the_sides() -> None:
    seekers, guides = startups(startup(1, "a")), mentors(mentor(1, "b", capacity=0))
    find_eligible(seekers, guides, today=TODAY, inactive_seekers=[1])
    assert seekers.profile.has_text.all()
    assert guides.profile.has_text.all()


def test_everyone_is_eligible_without_rules() -> None:
    seekers, funds = startups(startup(1)), investors(investor(1), investor(2))
    assert np.all(everyone_eligible(seekers, funds).mask(slice(0, 1)))


def test_mask_refuses_nothing_when_rows_are_empty() -> None:
    seekers, funds = startups(), investors(investor(1, "a"))
    assert find_eligible(seekers, funds, today=TODAY).mask(slice(0, 0)).shape == (0, 1)
