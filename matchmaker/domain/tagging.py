"""Industries that the platform suggests where nobody stated one, and how far they may be trusted."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.vocabulary import Industry


class TaggingBasis(StrEnum):
    """What suggestions of industries were learned from: profiles that state theirs, or the names of classes alone."""

    PROFILES = "profiles"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustrySuggestion:
    """Confidences are probabilities of being right, in (0, 1], measured; the class has one where it is suggested."""

    industry: Industry
    industry_confidence: float
    gbt_class: str | None = None
    class_confidence: float | None = None


class ConfidenceLevel(StrEnum):
    """How many of ten such suggestions are right, as people are told."""

    NINE = "9"
    EIGHT = "8"
    SEVEN = "7"

    @property
    def min_confidence(self) -> float:
        """Confidence from which on it is said."""
        return int(self.value) / 10


def find_confidence_level(confidence: float) -> ConfidenceLevel:
    """What people are told of a confidence in (0, 1]; nothing below the last is suggested."""
    return next((it for it in ConfidenceLevel if confidence >= it.min_confidence), ConfidenceLevel.SEVEN)
