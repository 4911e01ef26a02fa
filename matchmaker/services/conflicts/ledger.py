"""The operator's view of the ledger: lines, rulings on single entries, levels of the kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.conflicts import (
    DEFAULT_LEVELS,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    Disclosure,
    LedgerLine,
    LedgerSearch,
    Pair,
)
from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.audit import record
from matchmaker.services.conflicts.judging import LONGEST_REASON
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_job, queue_refresh
from matchmaker.services.notices.tell import tell

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

EVERY_LINE = LedgerSearch()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A line with the reasons given for acts between the two, by account."""

    line: LedgerLine
    disclosures: Sequence[tuple[Disclosure, str]]


def list_ledger(
    context: Context, actor: Actor, search: LedgerSearch = EVERY_LINE, *, page: int = 1
) -> Page[LedgerLine]:
    """Lines that match, the severest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.ledger.list_page(search, context.now(), number=page)


def get_entry(context: Context, actor: Actor, key: str) -> EntryView:
    """One entry, with what was said about the two before."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        line = unit.ledger.find_line(key, context.now())
        if line is None:
            raise NotFound("conflict_not_found")
        entry = line.entry
        if entry.startup_id is None:
            return EntryView(line=line, disclosures=())
        said = unit.conflicts.list_disclosures(Pair(entry.startup_id, entry.other_kind, entry.other_id))
        names = unit.names.list_names(("account", it.account_id) for it in said)
    return EntryView(line=line, disclosures=[(it, names.get(("account", it.account_id), "")) for it in said])


def rule_on_entry(context: Context, actor: Actor, key: str, *, level: ConflictLevel, reason: str) -> None:
    """Give one entry a level of its own, with the reason, whatever its kind has."""
    require(permissions.can_operate(actor))
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("invalid_fields", fields={"reason": "too_long" if reason else "required"})
    _change_ruling(context, actor, key, level=level, reason=reason)


def lift_ruling(context: Context, actor: Actor, key: str) -> None:
    """Let the level of its kind count again for an entry."""
    require(permissions.can_operate(actor))
    _change_ruling(context, actor, key, level=None, reason="")


def _change_ruling(context: Context, actor: Actor, key: str, *, level: ConflictLevel | None, reason: str) -> None:
    with context.open_unit() as unit:
        line = unit.ledger.find_line(key, context.now())
        if line is None:
            raise NotFound("conflict_not_found")
        entry = line.entry
        if level is None:
            unit.conflicts.lift(key)
        else:
            unit.conflicts.rule(key, level, reason=reason, ruled_by=actor.account_id, ruled_at=context.now())
        record(
            unit,
            context,
            actor,
            action="conflict.rule" if level else "conflict.lift",
            kind=entry.other_kind.value,
            subject=entry.other_id,
            before={"entry": key, "level": entry.level.value},
            after={"startup_id": entry.startup_id, "level": level.value if level else None, "reason": reason},
        )
        _tell_who_declared(unit, context, actor, line)
        queue_refresh(unit, context, actor, kind=entry.other_kind, profile_id=entry.other_id)
        unit.commit()


def _tell_who_declared(unit: "UnitOfWork", context: Context, actor: Actor, line: LedgerLine) -> None:
    """The side that declared, and it alone: the other does not know of the entry."""
    entry = line.entry
    if entry.side is ConflictSide.STARTUP and entry.startup_id is not None:
        to = unit.accounts.list_for_profile(PartyKind.STARTUP, entry.startup_id)
    elif entry.side is ConflictSide.PARTNER:
        to = unit.accounts.list_for_profile(entry.other_kind, entry.other_id)
    else:
        return
    tell(
        unit,
        context,
        to=to,
        kind=NoticeKind.CONFLICT_RULED,
        subject_kind="own_conflicts",
        subject_id=entry.other_id,
        data={"startup": line.startup, "other": line.other},
        actor=actor,
    )


def list_levels(context: Context, actor: Actor) -> Mapping[ConflictKind, ConflictLevel]:
    """The level of every kind as it counts now."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return {**DEFAULT_LEVELS, **unit.conflicts.list_levels()}


def set_levels(context: Context, actor: Actor, levels: Mapping[ConflictKind, ConflictLevel]) -> None:
    """Change levels of kinds; what is suggested to whom is computed anew where one changed."""
    require(permissions.can_operate(actor))
    with context.open_unit() as unit:
        now = {**DEFAULT_LEVELS, **unit.conflicts.list_levels()}
        changed = {kind: level for kind, level in levels.items() if now[kind] is not level}
        if not changed:
            return
        for kind, level in changed.items():
            unit.conflicts.set_level(kind, level)
            before, after = {"level": now[kind].value}, {"conflict": kind.value, "level": level.value}
            action = "conflict.set_level"
            record(unit, context, actor, action=action, kind="conflict", subject=None, before=before, after=after)
        queue_job(unit, context, actor, kind=JobKind.RECOMMEND, payload={})
        unit.commit()
