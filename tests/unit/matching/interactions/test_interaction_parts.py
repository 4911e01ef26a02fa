"""Interaction parts of today, calculated by hand; rows of the past hold the same, but nothing later."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.explaining.explain import part_weights
from matchmaker.matching.interactions.events import Interactions, Investments
from matchmaker.matching.interactions.fit_tables import fit_interactions, fit_similarity
from matchmaker.matching.interactions.parts_as_of import compute_parts_as_of
from matchmaker.matching.market.calibration import SidesByRole
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import INTERACTION_PARTS, PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.matching.scoring.pair_parts import build_pair_parts
from matchmaker.matching.scoring.recommender import recommend
from tests.unit.matching.interactions.sample_interactions import TREE, InteractionRow, build_market, invest, write

TOWN, PARTNERS, CALIBRATION = build_market()
TODAY = 400.0
EVEN = {it: 1.0 / len(PARTS) for it in PARTS}
ALL_WEIGHED = Preferences(weights=dict.fromkeys(HAND_SET.weights, EVEN))
NOTHING = invest()


def parts_now(
    interactions: Interactions, made: Investments = NOTHING, *, startups_seek: bool = True
) -> dict[Part, np.ndarray]:
    """Interaction parts by pair, (startups, partners) whoever seeks."""
    calibration = replace(
        CALIBRATION, preferences=ALL_WEIGHED, interactions=fit_interactions(interactions, made, TOWN, today=TODAY)
    )
    pairing = SidesByRole(startups=TOWN.side, partners=PARTNERS, startups_seek=startups_seek)
    found = dict(zip(PARTS, build_pair_parts(pairing, calibration, TREE), strict=True))
    return {
        part: found[part].values(slice(None)) if startups_seek else found[part].values(slice(None)).T
        for part in INTERACTION_PARTS
    }


def then(
    asked: list[InteractionRow], interactions: list[InteractionRow], made: Investments = NOTHING
) -> dict[Part, np.ndarray]:
    found = compute_parts_as_of(write(asked), write(interactions), made, TOWN, span=fit_similarity(TOWN))
    return dict(zip(INTERACTION_PARTS, found.T, strict=True))


def test_who_is_wanted_more_than_others_is_popular():
    wanted = [InteractionRow(n, 101, 10.0) for n in range(1, 7)] + [
        InteractionRow(n, 102, 10.0, is_wanted=False) for n in range(1, 7)
    ]
    found = parts_now(write(wanted))[Part.PARTNER_POPULARITY]
    assert found[0, 0] == pytest.approx(0.5 + 0.5 * (64 - 25) / (64 + 25))  # (6 + 2) / (3 + 2), squared
    assert found[0, 1] < 0.3
    assert (found[:, 2:] == 0.5).all()
    assert (found == found[0]).all()


def test_who_is_found_more_often_than_others_is_popular_though_all_who_were_found_are_wanted():
    found = [(101, range(1, 11)), (102, range(11, 16)), (103, range(16, 21))]
    found = parts_now(write([InteractionRow(n, partner, 10.0) for partner, by in found for n in by]))[
        Part.PARTNER_POPULARITY
    ]
    rates = [((count + 2) / (20 / 3 + 2)) ** 2 for count in (10, 5, 5)]
    assert found[0, :3].tolist() == pytest.approx([it / (1 + it) for it in rates])


def test_few_people_give_no_information():
    few = [InteractionRow(n, 101, 10.0) for n in range(1, 5)] + [
        InteractionRow(n, 102, 10.0, is_wanted=False) for n in range(1, 9)
    ]
    assert parts_now(write(few))[Part.PARTNER_POPULARITY][0, 0] == 0.5


def test_startups_of_the_trade_speak_for_who_was_chosen_by_it():
    chosen = [InteractionRow(n, 101, 10.0, is_wanted=n % 3 == 1) for n in range(1, 31)]
    found = parts_now(write(chosen))[Part.CHOSEN_BY_LIKE][:, 0]
    trades = [found[first::3].mean() for first in range(3)]
    assert trades[0] > 0.7
    assert max(trades[1:]) < 0.3


def test_whom_a_partner_took_speaks_for_the_like():
    taken = [InteractionRow(n, 104, 10.0, is_wanted=n % 3 == 2, by_startup=False) for n in range(1, 31)]
    parts = parts_now(write(taken))
    assert parts[Part.CHOSE_LIKE][1::3, 3].min() > 0.6
    assert parts[Part.CHOSE_LIKE][0::3, 3].max() < 0.4
    assert (parts[Part.CHOSEN_BY_LIKE] == 0.5).all()


def test_nobody_is_a_neighbour_of_oneself():
    others = [InteractionRow(n, 101, 10.0, is_wanted=False) for n in range(4, 31)]
    own = parts_now(write([*others, InteractionRow(1, 101, 10.0)]))[Part.CHOSEN_BY_LIKE][0, 0]
    without = parts_now(write([*others, InteractionRow(1, 105, 10.0)]))[Part.CHOSEN_BY_LIKE][0, 0]
    assert own < 0.5
    assert own == pytest.approx(without, abs=0.05)


def test_the_last_own_decision_gives_how_lately_somebody_was_active():
    interactions = [
        InteractionRow(1, 101, TODAY - 90, by_startup=False),
        InteractionRow(2, 101, TODAY - 300, by_startup=False),
    ]
    left_undone = InteractionRow(3, 102, TODAY - 1, by_startup=False, has_acted=False)
    found = parts_now(write([*interactions, left_undone, InteractionRow(4, 103, TODAY)]))[Part.RECENCY][0]
    assert found.tolist() == pytest.approx([0.75, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert parts_now(write([InteractionRow(1, 104, TODAY - 9, by_startup=False)]))[Part.RECENCY][0, 3] > 0.9


def test_investors_of_the_same_startups_are_found_together():
    made = invest((101, 9, 1.0), (102, 9, 2.0), (101, 8, 3.0), (102, 8, 3.0), (101, 1, 4.0), (103, 9, 5.0))
    found = parts_now(write([]), made)[Part.CO_INVESTMENT]
    assert found[0].tolist() == pytest.approx([0.5, 0.5 + 0.5 * 2 / 3, 0.75, 0.5, 0.5, 0.5])
    assert (found[1] == 0.5).all()


def test_parts_that_weigh_nothing_are_not_computed_and_change_no_list():
    interactions = write([InteractionRow(n, 101, 10.0) for n in range(1, 20)])
    tables = fit_interactions(interactions, NOTHING, TOWN, today=TODAY)
    lists = [
        recommend(TOWN.side, PARTNERS, k=6, calibration=calibration, tree=TREE)
        for calibration in (CALIBRATION, replace(CALIBRATION, interactions=tables))
    ]
    assert (lists[0].scores == lists[1].scores).all()
    assert not lists[1].known[..., PARTS.index(Part.PARTNER_POPULARITY)].any()


interaction_rows = st.lists(
    st.builds(
        InteractionRow,
        startup=st.integers(1, 33),
        partner=st.integers(101, 107),
        day=st.integers(0, 20).map(float),
        is_wanted=st.booleans(),
        by_startup=st.booleans(),
        place=st.integers(0, 4),
        has_acted=st.booleans(),
        weight=st.sampled_from([0.3, 1.0, 2.0]),
        secret_for=st.sampled_from([0.0, 5.0]),
    ),
    max_size=60,
    unique_by=lambda it: (it.startup, it.partner, it.by_startup),
)
investments = st.lists(
    st.tuples(st.integers(101, 107), st.integers(1, 6), st.integers(0, 20).map(float)),
    max_size=14,
    unique_by=lambda it: it[:2],
)


@settings(max_examples=40)
@given(interaction_rows, investments)
def test_lists_of_today_read_the_same_as_a_decision_of_today(
    interactions: list[InteractionRow], made: list[tuple]
) -> None:
    now = parts_now(write(interactions), invest(*made))
    pairs = [(s, p) for s in (1, 2, 5, 9) for p in range(101, 107)]
    for by_startup in (True, False):
        found = then(
            [InteractionRow(s, p, TODAY, by_startup=by_startup) for s, p in pairs], interactions, invest(*made)
        )
        speaks_of_wanter = {Part.STARTUP_POPULARITY} if by_startup else {Part.PARTNER_POPULARITY, Part.RECENCY}
        for part in INTERACTION_PARTS:
            expected = [0.5 if part in speaks_of_wanter else now[part][s - 1, p - 101] for s, p in pairs]
            assert found[part].tolist() == pytest.approx(expected, abs=1e-5), part


@settings(max_examples=60)
@given(interaction_rows, investments)
def test_nothing_that_came_later_and_not_the_decision_itself_is_read(
    interactions: list[InteractionRow], made: list[tuple]
) -> None:
    """Answers of the same kind that were not known yet are swapped, so that averages do not change."""
    day = 10.0
    asked = [InteractionRow(s, p, day, by_startup=it) for s in (1, 2, 3) for p in (101, 102) for it in (True, False)]
    alike = [it._replace(place=0, weight=1.0) for it in interactions]
    swapped = list(alike)
    for by_startup in (True, False):
        later = [n for n, it in enumerate(alike) if it.by_startup == by_startup and it.day + it.secret_for >= day]
        for n, other in zip(later, reversed(later), strict=True):
            swapped[n] = alike[n]._replace(is_wanted=alike[other].is_wanted)
    found = then(asked, alike, invest(*made))
    again = then(asked, swapped, invest(*(it for it in made if it[2] < day)))
    for part in INTERACTION_PARTS:
        assert found[part].tolist() == again[part].tolist(), part


@settings(max_examples=25)
@given(interaction_rows, investments)
def test_parts_of_a_pair_are_the_same_whoever_seeks_and_in_whatever_block(
    interactions: list[InteractionRow], made: list[tuple]
) -> None:
    here, there = (parts_now(write(interactions), invest(*made), startups_seek=it) for it in (True, False))
    for part in INTERACTION_PARTS:
        assert here[part].tobytes() == np.ascontiguousarray(there[part]).tobytes()
    calibration = replace(
        CALIBRATION,
        preferences=ALL_WEIGHED,
        interactions=fit_interactions(write(interactions), invest(*made), TOWN, today=TODAY),
    )
    pairing = SidesByRole(startups=TOWN.side, partners=PARTNERS, startups_seek=False)
    for part in build_pair_parts(pairing, calibration, TREE)[len(PARTS) - len(INTERACTION_PARTS) :]:
        blocks = [part.values(slice(it, it + 1)) for it in range(len(PARTNERS))]
        assert np.concatenate(blocks).tobytes() == np.ascontiguousarray(part.values(slice(None))).tobytes()


def test_lists_follow_the_interactions_and_give_their_reasons() -> None:
    weights = {
        it: {**dict.fromkeys(row, 0.0), Part.PROFILE_TEXT: 0.5, Part.PARTNER_POPULARITY: 0.5}
        for it, row in HAND_SET.weights.items()
    }
    interactions = [InteractionRow(n, 105, 10.0) for n in range(1, 31)] + [
        InteractionRow(n, 104, 10.0, is_wanted=False) for n in range(1, 31)
    ]
    calibration = replace(
        CALIBRATION,
        preferences=Preferences(weights=weights),
        interactions=fit_interactions(write(interactions), NOTHING, TOWN, today=TODAY),
    )
    side: MarketSide = TOWN.side.take(np.array([1]))
    lists = recommend(side, PARTNERS, k=6, calibration=calibration, tree=TREE)
    assert lists.ids[0, 0] == 105
    without = recommend(side, PARTNERS, k=6, calibration=replace(calibration, interactions=None), tree=TREE)
    assert set(without.ids[0, :2].tolist()) == {102, 105}


def test_what_speaks_of_the_seeker_alone_is_no_reason() -> None:
    interactions = write(
        [InteractionRow(n, 101, TODAY - 1, by_startup=it) for n in range(1, 9) for it in (True, False)]
    )
    calibration = replace(
        CALIBRATION, preferences=ALL_WEIGHED, interactions=fit_interactions(interactions, NOTHING, TOWN, today=TODAY)
    )
    lists = recommend(PARTNERS, TOWN.side, k=5, calibration=calibration, tree=TREE)
    found = part_weights(lists, PARTNERS, TOWN.side, preferences=ALL_WEIGHED)[0]
    assert (lists.parts[0, :, PARTS.index(Part.RECENCY)] > 0.9).all()
    assert (found[:, PARTS.index(Part.RECENCY)] == 0.0).all()
    assert (found[:, PARTS.index(Part.STARTUP_POPULARITY)] >= 0.0).all()
