"""The ledger of conflicts of interest: judging pairs, declaring conflicts, ruling on entries, and setting levels.

Code that reads or changes the ledger belongs here. Suggestions, applications and events call ``judge_pairs`` or
``require_allowed``, and handle blocked pairs themselves. The rules of a judgement are in
``matchmaker.domain.interests``.
"""

from matchmaker.services.interests.declarations import (
    declare_conflict,
    get_parties,
    list_visible_lines,
    search_partners,
    withdraw_conflict,
)
from matchmaker.services.interests.judgements import BlockedPairs, judge_pairs, list_blocked, require_allowed
from matchmaker.services.interests.ledger import (
    EntryView,
    export_ledger,
    get_entry,
    list_ledger,
    list_levels,
    remove_ruling,
    rule_on_entry,
    set_levels,
)

__all__ = [
    "BlockedPairs",
    "EntryView",
    "declare_conflict",
    "export_ledger",
    "get_entry",
    "get_parties",
    "judge_pairs",
    "list_blocked",
    "list_ledger",
    "list_levels",
    "list_visible_lines",
    "remove_ruling",
    "require_allowed",
    "rule_on_entry",
    "search_partners",
    "set_levels",
    "withdraw_conflict",
]
