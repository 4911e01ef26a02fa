"""Fitting a calibration: what is usual in this market, from a sample that depends on nothing but the profiles."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.calibration import Calibration, Pairing, pair_sides
from matchmaker.matching.centres import centre_near, centre_of, centred
from matchmaker.matching.features import pair_parts
from matchmaker.matching.grams import fit_lexicon
from matchmaker.matching.industry_tree import IndustryTree
from matchmaker.matching.parts import PARTS, PairPart, Part
from matchmaker.matching.sides import Side, TextField
from matchmaker.matching.spans import Span, fit_span, spread_over

_TEXT_PARTS = (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.SHARED_WORDS)

SAMPLE = 1000
"""Startups (and partners) whose pairs stand for all: a million pairs fix a 0.05 % quantile well enough."""

MOST_STARTUPS = 20_000
"""Startups among which the nearest are looked for; more would cost time and change the mean by nothing."""


def fit_calibration(seekers: Side, candidates: Side, tree: IndustryTree) -> Calibration:
    """Centres, spans and rarity of a market; the same whichever side seeks and however sides are sorted.

    Parameters
    ----------
    seekers, candidates : Side
        Startups on one side, mentors or investors on the other.
    tree : IndustryTree

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        When none or both sides are startups.
    """
    pairing = pair_sides(seekers, candidates)
    startups, partners = pairing.startups, pairing.partners
    bare = _without_spans(startups, partners)
    sample = Pairing(
        startups=startups.take(spread_over(startups.ids, SAMPLE)),
        partners=partners.take(spread_over(partners.ids, SAMPLE)),
        startups_seek=True,
    )
    return _fit_spans(bare, sample, tree)


def _without_spans(startups: Side, partners: Side) -> Calibration:
    full = Span(low=-1.0, high=1.0)
    offers = _said(partners.profile, spread_over(partners.ids, SAMPLE))
    partner_centre = centre_of(offers.vectors)
    many = spread_over(startups.ids, MOST_STARTUPS)
    return Calibration(
        partner=partners.kind,
        startup_centre=centre_near(_said(startups.profile, many).vectors, offers.vectors),
        needs_centre=centre_of(_said(startups.needs, many).vectors),
        partner_centre=partner_centre,
        topics=centred(offers, partner_centre),
        needs_span=full,
        profile_span=full,
        words_span=Span(low=0.0, high=1.0),
        lexicon=fit_lexicon(sparse.vstack([startups.grams, partners.grams], format="csr")),
    )


def _fit_spans(bare: Calibration, sample: Pairing, tree: IndustryTree) -> Calibration:
    parts = dict(zip(PARTS, pair_parts(sample, bare, tree), strict=True))
    raw = {part: _known(parts[part], len(sample.startups)) for part in _TEXT_PARTS}
    return replace(
        bare,
        needs_span=fit_span(raw[Part.NEEDS_TEXT] * 2.0 - 1.0),
        profile_span=fit_span(raw[Part.PROFILE_TEXT] * 2.0 - 1.0),
        words_span=replace(fit_span(raw[Part.SHARED_WORDS]), low=0.0),
    )


def _known(part: PairPart, seekers: int) -> NDArray[np.float32]:
    return part.values(slice(0, seekers))[part.rows][:, part.columns].ravel()


def _said(field: TextField, rows: NDArray[np.intp]) -> TextField:
    return field.take(rows[field.has_text[rows]])
