"""The audit log: written in the transaction of the change it describes, read by the operator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import EVERYTHING, AuditEntry, AuditSearch, list_references
from matchmaker.domain.audit_chain import ChainEnd, ChainFault, ChainVerifier, FaultKind
from matchmaker.domain.listings import Page
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

MAX_FAULTS = 100
"""The most faults that are reported. If somebody changed much of the log, the first faults show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``tail`` is the end of the chain. ``faults`` are in the order of their entries."""

    tail: ChainEnd
    faults: tuple[ChainFault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify_log(context: Context, actor: Actor | None, *, known_seal: str = "") -> Verdict:
    """Check whether entries were changed, removed or inserted. ``actor`` is None on the command line.

    ``known_seal`` is a seal that was noted down earlier. A log that was rewritten as a whole does not contain it.
    """
    require(actor is None or permissions.can_operate(actor))
    verifier = ChainVerifier()
    faults: list[ChainFault] = []
    with context.open_unit(readonly=True) as unit:
        for links in unit.audit.iterate_links():
            faults += verifier.check(links)
            del faults[MAX_FAULTS:]
        unsealed = unit.audit.list_unsealed(MAX_FAULTS)
        faults += verifier.check_end(unit.audit.get_tail())
        has_known_seal = not known_seal or unit.audit.has_seal(known_seal.strip().lower())
    faults += [ChainFault(kind=FaultKind.INSERTED, position=None, entry_id=it) for it in unsealed]
    if not has_known_seal:
        faults.append(ChainFault(kind=FaultKind.UNKNOWN_SEAL, position=None, entry_id=None))
    return Verdict(tail=verifier.tail, faults=tuple(sorted(faults, key=_place)[:MAX_FAULTS]))


def _place(fault: ChainFault) -> float:
    """The place of a fault in the log. Entries are numbered in about the order of their places."""
    number = fault.entry_id if fault.entry_id is not None else fault.position
    return float("inf") if number is None else number


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """An entry with the names of everything it mentions, by kind and number. Deleted things have no name."""

    entry: AuditEntry
    names: Mapping[tuple[str, int], str]

    @property
    def actor_name(self) -> str | None:
        """The name of the actor. None for the platform itself."""
        return None if self.entry.actor is None else self.names.get(("account", self.entry.actor), "")

    @property
    def subject_name(self) -> str:
        """The name of what was changed. Empty where it has none."""
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
    """Add an entry to the log. The actor of ``case`` is None when the platform itself acts."""
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
    """Log that somebody exported a list of ``kind``, or one thing. It uses its own transaction, after the read."""
    after = {name: value for name, value in {"rows": rows, "search": search}.items() if value not in {None, ""}}
    with context.begin(actor) as case:
        record_audit(case, action="list.export", kind=kind, subject=subject, after=after)
        case.unit.commit()


def get_newest_seal(context: Context, actor: Actor) -> ChainEnd:
    """The end of the chain: its number of entries and the newest seal, to be noted down elsewhere."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.audit.get_tail()


def list_entries(context: Context, actor: Actor, search: AuditSearch = EVERYTHING, *, page: int = 1) -> Page[AuditView]:
    """Entries that match ``search``, the newest first, with the names of everything they mention."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.audit.list_page(search, number=page)
        names = list_names(unit, found.items)
    views = tuple(AuditView(entry=entry, names=names) for entry in found.items)
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def list_names(unit: UnitOfWork, entries: Iterable[AuditEntry]) -> Mapping[tuple[str, int], str]:
    """Names of everything that the entries mention, by kind and number."""
    return unit.names.list_names(key for entry in entries for key in _list_keys(entry))


def _list_keys(entry: AuditEntry) -> Iterator[tuple[str, int]]:
    if entry.actor is not None:
        yield "account", entry.actor
    if entry.subject_id is not None:
        yield entry.subject_kind, entry.subject_id
    for values in (entry.before, entry.after):
        yield from ((kind, number) for _, kind, number in list_references(values))
