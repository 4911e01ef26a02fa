"""What a market taught: mean vectors, ranges and rarity of words, fitted once and then passed around.

A pair scored with one calibration gets the same score whoever else is in the batch.
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
    """Constants of one pair of kinds, startups and ``partner``.

    ``startup_centre``, ``needs_centre`` and ``partner_centre`` are float32 (d,); ``topics`` float32 (r, d) are centred
    offers of partners, among which ``with_topic`` looks for neighbours; ``needs``,
    ``profile`` and ``words`` are spans of raw text likeness; ``lexicon`` knows how rare each unit of text is;
    ``preferences`` weigh the parts; ``track`` is what people did, None where nothing weighs it.
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
    """Two sides told apart by role; ``startups_seek`` says which of them the lists are made for."""

    startups: MarketSide
    partners: MarketSide
    startups_seek: bool


def order_by_role(seekers: MarketSide, candidates: MarketSide) -> SidesByRole:
    """Which of two sides are the startups.

    Parameters
    ----------
    seekers, candidates : Side
        One of startups, the other of mentors or investors.

    Returns
    -------
    Pairing

    Raises
    ------
    ValueError
        When none or both are startups.
    """
    kinds = (seekers.kind, candidates.kind)
    if kinds.count(PartyKind.STARTUP) != 1:
        raise ValueError(f"kinds: got {kinds[0]} and {kinds[1]}, expected startups on exactly one side")
    if seekers.kind is PartyKind.STARTUP:
        return SidesByRole(startups=seekers, partners=candidates, startups_seek=True)
    return SidesByRole(startups=candidates, partners=seekers, startups_seek=False)
