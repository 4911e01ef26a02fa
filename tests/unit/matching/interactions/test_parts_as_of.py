"""Rows of the past hold what lists could read on that day, although later interactions followed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.interactions.fit_tables import fit_similarity
from matchmaker.matching.interactions.parts_as_of import compute_parts_as_of
from matchmaker.matching.parts import INTERACTION_PARTS, Part
from tests.unit.matching.interactions.sample_interactions import InteractionRow, build_market, invest, write

TOWN, _, _ = build_market()
SPAN = fit_similarity(TOWN)
DAY = 50.0


def ask_on_that_day(interactions: list[InteractionRow]) -> dict[Part, list[float]]:
    asked = [
        InteractionRow(s, p, DAY, by_startup=it) for s in (1, 2, 3) for p in (101, 102, 103) for it in (True, False)
    ]
    parts = compute_parts_as_of(write(asked), write(interactions), invest(), TOWN, span=SPAN)
    return {part: it.tolist() for part, it in zip(INTERACTION_PARTS, parts.T, strict=True)}


def test_people_of_whom_nothing_was_known_yet_take_no_share_of_what_was_expected() -> None:
    early = [InteractionRow(n, it, 10.0) for it in (101, 102) for n in range(1, 7)]
    later = [InteractionRow(n, it, 90.0) for it in range(103, 143) for n in range(1, 3)]
    parts = ask_on_that_day([*early, *later])[Part.PARTNER_POPULARITY]
    assert parts == ask_on_that_day(early)[Part.PARTNER_POPULARITY]
    assert set(parts) == {0.5}  # both were chosen as often as the other


wants = st.lists(
    st.builds(
        InteractionRow,
        startup=st.integers(1, 12),
        partner=st.integers(101, 105),
        day=st.integers(40, 60).map(float),
        is_wanted=st.just(True),  # so that averages do not change
        by_startup=st.booleans(),
        place=st.just(0),
        has_acted=st.booleans(),
        weight=st.just(1.0),
        secret_for=st.sampled_from([0.0, 5.0]),
    ),
    max_size=60,
    unique_by=lambda it: (it.startup, it.partner, it.by_startup),
)


@settings(max_examples=60)
@given(wants)
def test_a_record_that_goes_on_changes_nothing_of_what_was_known(interactions: list[InteractionRow]) -> None:
    known = [it for it in interactions if it.day + it.secret_for < DAY]
    parts, again = ask_on_that_day(interactions), ask_on_that_day(known)
    for part in INTERACTION_PARTS:
        assert parts[part] == pytest.approx(again[part], abs=1e-6), part
