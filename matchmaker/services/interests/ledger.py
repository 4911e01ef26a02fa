"""The operator's view of the ledger: lines, rulings on single entries, and levels of the kinds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.interests import (
    DEFAULT_LEVELS,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    Disclosure,
    LedgerLine,
    LedgerSearch,
    PartnerPair,
)
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.exchange.table import MAX_ROWS
from matchmaker.exchange.writing import Row, Sheet, write_workbook
from matchmaker.services.interests.judgements import MAX_REASON_LENGTH
from matchmaker.services.platform.audit import record_audit, record_export
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job, queue_refresh
from matchmaker.services.platform.notices.notifications import notify


def export_ledger(
    context: Context,
    actor: Actor,
    search: LedgerSearch,
    *,
    title: str,
    columns: Sequence[str],
    to_row: Callable[[LedgerLine], Row],
) -> bytes:
    """An .xlsx file of the matching lines. ``to_row`` returns the cells of a line in the reader's language."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        lines = unit.ledger.list_page(search, context.now(), size=MAX_ROWS).items
    record_export(context, actor, kind="conflict", rows=len(lines))
    return write_workbook([Sheet(title=title, columns=columns, rows=[to_row(it) for it in lines], frozen_columns=2)])


NO_FILTER = LedgerSearch()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A line with the reasons that accounts gave for acts between the two."""

    line: LedgerLine
    disclosures: Sequence[tuple[Disclosure, str]]


def list_ledger(context: Context, actor: Actor, search: LedgerSearch = NO_FILTER, *, page: int = 1) -> Page[LedgerLine]:
    """The matching lines, the most severe first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.ledger.list_page(search, context.now(), number=page)


def get_entry(context: Context, actor: Actor, key: str) -> EntryView:
    """One entry, with the reasons that were given for acts between the two."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        line = unit.ledger.find_line(key, context.now())
        if line is None:
            raise NotFound("conflict_not_found")
        entry = line.entry
        if entry.startup_id is None:
            return EntryView(line=line, disclosures=())
        disclosures = unit.conflicts.list_disclosures(PartnerPair(entry.startup_id, entry.other_kind, entry.other_id))
        names = unit.names.list_names(("account", it.account_id) for it in disclosures)
    return EntryView(line=line, disclosures=[(it, names.get(("account", it.account_id), "")) for it in disclosures])


def rule_on_entry(context: Context, actor: Actor, key: str, *, level: ConflictLevel, reason: str) -> None:
    """Give one entry its own level with a reason. It replaces the level of its kind."""
    require(permissions.can_operate(actor))
    reason = reason.strip()
    if not reason or len(reason) > MAX_REASON_LENGTH:
        raise Invalid("invalid_fields", fields={"reason": "too_long" if reason else "required"})
    _change_ruling(context, actor, key, level=level, reason=reason)


def remove_ruling(context: Context, actor: Actor, key: str) -> None:
    """Remove the ruling of an entry. The level of its kind is valid again."""
    require(permissions.can_operate(actor))
    _change_ruling(context, actor, key, level=None, reason="")


def _change_ruling(context: Context, actor: Actor, key: str, *, level: ConflictLevel | None, reason: str) -> None:
    with context.begin(actor) as case:
        line = case.unit.ledger.find_line(key, case.now)
        if line is None:
            raise NotFound("conflict_not_found")
        entry = line.entry
        if level is None:
            case.unit.conflicts.remove_ruling(key)
        else:
            case.unit.conflicts.set_ruling(key, level, reason=reason, ruled_by=actor.account_id, ruled_at=case.now)
        record_audit(
            case,
            action="conflict.rule" if level else "conflict.lift",
            kind=entry.other_kind.value,
            subject=entry.other_id,
            before={"entry": key, "level": entry.level.value},
            after={"startup_id": entry.startup_id, "level": level.value if level else None, "reason": reason},
        )
        _notify_declarer(case, line)
        queue_refresh(case.unit, context, actor, kind=entry.other_kind, profile_id=entry.other_id)
        case.unit.commit()


def _notify_declarer(case: UseCase[Actor], line: LedgerLine) -> None:
    """Notify the side that declared the conflict. The other side does not know of the entry."""
    entry = line.entry
    if entry.side is ConflictSide.STARTUP and entry.startup_id is not None:
        to = case.unit.accounts.list_representatives(PartyKind.STARTUP, entry.startup_id)
    elif entry.side is ConflictSide.PARTNER:
        to = case.unit.accounts.list_representatives(entry.other_kind, entry.other_id)
    else:
        return
    notify(
        case,
        to=to,
        kind=NoticeKind.CONFLICT_RULED,
        subject_kind="own_conflicts",
        subject_id=entry.other_id,
        data={"startup": line.startup, "other": line.other},
    )


def list_levels(context: Context, actor: Actor) -> Mapping[ConflictKind, ConflictLevel]:
    """The present level of every kind."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return {**DEFAULT_LEVELS, **unit.conflicts.list_levels()}


def set_levels(context: Context, actor: Actor, levels: Mapping[ConflictKind, ConflictLevel]) -> None:
    """Change levels of kinds. If one changed, a job computes all suggestions again."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        now = {**DEFAULT_LEVELS, **case.unit.conflicts.list_levels()}
        changed = {kind: level for kind, level in levels.items() if now[kind] is not level}
        if not changed:
            return
        for kind, level in changed.items():
            case.unit.conflicts.set_level(kind, level)
            before, after = {"level": now[kind].value}, {"conflict": kind.value, "level": level.value}
            action = "conflict.set_level"
            record_audit(case, action=action, kind="conflict", subject=None, before=before, after=after)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        case.unit.commit()
