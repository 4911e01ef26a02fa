"""Mentor matching rounds: a dry run over open applications, applied all or nothing, undone all or nothing."""

from matchmaker.services.rounds.applying import apply_round
from matchmaker.services.rounds.editing import (
    create_round,
    discard_round,
    set_cap,
    set_options,
    set_pair_rule,
    start_computing,
)
from matchmaker.services.rounds.export import RoundWords, export_round
from matchmaker.services.rounds.reading import get_round, list_rounds
from matchmaker.services.rounds.undoing import undo_round

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
