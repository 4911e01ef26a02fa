"""Fits and their reasons as columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from matchmaker.domain.suggestions import Fit, Reason
from matchmaker.domain.vocabulary import Band


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"code": reason.code, "weight": reason.weight, "data": dict(reason.data)} for reason in reasons]


def fit_from_columns(score: float, band: Band, reasons: Iterable[Mapping[str, Any]]) -> Fit:
    return Fit(score=score, band=band, reasons=tuple(Reason(**reason) for reason in reasons))
