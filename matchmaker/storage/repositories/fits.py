"""Fits and their reasons as columns."""

from collections.abc import Mapping
from typing import Any

from matchmaker.domain.packing import reasons_to_json
from matchmaker.domain.suggestions import Fit, FitReason

DIRECTIONS = ("startup_wants", "partner_wants", "startup_chance", "partner_chance")
"""Both directions of a fit, by the names of the columns."""


def fit_from_columns(row: Any, prefix: str = "") -> Fit:
    """The fit in the columns of a row whose names begin with ``prefix``."""
    score, band, reasons, *wants = (getattr(row, prefix + name) for name in ("score", "band", "reasons", *DIRECTIONS))
    fit_reasons = tuple(FitReason(code=code, weight=weight, data=data) for code, weight, data in reasons)
    return Fit(score=score, band=band, reasons=fit_reasons, **dict(zip(DIRECTIONS, wants, strict=True)))


def fit_to_columns(fit: Fit | None, prefix: str) -> Mapping[str, Any]:
    """Columns of a fit. Without a fit they are empty."""
    if fit is None:
        return dict.fromkeys((prefix + name for name in ("score", "band", "reasons", *DIRECTIONS)), None)
    values = {"score": fit.score, "band": fit.band, "reasons": reasons_to_json(fit.reasons)}
    values |= {name: getattr(fit, name) for name in DIRECTIONS}
    return {prefix + name: value for name, value in values.items()}
