"""The calibration of a market: mean vectors, value ranges and rarity of words, fitted in advance.

With one calibration a pair gets the same score, whatever other pairs are in the batch.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.interaction_tables import InteractionTables
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.market.similarity import Span
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.matching.text.word_grams import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Constants for the pairs of startups with one kind of ``partner``.

    ``startup_centre``, ``needs_centre`` and ``partner_centre`` are float32 (d,). ``topics`` float32 (r, d) are centred
    vectors of partners, among which ``smooth_by_neighbours`` finds neighbours. ``needs_span``, ``profile_span`` and
    ``words_span`` are the ranges of raw text similarity. ``lexicon`` has the rarity of each unit of text.
    ``preferences`` are the weights of the parts. ``interactions`` is None where no part of it has a weight.
    """

    partner: PartyKind
    startup_centre: NDArray[np.float32]
    needs_centre: NDArray[np.float32]
    partner_centre: NDArray[np.float32]
    topics: NDArray[np.float32]
    needs_span: Span
    profile_span: Span
    words_span: Span
    lexicon: Lexicon
    preferences: Preferences = HAND_SET
    interactions: InteractionTables | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesByRole:
    """The two sides by role. ``startups_seek``: the lists are made for the startups, otherwise for the partners."""

    startups: MarketSide
    partners: MarketSide
    startups_seek: bool


def order_by_role(seekers: MarketSide, candidates: MarketSide) -> SidesByRole:
    """Find out which of two sides are the startups.

    Parameters
    ----------
    seekers, candidates : MarketSide
        One of startups, the other of mentors or investors.

    Returns
    -------
    SidesByRole

    Raises
    ------
    ValueError
        When none or both of the sides are startups.
    """
    kinds = (seekers.kind, candidates.kind)
    if kinds.count(PartyKind.STARTUP) != 1:
        raise ValueError(f"kinds: got {kinds[0]} and {kinds[1]}, expected startups on exactly one side")
    if seekers.kind is PartyKind.STARTUP:
        return SidesByRole(startups=seekers, partners=candidates, startups_seek=True)
    return SidesByRole(startups=candidates, partners=seekers, startups_seek=False)
