"""Fitting a calibration: what is usual in this market, from a sample that depends on nothing but the profiles."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.calibration import Calibration, Pairing, Span, pair_sides
from matchmaker.matching.centres import centre_near, centre_of, centred
from matchmaker.matching.features import PairPart, pair_parts
from matchmaker.matching.grams import fit_lexicon
from matchmaker.matching.industry_tree import IndustryTree
from matchmaker.matching.parts import PARTS, Part
from matchmaker.matching.sides import Side, TextField

_TEXT_PARTS = (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.SHARED_WORDS)

SAMPLE = 1000
"""Startups (and partners) whose pairs stand for all: a million pairs fix a 0.05 % quantile well enough."""

MOST_STARTUPS = 20_000
"""Startups among which the nearest are looked for; more would cost time and change the mean by nothing."""

LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.9995
"""Raw likeness worth 0 and 1. High, so that the few best of 700 partners still differ; robust against single twins."""

LEAST_SPAN = 0.05
"""Least width of a span: in a tiny or uniform market noise must not be stretched over [0, 1]."""


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
        startups=startups.take(_spread(startups, SAMPLE)),
        partners=partners.take(_spread(partners, SAMPLE)),
        startups_seek=True,
    )
    return _fit_spans(bare, sample, tree)


def _without_spans(startups: Side, partners: Side) -> Calibration:
    full = Span(low=-1.0, high=1.0)
    offers = _said(partners.profile, _spread(partners, SAMPLE))
    partner_centre = centre_of(offers.vectors)
    return Calibration(
        partner=partners.kind,
        startup_centre=centre_near(_said(startups.profile, _spread(startups, MOST_STARTUPS)).vectors, offers.vectors),
        needs_centre=centre_of(_said(startups.needs, _spread(startups, MOST_STARTUPS)).vectors),
        partner_centre=partner_centre,
        topics=centred(offers, partner_centre),
        needs=full,
        profile=full,
        words=Span(low=0.0, high=1.0),
        lexicon=fit_lexicon(sparse.vstack([startups.grams, partners.grams], format="csr")),
    )


def _fit_spans(bare: Calibration, sample: Pairing, tree: IndustryTree) -> Calibration:
    parts = dict(zip(PARTS, pair_parts(sample, bare, tree), strict=True))
    raw = {part: _known(parts[part], len(sample.startups)) for part in _TEXT_PARTS}
    return replace(
        bare,
        needs=_span(raw[Part.NEEDS_TEXT] * 2.0 - 1.0),
        profile=_span(raw[Part.PROFILE_TEXT] * 2.0 - 1.0),
        words=replace(_span(raw[Part.SHARED_WORDS]), low=0.0),
    )


def _known(part: PairPart, seekers: int) -> NDArray[np.float32]:
    return part.values(slice(0, seekers))[part.rows][:, part.columns].ravel()


def _span(raw: NDArray[np.float32]) -> Span:
    """From the low to the high quantile, widened upwards where the two are close; [0, 1] when nothing is known."""
    if not raw.size:
        return Span(low=0.0, high=1.0)
    low, high = (float(value) for value in np.quantile(raw, (LOW_QUANTILE, HIGH_QUANTILE)))
    return Span(low=low, high=max(high, low + LEAST_SPAN))


def _spread(side: Side, most: int) -> NDArray[np.intp]:
    """At most so many rows, in the order of the ids and evenly spread over them."""
    order = np.argsort(side.ids, kind="stable")
    return order[np.unique(np.linspace(0, len(order) - 1, min(len(order), most)).astype(np.intp))]


def _said(field: TextField, rows: NDArray[np.intp]) -> TextField:
    return field.take(rows[field.said[rows]])
