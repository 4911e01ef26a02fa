"""Mentor matching rounds: a dry run over open applications, applied all or nothing, undone all or nothing."""

from matchmaker.services.mentoring.rounds.application import apply_round
from matchmaker.services.mentoring.rounds.drafts import (
    create_round,
    discard_round,
    set_cap,
    set_options,
    set_pair_rule,
    start_computing,
)
from matchmaker.services.mentoring.rounds.export import RoundWords, export_round
from matchmaker.services.mentoring.rounds.queries import get_round, list_rounds
from matchmaker.services.mentoring.rounds.undo import undo_round

__all__ = [
    "RoundWords",
    "apply_round",
    "create_round",
    "discard_round",
    "export_round",
    "get_round",
    "list_rounds",
    "set_cap",
    "set_options",
    "set_pair_rule",
    "start_computing",
    "undo_round",
]
