"""The ledger of conflicts of interest: judging pairs, declaring, ruling on entries, setting levels."""

from matchmaker.services.conflicts.declaring import (
    choose_partner,
    declare_conflict,
    get_parties,
    list_known,
    withdraw_conflict,
)
from matchmaker.services.conflicts.files import export_ledger
from matchmaker.services.conflicts.judging import Forbidden, judge, list_forbidden, require_allowed
from matchmaker.services.conflicts.ledger import (
    EntryView,
    get_entry,
    lift_ruling,
    list_ledger,
    list_levels,
    rule_on_entry,
    set_levels,
)

__all__ = [
    "EntryView",
    "Forbidden",
    "choose_partner",
    "declare_conflict",
    "export_ledger",
    "get_entry",
    "get_parties",
    "judge",
    "lift_ruling",
    "list_forbidden",
    "list_known",
    "list_ledger",
    "list_levels",
    "require_allowed",
    "rule_on_entry",
    "set_levels",
    "withdraw_conflict",
]
