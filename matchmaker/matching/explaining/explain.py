"""Reasons for every suggestion, as codes with data, from the parts of its score."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.suggestions import Fit, FitReason
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.explaining.reasons import (
    FACT_PARTS,
    FactPair,
    ReasonCode,
    explain_fact,
    explain_interaction,
    list_facts_used,
    to_plain_facts,
)
from matchmaker.matching.market.calibration import Calibration, order_by_role
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import NEUTRAL, PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.matching.scoring.recommender import NO_CANDIDATE, Recommendations
from matchmaker.matching.scoring.score import directions_by_role, find_band, score_gradient
from matchmaker.matching.text.shared_terms import PreparedText, prepare_texts, shared_terms
from matchmaker.matching.text.word_grams import Lexicon

MAX_REASONS_FOR, MAX_REASONS_AGAINST = 3, 3
"""Maximum number of reasons for and against a pair: as many as a reader can take in."""

SEEKER_PARTS = {True: (Part.STARTUP_POPULARITY,), False: (Part.PARTNER_POPULARITY, Part.RECENCY)}
"""Parts that depend on the seekers only, by whether startups seek."""

MIN_WEIGHT = 0.02
"""Weight below which a part gives no reason: a fiftieth of the range of the score."""

WEIGHT_DIGITS = 3
"""Decimals of a weight, as many as a reader can distinguish; double precision keeps its stored form short."""

THIN_WEIGHT = -0.1
"""Weight of the warning about a thin profile. It does not change the score; it only orders the reasons."""


def explain(
    recommendations: Recommendations, seekers: MarketSide, candidates: MarketSide, *, calibration: Calibration
) -> list[tuple[Fit, ...]]:
    """Score, band and reasons of every suggestion.

    Parameters
    ----------
    recommendations : Recommendations
        Made from the same sides.
    seekers, candidates : MarketSide
    calibration : Calibration

    Returns
    -------
    list of n tuples of Fit
        In the order of the lists; the missing places of a list have no ``Fit``.
    """
    recommendations, candidates = _drop_unlisted(recommendations, candidates)
    builder = _ReasonBuilder(seekers, candidates, calibration)
    order, weights, counts = _strongest(
        part_weights(recommendations, seekers, candidates, preferences=calibration.preferences)
    )
    has_terms = recommendations.is_filled[..., None] & (np.arange(len(PARTS)) < counts[..., None]) & (weights > 0)
    for index in _TEXTS:
        seeking, places = np.nonzero((has_terms & (order == index)).any(axis=-1))
        builder.prepare(index, seeking, recommendations.rows[seeking, places])
    wants = directions_by_role(
        recommendations.directions, seekers.kind, candidates.kind, preferences=calibration.preferences
    )
    rounded = weights.astype(np.float64).round(WEIGHT_DIGITS)
    fits = []
    for row, filled in enumerate(recommendations.is_filled.sum(axis=1).tolist()):
        listed = zip(
            builder.list_rows(row, recommendations.rows[row, :filled].tolist()),
            recommendations.scores[row, :filled].tolist(),
            wants[row, :filled].tolist(),
            recommendations.parts[row, :filled].tolist(),
            order[row, :filled].tolist(),
            rounded[row, :filled].tolist(),
            counts[row, :filled].tolist(),
            strict=True,
        )
        fits.append(
            tuple(
                builder.build_fit(rows, [score, *both], parts, list(zip(chosen[:count], pulls, strict=False)))
                for rows, score, both, parts, chosen, pulls, count in listed
            )
        )
    return fits


def _drop_unlisted(recommendations: Recommendations, candidates: MarketSide) -> tuple[Recommendations, MarketSide]:
    """Keep only candidates that are on some list, so that the facts of the others are not read."""
    filled = recommendations.is_filled
    listed, places = np.unique(recommendations.rows[filled], return_inverse=True)
    rows = np.full_like(recommendations.rows, NO_CANDIDATE)
    rows[filled] = places
    return replace(recommendations, rows=rows), candidates.take(listed)


def part_weights(
    recommendations: Recommendations,
    seekers: MarketSide,
    candidates: MarketSide,
    *,
    preferences: Preferences = HAND_SET,
) -> NDArray[np.float32]:
    """What each known part adds to the score, compared with a ``NEUTRAL`` value.

    It is the derivative of the harmonic mean, times the weight of the part, times its distance from neutral. It is
    doubled to fill [-1, 1].

    Parameters
    ----------
    recommendations : Recommendations
    seekers, candidates : MarketSide
    preferences : Preferences

    Returns
    -------
    float32 (n, k, p)
        In [-1, 1]; 0 where a part is unknown, or depends on the seeker only and so is the same for the whole list.
    """
    slopes = score_gradient(recommendations.directions, seekers.kind, candidates.kind, preferences=preferences)
    weights = 2.0 * slopes * (recommendations.parts - NEUTRAL)
    weights[..., [PARTS.index(it) for it in SEEKER_PARTS[seekers.kind is PartyKind.STARTUP]]] = 0.0
    return np.where(recommendations.known, np.clip(weights, -1.0, 1.0), np.float32(0.0))


_NEEDS, _PROFILE, _WORDS = (PARTS.index(part) for part in (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.SHARED_WORDS))
_TEXTS = {
    _NEEDS: (ReasonCode.TEXT_NEEDS_MET, ReasonCode.TEXT_NEEDS_UNMET),
    _PROFILE: (ReasonCode.TEXT_PROFILE_MATCH, ReasonCode.TEXT_PROFILE_FAR),
}


class _ReasonBuilder:
    """Builds the fits of lists, with caches: facts as plain values, reasons from facts, and prepared texts."""

    def __init__(self, seekers: MarketSide, candidates: MarketSide, calibration: Calibration) -> None:
        pairing = order_by_role(seekers, candidates)
        self._calibration = calibration
        self._startups_seek = pairing.startups_seek
        self._startups, self._partners = to_plain_facts(pairing.startups), to_plain_facts(pairing.partners)
        self._facts = {PARTS.index(part): list_facts_used(part, self._startups, self._partners) for part in FACT_PARTS}
        self._reasons: dict[tuple[object, ...], FitReason] = {}
        self._thin = pairing.startups.is_thin.tolist(), pairing.partners.is_thin.tolist()
        self._kinds = pairing.startups.kind, pairing.partners.kind
        lexicon = calibration.lexicon
        self._partner_texts = _PreparedTexts(pairing.partners.profile.texts, lexicon)
        self._startup_texts = {
            _NEEDS: _PreparedTexts(pairing.startups.needs.texts, lexicon),
            _PROFILE: _PreparedTexts(pairing.startups.profile.texts, lexicon),
        }

    def prepare(self, index: int, seekers: NDArray[np.intp], candidates: NDArray[np.intp]) -> None:
        """Prepare the texts that part ``index`` compares for the pairs of these rows."""
        startups, partners = (seekers, candidates) if self._startups_seek else (candidates, seekers)
        self._startup_texts[index].prepare(startups)
        self._partner_texts.prepare(partners)

    def list_rows(self, seeker: int, candidates: list[int]) -> list[tuple[int, int]]:
        """Rows of startup and partner for a seeker's list."""
        return [(seeker, row) if self._startups_seek else (row, seeker) for row in candidates]

    def build_fit(
        self, rows: tuple[int, int], figures: list[float], parts: list[float], chosen: list[tuple[int, float]]
    ) -> Fit:
        """The fit of one pair, whose ``rows`` are those of the startup and the partner.

        ``figures`` are the score and ``directions_by_role``; ``chosen`` has index and weight of the parts for reasons.
        """
        score, startup_wants, partner_wants, startup_chance, partner_chance = figures
        reasons = [
            self._explain_text(index, rows, weight)
            if index in _TEXTS
            else self._explain_fact(index, rows, weight, value=parts[index])
            for index, weight in chosen
        ]
        thin = [kind for kind, flags, row in zip(self._kinds, self._thin, rows, strict=True) if flags[row]]
        reasons += [
            FitReason(code=ReasonCode.THIN_PROFILE, weight=THIN_WEIGHT, data={"kind": str(kind)}) for kind in thin
        ]
        return Fit(
            score=score,
            band=find_band(score, is_thin=bool(thin)),
            reasons=tuple(reasons),
            startup_wants=startup_wants,
            partner_wants=partner_wants,
            startup_chance=startup_chance,
            partner_chance=partner_chance,
        )

    def _explain_text(self, index: int, rows: tuple[int, int], weight: float) -> FitReason:
        good, bad = _TEXTS[index]
        if weight < 0:
            return FitReason(code=bad, weight=weight)
        startup, partner = self._startup_texts[index].ready[rows[0]], self._partner_texts.ready[rows[1]]
        terms = shared_terms(startup, partner, self._calibration.lexicon)
        return FitReason(code=good, weight=weight, data={"terms": list(terms)})

    def _explain_fact(self, index: int, rows: tuple[int, int], weight: float, *, value: float) -> FitReason:
        """The reason of a fact, cached, as few facts are distinct; or the reason of an interaction part."""
        if index not in self._facts:
            reason = explain_interaction(PARTS[index], value, self._kinds[1])
            return FitReason(code=reason.code, weight=weight, data=reason.data)
        startup, partner = rows
        of_startups, of_partners = self._facts[index]
        key = (index, of_startups[startup], of_partners[partner], value, weight)
        known = self._reasons.get(key)
        if known is None:
            reason = explain_fact(PARTS[index], FactPair(self._startups, self._partners, startup, partner), value)
            known = self._reasons[key] = FitReason(code=reason.code, weight=weight, data=reason.data)
        return known


class _PreparedTexts:
    """Texts by row; only those that are compared are prepared."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._texts, self._lexicon = texts, lexicon
        self.ready: dict[int, PreparedText] = {}

    def prepare(self, rows: NDArray[np.intp]) -> None:
        missing = sorted(set(rows.tolist()) - self.ready.keys())
        texts = [self._texts[row] for row in missing]
        self.ready.update(zip(missing, prepare_texts(texts, self._lexicon), strict=True))


def _strongest(weights: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
    """Parts and weights (n, k, p), chosen reasons first, the strongest of them first, and their number (n, k).

    The weight of shared words is added to the stronger text, whose reason names them. There are at most
    ``MAX_REASONS_FOR`` reasons for a pair and ``MAX_REASONS_AGAINST`` against it.
    """
    pulls = weights.copy()
    words = np.maximum(pulls[..., _WORDS], 0.0)
    needs_lead = pulls[..., _NEEDS] > pulls[..., _PROFILE]
    pulls[..., _NEEDS] += np.where(needs_lead, words, 0.0)
    pulls[..., _PROFILE] += np.where(needs_lead, 0.0, words)
    pulls[..., _WORDS] = 0.0
    order = np.argsort(-np.abs(pulls), axis=-1, kind="stable")
    pulls = np.take_along_axis(pulls, order, axis=-1)
    is_for, is_against = pulls >= MIN_WEIGHT, pulls <= -MIN_WEIGHT
    is_chosen = (is_for & (is_for.cumsum(axis=-1) <= MAX_REASONS_FOR)) | (
        is_against & (is_against.cumsum(axis=-1) <= MAX_REASONS_AGAINST)
    )
    first = np.argsort(~is_chosen, axis=-1, kind="stable")
    order, pulls = np.take_along_axis(order, first, axis=-1), np.take_along_axis(pulls, first, axis=-1)
    return order, np.minimum(pulls, np.float32(1.0)), is_chosen.sum(axis=-1)
