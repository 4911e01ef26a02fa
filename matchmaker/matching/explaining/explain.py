"""Reasons of a fit, as codes with data, from the very parts that made the score. Sentences live in the catalogues."""

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
"""A reader takes in a handful; what speaks against is told too, but does not bury the rest."""

SEEKER_PARTS = {True: (Part.STARTUP_POPULARITY,), False: (Part.PARTNER_POPULARITY, Part.RECENCY)}
"""Parts that speak of the seekers alone, by whether startups seek."""

MIN_WEIGHT = 0.02
"""Contributions below a fiftieth of the score's range are left unsaid."""

WEIGHT_DIGITS = 3
"""Decimals of a weight, in double precision so that it is stored as short: what a reader could tell apart."""

THIN_WEIGHT = -0.1
"""A thin profile costs no score; the weight only gives its warning a place among the reasons."""


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
        In the order of the lists; a tuple is as long as its list is filled.
    """
    recommendations, candidates = _drop_unlisted(recommendations, candidates)
    teller = _ReasonBuilder(seekers, candidates, calibration)
    order, weights, counts = _strongest(
        part_weights(recommendations, seekers, candidates, preferences=calibration.preferences)
    )
    speaks = recommendations.is_filled[..., None] & (np.arange(len(PARTS)) < counts[..., None]) & (weights > 0)
    for index in _TEXTS:
        seeking, places = np.nonzero((speaks & (order == index)).any(axis=-1))
        teller.prepare(index, seeking, recommendations.rows[seeking, places])
    wants = directions_by_role(
        recommendations.directions, seekers.kind, candidates.kind, preferences=calibration.preferences
    )
    pulls = weights.astype(np.float64).round(WEIGHT_DIGITS)
    fits = []
    for row, filled in enumerate(recommendations.is_filled.sum(axis=1).tolist()):
        listed = zip(
            teller.list_rows(row, recommendations.rows[row, :filled].tolist()),
            recommendations.scores[row, :filled].tolist(),
            wants[row, :filled].tolist(),
            recommendations.parts[row, :filled].tolist(),
            order[row, :filled].tolist(),
            pulls[row, :filled].tolist(),
            counts[row, :filled].tolist(),
            strict=True,
        )
        fits.append(
            tuple(
                teller.fit(rows, [score, *both], parts, list(zip(chosen[:count], pulled, strict=False)))
                for rows, score, both, parts, chosen, pulled, count in listed
            )
        )
    return fits


def _drop_unlisted(recommendations: Recommendations, candidates: MarketSide) -> tuple[Recommendations, MarketSide]:
    """The same lists over those candidates alone who stand in one: one list needs not the facts of thousands."""
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
    """What each known part adds to the score against a part that is ``NEUTRAL``.

    The derivative of the harmonic mean times the weight of the part times its distance from neutral, doubled to fill
    [-1, 1].

    Parameters
    ----------
    recommendations : Recommendations
    seekers, candidates : MarketSide
    preferences : Preferences

    Returns
    -------
    float32 (n, k, p)
        In [-1, 1]; 0 where a part is unknown, or speaks of the seeker alone: it is the same for the whole list.
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
    """Holds what is looked up once: facts as plain values, and the texts that are compared."""

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
        self._offers = _PreparedTexts(pairing.partners.profile.texts, lexicon)
        self._asked = {
            _NEEDS: _PreparedTexts(pairing.startups.needs.texts, lexicon),
            _PROFILE: _PreparedTexts(pairing.startups.profile.texts, lexicon),
        }

    def prepare(self, index: int, seekers: NDArray[np.intp], candidates: NDArray[np.intp]) -> None:
        """Make the texts ready in which the pairs of these rows are to be compared by the part ``index``."""
        startups, partners = (seekers, candidates) if self._startups_seek else (candidates, seekers)
        self._asked[index].prepare(startups)
        self._offers.prepare(partners)

    def list_rows(self, seeker: int, candidates: list[int]) -> list[tuple[int, int]]:
        """Rows of startup and partner for a seeker's list."""
        return [(seeker, row) if self._startups_seek else (row, seeker) for row in candidates]

    def fit(self, rows: tuple[int, int], worth: list[float], parts: list[float], told: list[tuple[int, float]]) -> Fit:
        """One suggestion; ``rows`` are those of the startup and the partner, ``worth`` the score and
        ``directions_by_role``, ``told`` the parts to tell by weight.
        """
        score, startup_wants, partner_wants, startup_chance, partner_chance = worth
        reasons = [
            self._explain_text(index, rows, weight)
            if index in _TEXTS
            else self._explain_fact(index, rows, weight, value=parts[index])
            for index, weight in told
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
        asked, offered = self._asked[index].ready[rows[0]], self._offers.ready[rows[1]]
        terms = shared_terms(asked, offered, self._calibration.lexicon)
        return FitReason(code=good, weight=weight, data={"terms": list(terms)})

    def _explain_fact(self, index: int, rows: tuple[int, int], weight: float, *, value: float) -> FitReason:
        """Few facts differ, so most reasons were told before."""
        if index not in self._facts:
            told = explain_interaction(PARTS[index], value, self._kinds[1])
            return FitReason(code=told.code, weight=weight, data=told.data)
        startup, partner = rows
        of_startups, of_partners = self._facts[index]
        key = (index, of_startups[startup], of_partners[partner], value, weight)
        known = self._reasons.get(key)
        if known is None:
            told = explain_fact(PARTS[index], FactPair(self._startups, self._partners, startup, partner), value)
            known = self._reasons[key] = FitReason(code=told.code, weight=weight, data=told.data)
        return known


class _PreparedTexts:
    """Texts by row, those made ready that are compared."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._texts, self._lexicon = texts, lexicon
        self.ready: dict[int, PreparedText] = {}

    def prepare(self, rows: NDArray[np.intp]) -> None:
        missing = sorted(set(rows.tolist()) - self.ready.keys())
        texts = [self._texts[row] for row in missing]
        self.ready.update(zip(missing, prepare_texts(texts, self._lexicon), strict=True))


def _strongest(weights: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
    """Parts and weights (n, k, p), the reasons to tell first and the strongest of them first, and their number (n, k).

    The weight of shared words goes to the stronger text, whose reason names them. At most ``MAX_REASONS_FOR`` reasons
    speak for a pair and ``MAX_REASONS_AGAINST`` against it.
    """
    told = weights.copy()
    words = np.maximum(told[..., _WORDS], 0.0)
    needs_lead = told[..., _NEEDS] > told[..., _PROFILE]
    told[..., _NEEDS] += np.where(needs_lead, words, 0.0)
    told[..., _PROFILE] += np.where(needs_lead, 0.0, words)
    told[..., _WORDS] = 0.0
    order = np.argsort(-np.abs(told), axis=-1, kind="stable")
    told = np.take_along_axis(told, order, axis=-1)
    is_for, is_against = told >= MIN_WEIGHT, told <= -MIN_WEIGHT
    kept = (is_for & (is_for.cumsum(axis=-1) <= MAX_REASONS_FOR)) | (
        is_against & (is_against.cumsum(axis=-1) <= MAX_REASONS_AGAINST)
    )
    first = np.argsort(~kept, axis=-1, kind="stable")
    order, told = np.take_along_axis(order, first, axis=-1), np.take_along_axis(told, first, axis=-1)
    return order, np.minimum(told, np.float32(1.0)), kept.sum(axis=-1)
