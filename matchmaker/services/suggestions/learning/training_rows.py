"""Training rows by direction, with the parts of the score as they were when somebody decided."""

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
    market: Market, rows: Sequence[Preference], history: InteractionHistory
) -> Mapping[Direction, Choices]:
    """The training rows of each direction. ``history`` has the interactions that were public."""
    return {it: _gather(market, [row for row in rows if _is_of_direction(row, it)], history, it) for it in DIRECTIONS}


def _is_of_direction(row: Preference, direction: Direction) -> bool:
    return (row.wanter_kind, row.wanted_kind) == direction


def _gather(
    market: Market, decisions: Sequence[Preference], history: InteractionHistory, direction: Direction
) -> Choices:
    """The rows of one direction whose two profiles still exist.

    Profiles are taken as they are today, interactions as they were known then. The load is neutral, so its weight does
    not change. It is known only for today, when the wanted people have fewer places left.
    """
    wanter, wanted = direction
    wanter_rows = market.sides[wanter].find_rows(it.wanter_id for it in decisions)
    wanted_rows = market.sides[wanted].find_rows(it.wanted_id for it in decisions)
    exists = (wanter_rows >= 0) & (wanted_rows >= 0)
    decisions = [it for it, keeps in zip(decisions, exists.tolist(), strict=True) if keeps]
    by_startup = wanter is PartyKind.STARTUP
    pairs = np.stack([wanter_rows, wanted_rows] if by_startup else [wanted_rows, wanter_rows], axis=1)[exists]
    return Choices(
        parts=_build_parts(market, decisions, pairs, history=history, partner=wanted if by_startup else wanter),
        is_wanted=np.array([it.is_wanted for it in decisions], np.bool_),
        positions=np.array([it.position or NOT_LISTED for it in decisions], np.int64),
        weights=np.array([PASSED_OVER if it.interaction is None else it.weight for it in decisions], np.float64),
        wanters=np.array([it.wanter_id for it in decisions], np.int64),
        wanted=np.array([it.wanted_id for it in decisions], np.int64),
    )


def _build_parts(
    market: Market,
    decisions: Sequence[Preference],
    pairs: NDArray[np.intp],
    *,
    history: InteractionHistory,
    partner: PartyKind,
) -> NDArray[np.float32]:
    startups = market.view(PartyKind.STARTUP, partner)
    # the parts of interactions are added below, as of each decision
    calibration = replace(market.calibration(PartyKind.STARTUP, partner), interactions=None)
    parts = compute_parts(startups.side, market.sides[partner], pairs, calibration=calibration, tree=market.tree)
    parts = parts.reshape(len(decisions), len(PARTS))
    parts[:, PARTS.index(Part.LOAD)] = NEUTRAL
    parts[:, PARTS.index(INTERACTION_PARTS[0]) :] = compute_parts_as_of(
        collect_interactions(decisions, partner),
        collect_interactions(history[0], partner),
        collect_investments(history[1], partner),
        startups,
        span=fit_similarity(startups),
    )
    return parts
