"""Industries that the platform suggests where nobody stated one, with the confidence of each suggestion."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.vocabulary import Industry


class TaggingBasis(StrEnum):
    """What suggestions were learned from: profiles with a stated industry, or the names of industry classes only."""

    PROFILES = "profiles"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustrySuggestion:
    """A suggested industry, and perhaps a class. A confidence is a measured probability of being right, in (0, 1]."""

    industry: Industry
    industry_confidence: float
    gbt_class: str | None = None
    class_confidence: float | None = None


class ConfidenceLevel(StrEnum):
    """The confidence as pages show it: how many of ten such suggestions are right."""

    NINE = "9"
    EIGHT = "8"
    SEVEN = "7"

    @property
    def min_confidence(self) -> float:
        """The lowest confidence of this level."""
        return int(self.value) / 10


def find_confidence_level(confidence: float) -> ConfidenceLevel:
    """The level of a confidence in (0, 1]; nothing below the last level is suggested."""
    return next((it for it in ConfidenceLevel if confidence >= it.min_confidence), ConfidenceLevel.SEVEN)
