"""Fits and their reasons as columns."""

from collections.abc import Iterable

from matchmaker.domain.suggestions import Fit, Reason
from matchmaker.domain.vocabulary import Band


def fit_from_columns(score: float, band: Band, reasons: Iterable[tuple[str, float, dict[str, object]]]) -> Fit:
    told = tuple(Reason(code=code, weight=weight, data=data) for code, weight, data in reasons)
    return Fit(score=score, band=band, reasons=told)
