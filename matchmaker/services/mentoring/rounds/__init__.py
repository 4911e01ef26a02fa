"""Mentor matching rounds: a draft assigns all pending applications; applying and undoing it are all or nothing.

Does not belong here: the assignment itself, which works on plain values (``matching.assignment``).
"""

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
