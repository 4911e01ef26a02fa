"""The audit log: written in the unit of the change it tells of, read by the operator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import EVERYTHING, AuditEntry, AuditSearch, list_references
from matchmaker.domain.audit_chain import ChainEnd, ChainVerifier, Fault, FaultKind
from matchmaker.domain.listings import Page
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """An entry with the names, by kind and number, of what it tells of; what is gone has none."""

    entry: AuditEntry
    names: Mapping[tuple[str, int], str]

    @property
    def actor_name(self) -> str | None:
        """Who did it; None for the platform itself."""
        return None if self.entry.actor is None else self.names.get(("account", self.entry.actor), "")

    @property
    def subject_name(self) -> str:
        """What it was done to, empty where it has no name."""
        return self.names.get((self.entry.subject_kind, self.entry.subject_id or 0), "")


def record_audit(
    case: UseCase[Actor | None],
    *,
    action: str,
    kind: str,
    subject: int | None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Add what was done to the log; ``actor`` is None when the platform itself did it."""
    case.unit.audit.add(
        AuditEntry(
            at=case.now,
            actor=case.actor.account_id if case.actor else None,
            action=action,
            subject_kind=kind,
            subject_id=subject,
            before=before or {},
            after=after or {},
        )
    )


def record_export(
    context: Context, actor: Actor, *, kind: str, subject: int | None = None, rows: int | None = None, search: str = ""
) -> None:
    """Note that somebody took a list of ``kind``, or one thing, away as a file; in a unit of its own, after reading."""
    after = {name: value for name, value in {"rows": rows, "search": search}.items() if value not in {None, ""}}
    with context.begin(actor) as case:
        record_audit(case, action="list.export", kind=kind, subject=subject, after=after)
        case.unit.commit()


def get_newest_seal(context: Context, actor: Actor) -> ChainEnd:
    """The end of the chain: how many entries it has and the newest seal, to be noted down elsewhere."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.audit.get_tail()


def list_entries(context: Context, actor: Actor, search: AuditSearch = EVERYTHING, *, page: int = 1) -> Page[AuditView]:
    """Entries that match ``search``, the newest first, with the names of all that they tell of."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.audit.list_page(search, number=page)
        names = list_names(unit, found.items)
    views = tuple(AuditView(entry=entry, names=names) for entry in found.items)
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def list_names(unit: UnitOfWork, entries: Iterable[AuditEntry]) -> Mapping[tuple[str, int], str]:
    """Names of all that the entries tell of, by kind and number."""
    return unit.names.list_names(key for entry in entries for key in _list_keys(entry))


def _list_keys(entry: AuditEntry) -> Iterator[tuple[str, int]]:
    if entry.actor is not None:
        yield "account", entry.actor
    if entry.subject_id is not None:
        yield entry.subject_kind, entry.subject_id
    for values in (entry.before, entry.after):
        yield from ((kind, number) for _, kind, number in list_references(values))
