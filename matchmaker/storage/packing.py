"""Suggestions as bare columns: made where they are computed, sent between processes, written without a second look."""

from datetime import datetime
from typing import NamedTuple

from matchmaker.domain.suggestions import Suggestion
from matchmaker.storage.engine import JSON
from matchmaker.storage.repositories.fits import reasons_to_json


class PackedSuggestion(NamedTuple):
    """A row of suggestions; ``reasons`` is JSON already."""

    seeker_kind: str
    seeker_id: int
    candidate_kind: str
    rank: int
    candidate_id: int
    score: float
    band: str
    reasons: str
    computed_at: datetime


def pack(suggestion: Suggestion) -> PackedSuggestion:
    """The row of a suggestion."""
    fit = suggestion.fit
    return PackedSuggestion(
        suggestion.seeker_kind.value,
        suggestion.seeker_id,
        suggestion.candidate_kind.value,
        suggestion.rank,
        suggestion.candidate_id,
        fit.score,
        fit.band.value,
        JSON.encode(reasons_to_json(fit.reasons)),
        suggestion.computed_at,
    )
