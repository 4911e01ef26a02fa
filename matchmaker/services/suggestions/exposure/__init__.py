"""Exposure for the operator: how evenly suggestions fall on people, who is left out and why."""

from matchmaker.services.suggestions.exposure.export import ExposureWords, export_exposure
from matchmaker.services.suggestions.exposure.figures import (
    LISTS,
    ExposureView,
    KindFigures,
    get_exposure,
    list_figures,
)

__all__ = [
    "LISTS",
    "ExposureView",
    "ExposureWords",
    "KindFigures",
    "export_exposure",
    "get_exposure",
    "list_figures",
]
