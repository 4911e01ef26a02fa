"""Words of the ledger of conflicts of interest: labels, refusals, entries of the audit log."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.interests import ConflictAct, ConflictKind, ConflictLevel, ConflictSide

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ConflictKind: {
        ConflictKind.SAME_PERSON: lazy_pgettext("conflict", "One and the same person"),
        ConflictKind.SAME_FUND: lazy_pgettext("conflict", "Same fund"),
        ConflictKind.SAME_ORGANISATION: lazy_pgettext("conflict", "Same organisation"),
        ConflictKind.SHAREHOLDER: lazy_pgettext("conflict", "Shareholder"),
        ConflictKind.RELATIVE: lazy_pgettext("conflict", "Relative"),
        ConflictKind.COMPETITOR: lazy_pgettext("conflict", "Competitor"),
        ConflictKind.MENTOR_INVESTS: lazy_pgettext("conflict", "Mentor who invests"),
        ConflictKind.MET_BEFORE: lazy_pgettext("conflict", "Already met"),
    },
    ConflictLevel: {
        ConflictLevel.IGNORE: lazy_pgettext("conflict", "Ignore"),
        ConflictLevel.WARN: lazy_pgettext("conflict", "Ask for a reason"),
        ConflictLevel.BLOCK: lazy_pgettext("conflict", "Keep apart"),
    },
    ConflictSide: {
        ConflictSide.STARTUP: lazy_pgettext("conflict", "The startup"),
        ConflictSide.PARTNER: lazy_pgettext("conflict", "The mentor or investor"),
        ConflictSide.OPERATOR: lazy_pgettext("conflict", "The operator"),
        ConflictSide.PLATFORM: lazy_pgettext("conflict", "Found in the data"),
    },
    ConflictAct: {
        ConflictAct.APPLY: lazy_pgettext("conflict", "Application"),
        ConflictAct.ACCEPT: lazy_pgettext("conflict", "Acceptance"),
        ConflictAct.WISH: lazy_pgettext("conflict", "Wish"),
    },
}

REFUSALS: Mapping[str, object] = {
    "conflict_blocked": lazy_gettext(
        "The conflict-of-interest ledger keeps these two apart. If that is wrong, please tell the operator."
    ),
    "conflict_blocked_known": lazy_gettext(
        "The conflict-of-interest ledger keeps these two apart (%(kinds)s). If that is wrong, please tell the operator."
    ),
    "conflict_declared": lazy_gettext("This is declared already."),
    "conflict_needs_reason": lazy_gettext(
        "The conflict-of-interest ledger names these two. You may go on, but please say why; the reason is kept."
    ),
    "conflict_needs_reason_known": lazy_gettext(
        "The conflict-of-interest ledger names these two (%(kinds)s). You may go on, but please say why; "
        "the reason is kept."
    ),
}

ACTIONS: Mapping[str, object] = {
    "conflict.declare": lazy_gettext("Conflict of interest declared"),
    "conflict.explain": lazy_gettext("Reason given in spite of a conflict of interest"),
    "conflict.lift": lazy_gettext("Ruling on a conflict of interest lifted"),
    "conflict.rule": lazy_gettext("Ruling on a conflict of interest"),
    "conflict.set_level": lazy_gettext("Level of a kind of conflict changed"),
    "conflict.withdraw": lazy_gettext("Declaration of a conflict of interest taken back"),
}
"""Sentences for entries of the audit log."""
