"""Exposure for the operator: how evenly suggestions are spread over people, and who is in no list and why.

Figures, groups and the export belong here. The boosts that change the order of lists are in ``exposure_boost`` and
``matchmaker.matching.exposure``.
"""

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
