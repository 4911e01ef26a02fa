"""Decisions turned into what is learned from: by direction, with the parts as they stood when somebody decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.evidence import DIRECTIONS, Direction, Investment, Preference
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.interactions.fit_tables import fit_similarity
from matchmaker.matching.interactions.parts_as_of import compute_parts_as_of
from matchmaker.matching.learning.choices import NOT_LISTED, Choices, compute_parts
from matchmaker.matching.parts import INTERACTION_PARTS, NEUTRAL, PARTS, Part
from matchmaker.services.suggestions.learning.interactions import PASSED_OVER, collect_interactions, collect_investments
from matchmaker.services.suggestions.market import Market

InteractionHistory = tuple[Sequence[Preference], Sequence[Investment]]


def gather_training_data(
    market: Market, rows: Sequence[Preference], track: InteractionHistory
) -> Mapping[Direction, Choices]:
    """What there is to learn from in each direction; ``track`` is what others could know of people."""
    return {it: _gather(market, [row for row in rows if _is_of_direction(row, it)], track, it) for it in DIRECTIONS}


def _is_of_direction(row: Preference, direction: Direction) -> bool:
    return (row.wanter_kind, row.wanted_kind) == direction


def _gather(market: Market, own: Sequence[Preference], track: InteractionHistory, direction: Direction) -> Choices:
    """The rows of one direction whose two are still there.

    What profiles say is taken as it is today, what people did as it was known then. The load is left out, so its weight
    stays: it is known of today, when those who were wanted have fewer places left.
    """
    wanter, wanted = direction
    here = market.sides[wanter].find_rows(it.wanter_id for it in own)
    there = market.sides[wanted].find_rows(it.wanted_id for it in own)
    found = (here >= 0) & (there >= 0)
    own = [it for it, is_found in zip(own, found.tolist(), strict=True) if is_found]
    pairs = np.stack([here, there] if wanter is PartyKind.STARTUP else [there, here], axis=1)[found]
    return Choices(
        parts=_find_parts(market, own, pairs, track=track, partner=wanted if wanter is PartyKind.STARTUP else wanter),
        is_wanted=np.array([it.is_wanted for it in own], np.bool_),
        positions=np.array([it.position or NOT_LISTED for it in own], np.int64),
        weights=np.array([PASSED_OVER if it.interaction is None else it.weight for it in own], np.float64),
        wanters=np.array([it.wanter_id for it in own], np.int64),
        wanted=np.array([it.wanted_id for it in own], np.int64),
    )


def _find_parts(
    market: Market, own: Sequence[Preference], pairs: NDArray[np.intp], *, track: InteractionHistory, partner: PartyKind
) -> NDArray[np.float32]:
    startups = market.view(PartyKind.STARTUP, partner)
    calibration = replace(market.calibration(PartyKind.STARTUP, partner), interactions=None)  # told as of then, below
    parts = compute_parts(startups.side, market.sides[partner], pairs, calibration=calibration, tree=market.tree)
    parts = parts.reshape(len(own), len(PARTS))
    parts[:, PARTS.index(Part.LOAD)] = NEUTRAL
    parts[:, PARTS.index(INTERACTION_PARTS[0]) :] = compute_parts_as_of(
        collect_interactions(own, partner),
        collect_interactions(track[0], partner),
        collect_investments(track[1], partner),
        startups,
        span=fit_similarity(startups),
    )
    return parts
