"""The proof that the audit log is whole: every seal is made anew and compared, from the first entry to the last."""

from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit_chain import ChainEnd, ChainVerifier, Fault, FaultKind
from matchmaker.services.context import Context
from matchmaker.services.guards import require

MOST_FAULTS = 100
"""Faults that are told; who tampers on a large scale is found out by the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``tail`` is the end of the chain; ``faults`` come in the order of the entries concerned."""

    tail: ChainEnd
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify_log(context: Context, actor: Actor | None, *, known: str = "") -> Verdict:
    """Whether anything was changed, removed or slipped in; ``actor`` is None on the command line.

    ``known`` is a seal that was noted down before: a log that was written anew as a whole no longer holds it.
    """
    require(actor is None or permissions.can_operate(actor))
    proof = ChainVerifier()
    faults: list[Fault] = []
    with context.open_unit(readonly=True) as unit:
        for links in unit.audit.iterate_links():
            faults += proof.check(links)
            del faults[MOST_FAULTS:]
        unsealed = unit.audit.list_unsealed(MOST_FAULTS)
        faults += proof.check_end(unit.audit.get_tail())
        is_known = not known or unit.audit.has_seal(known.strip().lower())
    faults += [Fault(kind=FaultKind.INSERTED, position=None, entry_id=it) for it in unsealed]
    if not is_known:
        faults.append(Fault(kind=FaultKind.UNKNOWN_SEAL, position=None, entry_id=None))
    return Verdict(tail=proof.tail, faults=tuple(sorted(faults, key=_place)[:MOST_FAULTS]))


def _place(fault: Fault) -> float:
    """Where in the log a fault is: entries are numbered in about the order of their places."""
    number = fault.entry_id if fault.entry_id is not None else fault.position
    return float("inf") if number is None else number
