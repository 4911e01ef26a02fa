"""Sentences for what is wrong with the audit log."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

from matchmaker.domain.audit_chain import Fault, FaultKind

FAULT_SENTENCES: Mapping[FaultKind, object] = {
    FaultKind.CHANGED: lazy_gettext(
        "Entry %(entry)s was changed after it was written, or does not follow the one before."
    ),
    FaultKind.REMOVED: lazy_gettext("Entry %(entry)s was removed."),
    FaultKind.INSERTED: lazy_gettext("Entry %(entry)s was slipped in: no seal belongs to it."),
    FaultKind.CUT_OFF: lazy_gettext(
        "The log does not end where it should: something is missing or added after place %(place)s."
    ),
    FaultKind.UNKNOWN_SEAL: lazy_gettext("The seal you noted is not in this log: the log was replaced."),
}


def describe_fault(fault: Fault) -> str:
    """What is wrong, with the number of the entry; where that is gone too, with its place in the chain."""
    place = fault.position or 0
    if fault.kind is FaultKind.REMOVED and fault.entry_id is None:
        return gettext("The entry at place %(place)s of the chain was removed.", place=place)
    text = str(FAULT_SENTENCES[fault.kind])
    return text % {"entry": fault.entry_id or 0, "place": max(0, place - 1)}
