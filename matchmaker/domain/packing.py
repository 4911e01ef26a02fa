"""Suggestions as plain columns: packed where they are computed, sent between processes, and stored unchanged."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from matchmaker.domain.suggestions import FitReason, Suggestion

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
"""One shared encoder, as hundreds of thousands of reasons are written in one run."""


class PackedSuggestion(NamedTuple):
    """A row of the table of suggestions; ``reasons`` is encoded as JSON."""

    seeker_kind: str
    seeker_id: int
    candidate_kind: str
    rank: int
    candidate_id: int
    score: float
    band: str
    reasons: str
    startup_wants: float | None
    partner_wants: float | None
    startup_chance: float | None
    partner_chance: float | None
    computed_at: datetime


def pack_suggestion(suggestion: Suggestion) -> PackedSuggestion:
    """The row of a suggestion. ``str`` of a code gives the same text as ``value`` in half the time."""
    fit = suggestion.fit
    return PackedSuggestion(
        str(suggestion.seeker_kind),
        suggestion.seeker_id,
        str(suggestion.candidate_kind),
        suggestion.rank,
        suggestion.candidate_id,
        fit.score,
        str(fit.band),
        JSON.encode(reasons_to_json(fit.reasons)),
        fit.startup_wants,
        fit.partner_wants,
        fit.startup_chance,
        fit.partner_chance,
        suggestion.computed_at,
    )


def reasons_to_json(reasons: Iterable[FitReason]) -> list[Any]:
    """Code, weight and data of each reason, without names, as there are hundreds of thousands."""
    return [(reason.code, reason.weight, reason.data) for reason in reasons]
