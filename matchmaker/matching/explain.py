"""Reasons of a fit, as codes with data, from the very parts that made the score. Sentences live in the catalogues."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.suggestions import Fit, Reason
from matchmaker.matching.calibration import Calibration, pair_sides
from matchmaker.matching.features import NEUTRAL, PARTS, Part
from matchmaker.matching.grams import Lexicon
from matchmaker.matching.reasons import FACT_PARTS, Pair, ReasonCode, read_facts, tell_fact
from matchmaker.matching.recommender import Recommendations
from matchmaker.matching.scoring import sensitivity
from matchmaker.matching.shared_terms import Terms, prepare_terms, shared_terms
from matchmaker.matching.sides import Side

MOST_FOR, MOST_AGAINST = 4, 2
"""A reader takes in a handful; what speaks against is told too, but does not bury the rest."""

LEAST_WEIGHT = 0.02
"""Contributions below a fiftieth of the score's range are left unsaid."""

THIN_WEIGHT = -0.1
"""A thin profile costs no score; the weight only gives its warning a place among the reasons."""


def explain(
    recommendations: Recommendations, seekers: Side, candidates: Side, *, calibration: Calibration
) -> list[tuple[Fit, ...]]:
    """Score, band and reasons of every suggestion.

    Parameters
    ----------
    recommendations : Recommendations
        Made from the same sides.
    seekers, candidates : Side
    calibration : Calibration

    Returns
    -------
    list of n tuples of Fit
        In the order of the lists; a tuple is as long as its list is filled.
    """
    teller = _Teller(seekers, candidates, calibration)
    weights = part_weights(recommendations, seekers, candidates)
    fits = []
    for row in range(len(seekers)):
        filled = int(recommendations.is_filled[row].sum())
        listed = zip(
            recommendations.rows[row, :filled].tolist(),
            recommendations.scores[row, :filled].tolist(),
            recommendations.parts[row, :filled].tolist(),
            weights[row, :filled].tolist(),
            strict=True,
        )
        fits.append(tuple(teller.fit(row, *suggestion) for suggestion in listed))
    return fits


def part_weights(recommendations: Recommendations, seekers: Side, candidates: Side) -> NDArray[np.float32]:
    """What each known part adds to the score against a part that is ``NEUTRAL``.

    The derivative of the harmonic mean times the weight of the part times its distance from neutral, doubled to fill
    [-1, 1].

    Parameters
    ----------
    recommendations : Recommendations
    seekers, candidates : Side

    Returns
    -------
    float32 (n, k, p)
        In [-1, 1]; 0 where a part is unknown.
    """
    slopes = sensitivity(recommendations.directions, seekers.kind, candidates.kind)
    weights = 2.0 * slopes * (recommendations.parts - NEUTRAL)
    return np.where(recommendations.known, np.clip(weights, -1.0, 1.0), np.float32(0.0))


class _Teller:
    """Holds what is looked up once: facts as plain values, and texts made ready when they are first needed."""

    def __init__(self, seekers: Side, candidates: Side, calibration: Calibration) -> None:
        pairing = pair_sides(seekers, candidates)
        self._calibration = calibration
        self._startups_seek = pairing.startups_seek
        self._startups, self._partners = read_facts(pairing.startups), read_facts(pairing.partners)
        self._thin = pairing.startups.is_thin.tolist(), pairing.partners.is_thin.tolist()
        self._kinds = pairing.startups.kind, pairing.partners.kind
        lexicon = calibration.lexicon
        self._needs = _ReadyTexts(pairing.startups.needs.texts, lexicon)
        self._profiles = _ReadyTexts(pairing.startups.profile.texts, lexicon)
        self._offers = _ReadyTexts(pairing.partners.profile.texts, lexicon)

    def fit(self, seeker: int, candidate: int, score: float, parts: list[float], weights: list[float]) -> Fit:
        rows = (seeker, candidate) if self._startups_seek else (candidate, seeker)
        pair = Pair(self._startups, self._partners, *rows)
        thin = [kind for kind, flags, row in zip(self._kinds, self._thin, rows, strict=True) if flags[row]]
        told = [*self._tell_texts(pair, weights), *_tell_facts(pair, parts, weights)]
        warnings = [Reason(code=ReasonCode.THIN_PROFILE, weight=THIN_WEIGHT, data={"kind": str(kind)}) for kind in thin]
        return Fit(
            score=score, band=self._calibration.band(score, is_thin=bool(thin)), reasons=(*_strongest(told), *warnings)
        )

    def _tell_texts(self, pair: Pair, weights: list[float]) -> list[Reason]:
        """Reasons of both texts, with the words they share; the words' own weight strengthens what they prove."""
        offers = self._offers.at(pair.partner)
        by_words = max(weights[_WORDS], 0.0)
        told = []
        for index, ready, codes in (
            (_NEEDS, self._needs, (ReasonCode.TEXT_NEEDS_MET, ReasonCode.TEXT_NEEDS_UNMET)),
            (_PROFILE, self._profiles, (ReasonCode.TEXT_PROFILE_MATCH, ReasonCode.TEXT_PROFILE_FAR)),
        ):
            terms = shared_terms(ready.at(pair.startup), offers, self._calibration.lexicon)
            if weights[index] > 0:
                told.append(_reason(codes[0], weights[index] + (by_words if terms else 0.0), terms=list(terms)))
            elif terms and by_words > 0:
                told.append(_reason(ReasonCode.SHARED_TERMS, by_words, terms=list(terms)))
            else:
                told.append(_reason(codes[1], weights[index]))
        return told


_NEEDS, _PROFILE, _WORDS = (PARTS.index(p) for p in (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.SHARED_WORDS))


class _ReadyTexts:
    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._texts, self._lexicon = texts, lexicon
        self._ready: dict[int, Terms] = {}

    def at(self, row: int) -> Terms:
        if row not in self._ready:
            self._ready[row] = prepare_terms(self._texts[row], self._lexicon)
        return self._ready[row]


def _tell_facts(pair: Pair, parts: list[float], weights: list[float]) -> list[Reason]:
    reasons = []
    for index, part in enumerate(PARTS):
        if part in FACT_PARTS and abs(weights[index]) >= LEAST_WEIGHT:
            told = tell_fact(part, pair, parts[index])
            reasons.append(Reason(code=told.code, weight=weights[index], data=told.data))
    return reasons


def _reason(code: ReasonCode, weight: float, **data: object) -> Reason:
    return Reason(code=code, weight=min(weight, 1.0), data=data)


def _strongest(reasons: Sequence[Reason]) -> list[Reason]:
    """At most ``MOST_FOR`` reasons for and ``MOST_AGAINST`` against, the strongest first."""
    told = sorted((r for r in reasons if abs(r.weight) >= LEAST_WEIGHT), key=lambda r: (-abs(r.weight), r.code))
    speaking_for = [r for r in told if r.weight > 0][:MOST_FOR]
    against = [r for r in told if r.weight < 0][:MOST_AGAINST]
    return [r for r in told if r in speaking_for or r in against]
