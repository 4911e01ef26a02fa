"""Limits of interaction parts: empty profiles, an empty market, and memory that does not grow with the market."""

import gc
import tracemalloc
import weakref
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from matchmaker.matching.interactions.events import Interactions
from matchmaker.matching.interactions.fit_tables import count_co_investments, fit_interactions, fit_similarity
from matchmaker.matching.interactions.parts_as_of import compute_parts_as_of
from matchmaker.matching.market.calibration import SidesByRole
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.market.similarity import Span
from matchmaker.matching.parts import INTERACTION_PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.matching.scoring.interaction_parts import build_interaction_parts
from tests.unit.matching.interactions.sample_interactions import InteractionRow, build_market, invest, write

TOWN, PARTNERS, CALIBRATION = build_market()
MEGABYTE = 1 << 20
WEIGHED = Preferences(
    weights=dict.fromkeys(HAND_SET.weights, dict.fromkeys(INTERACTION_PARTS, 1.0 / len(INTERACTION_PARTS)))
)
EVERYTHING = np.arange(len(TOWN))
CHOSEN = write(
    [InteractionRow(n, 101, 10.0, is_wanted=n % 3 == 1, by_startup=it) for n in range(1, 31) for it in (True, False)]
)


def silence(town: EncodedSide, *rows: int) -> EncodedSide:
    """The same startups, some with empty profiles."""
    profile = town.profile.copy()
    profile[list(rows)] = 0.0
    return replace(town, profile=profile)


def read_parts(
    town: EncodedSide, interactions: Interactions, *, span: Span, startups_seek: bool
) -> dict[Part, np.ndarray]:
    """Parts by pair, (startups, partners), where neighbours have this span."""
    tables = replace(fit_interactions(interactions, invest(), town, today=100.0), span=span)
    pairing = SidesByRole(startups=town.side, partners=PARTNERS, startups_seek=startups_seek)
    parts = build_interaction_parts(
        pairing, replace(CALIBRATION, interactions=tables, preferences=WEIGHED), town.profile
    )
    found = [it.values(slice(None)) for it in parts]
    return dict(zip(INTERACTION_PARTS, found if startups_seek else [it.T for it in found], strict=True))


def grow(town: EncodedSide, times: int) -> EncodedSide:
    """A market of many more startups, with ids of their own."""
    rows = np.tile(np.arange(len(town)), times)
    grown = town.take(rows)
    return replace(grown, side=replace(grown.side, ids=np.arange(1, len(rows) + 1)))


def measure_peak(action: Callable[[], object]) -> int:
    """Peak memory of an action in bytes, above the level before it."""
    gc.collect()
    tracemalloc.start()
    action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("startups_seek", [True, False])
def test_an_empty_profile_has_no_neighbours_even_where_strangers_are_opposites(startups_seek: bool) -> None:
    apart = Span(low=-0.6, high=-0.2)
    found = read_parts(silence(TOWN, 0, 7), CHOSEN, span=apart, startups_seek=startups_seek)
    for part in (Part.CHOSEN_BY_LIKE, Part.CHOSE_LIKE):
        assert (found[part][[0, 7]] == 0.5).all()
        assert (found[part][1:7, 0] != 0.5).all()


def test_an_empty_profile_is_nobodys_neighbour() -> None:
    apart = Span(low=-0.6, high=-0.2)
    few = write([InteractionRow(n, 101, 10.0, is_wanted=n != 3) for n in (1, 2, 3)])
    found = read_parts(silence(TOWN, 2), few, span=apart, startups_seek=True)[Part.CHOSEN_BY_LIKE]
    assert (found == 0.5).all()  # two neighbours at most are left


def test_an_empty_profile_had_no_neighbours_either() -> None:
    silent = silence(TOWN, 0, 1, 2)
    asked = write(
        [InteractionRow(1, 101, 50.0), InteractionRow(1, 101, 50.0, by_startup=False), InteractionRow(9, 102, 50.0)]
    )
    few = write([InteractionRow(n, it, 10.0, is_wanted=it == 101) for n in (2, 3, 4, 5) for it in (101, 102)])
    found = compute_parts_as_of(asked, few, invest(), silent, span=Span(low=-0.6, high=-0.2))
    assert (found[:, INTERACTION_PARTS.index(Part.CHOSEN_BY_LIKE)] == 0.5).all()


def test_decisions_of_people_who_are_all_gone_are_no_neighbours() -> None:
    nobody = TOWN.take(np.zeros(0, np.intp))
    asked = write([InteractionRow(1, 101, 50.0)])
    found = compute_parts_as_of(asked, CHOSEN, invest(), nobody, span=fit_similarity(nobody))
    assert found[0, INTERACTION_PARTS.index(Part.CHOSEN_BY_LIKE)] == 0.5
    assert len(fit_interactions(CHOSEN, invest(), nobody, today=100.0).startups) == 0


def test_one_candidate_for_a_great_many_startups_takes_no_more_memory_than_a_block() -> None:
    many = grow(TOWN, 700)
    interactions = write([InteractionRow(n, 101, 10.0) for n in range(1, 2001)])
    tables = fit_interactions(interactions, invest(), many, today=100.0)
    pairing = SidesByRole(startups=many.side, partners=PARTNERS.take(np.array([0])), startups_seek=True)
    calibration = replace(CALIBRATION, interactions=replace(tables, span=Span(low=0.0, high=2.0)), preferences=WEIGHED)
    parts = build_interaction_parts(pairing, calibration, many.profile)
    part = parts[INTERACTION_PARTS.index(Part.CHOSEN_BY_LIKE)]
    assert measure_peak(lambda: part.values(slice(0, len(many)))) < 80 * MEGABYTE


def test_what_was_compared_goes_with_the_parts_without_a_search_for_cycles() -> None:
    """Lists of everybody are computed without that search."""
    vectors = TOWN.profile.copy()
    tables = fit_interactions(CHOSEN, invest(), TOWN, today=100.0)
    pairing = SidesByRole(startups=TOWN.side, partners=PARTNERS, startups_seek=False)
    gc.disable()
    try:
        parts = build_interaction_parts(
            pairing, replace(CALIBRATION, interactions=tables, preferences=WEIGHED), vectors
        )
        gone = weakref.ref(vectors)
        parts[INTERACTION_PARTS.index(Part.CHOSEN_BY_LIKE)].values(slice(None))
        del parts, vectors
        assert gone() is None
    finally:
        gc.enable()


def test_investments_of_many_are_counted_without_a_table_of_all_pairs() -> None:
    pairs = ((it + n) % 900 for it in range(4000) for n in (0, 1))
    made = invest(*((investor, n // 2, 1.0) for n, investor in enumerate(pairs)))
    peak = measure_peak(lambda: count_co_investments(made))
    backed, backers, shared = count_co_investments(made)
    assert (len(backed), len(backers)) == (4000, 900)
    assert shared[0, 1] == 0  # one of its own
    assert shared[0, 2] == 5  # 1 and 2 invested together in 1, 901, 1801, 2701 and 3601
    assert peak < 10 * MEGABYTE
