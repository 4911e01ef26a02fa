"""Fitting the calibration of a market, from a sample of profiles that depends on their ids only."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.market.calibration import Calibration, SidesByRole, order_by_role
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.sides import EncodedTexts, MarketSide
from matchmaker.matching.market.similarity import (
    Span,
    centre_and_round,
    fit_span,
    mean_of_nearest,
    sample_evenly,
    shrunken_mean,
)
from matchmaker.matching.parts import PARTS, PairPart, Part
from matchmaker.matching.scoring.pair_parts import build_pair_parts
from matchmaker.matching.text.word_grams import fit_lexicon

_TEXT_PARTS = (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.SHARED_WORDS)

SAMPLE = 1000
"""Startups (and partners) in the sample of pairs: a million pairs determine a 0.05 % quantile well enough."""

MOST_STARTUPS = 20_000
"""Startups among which the nearest are searched; more would take time and not change the mean."""


def fit_calibration(seekers: MarketSide, candidates: MarketSide, tree: IndustryTree) -> Calibration:
    """Centres, spans and rarity of units of a market, independent of which side seeks and of the order of the rows.

    Parameters
    ----------
    seekers, candidates : MarketSide
        Startups on one side, mentors or investors on the other.
    tree : IndustryTree

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        When none or both of the sides are startups.
    """
    pairing = order_by_role(seekers, candidates)
    startups, partners = pairing.startups, pairing.partners
    bare = _without_spans(startups, partners)
    sample = SidesByRole(
        startups=startups.take(sample_evenly(startups.ids, SAMPLE)),
        partners=partners.take(sample_evenly(partners.ids, SAMPLE)),
        startups_seek=True,
    )
    return _fit_spans(bare, sample, tree)


def _without_spans(startups: MarketSide, partners: MarketSide) -> Calibration:
    full = Span(low=-1.0, high=1.0)
    offers = _take_with_text(partners.profile, sample_evenly(partners.ids, SAMPLE))
    partner_centre = shrunken_mean(offers.vectors)
    many = sample_evenly(startups.ids, MOST_STARTUPS)
    return Calibration(
        partner=partners.kind,
        startup_centre=mean_of_nearest(_take_with_text(startups.profile, many).vectors, offers.vectors),
        needs_centre=shrunken_mean(_take_with_text(startups.needs, many).vectors),
        partner_centre=partner_centre,
        topics=centre_and_round(offers, partner_centre),
        needs_span=full,
        profile_span=full,
        words_span=Span(low=0.0, high=1.0),
        lexicon=fit_lexicon(sparse.vstack([startups.grams, partners.grams], format="csr")),
    )


def _fit_spans(bare: Calibration, sample: SidesByRole, tree: IndustryTree) -> Calibration:
    parts = dict(zip(PARTS, build_pair_parts(sample, bare, tree), strict=True))
    raw = {part: _known(parts[part], len(sample.startups)) for part in _TEXT_PARTS}
    return replace(
        bare,
        needs_span=fit_span(raw[Part.NEEDS_TEXT] * 2.0 - 1.0),
        profile_span=fit_span(raw[Part.PROFILE_TEXT] * 2.0 - 1.0),
        words_span=replace(fit_span(raw[Part.SHARED_WORDS]), low=0.0),
    )


def _known(part: PairPart, seekers: int) -> NDArray[np.float32]:
    return part.values(slice(0, seekers))[part.rows][:, part.columns].ravel()


def _take_with_text(field: EncodedTexts, rows: NDArray[np.intp]) -> EncodedTexts:
    return field.take(rows[field.has_text[rows]])
