"""Declare a conflict of interest, withdraw it, and list what a side may know of the ledger."""

from dataclasses import dataclass
from datetime import date

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.interests import (
    DECLARABLE,
    ConflictDraft,
    ConflictKind,
    ConflictSide,
    LedgerLine,
    LedgerSearch,
    PartnerPair,
)
from matchmaker.domain.listings import Page, ProfileSearch
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.interests.judgements import MAX_REASON_LENGTH, find_sides
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require_visible
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.platform.notices.notifications import notify

MAX_LINES = 200
"""Lines shown to a side, more than any profile has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The two profiles of a declaration, and the side of the actor."""

    startup: Startup
    other: Mentor | Investor
    side: ConflictSide


def get_parties(context: Context, actor: Actor, pair: PartnerPair) -> Parties:
    """The two profiles, for people who act for one of them and for the operator. Others get NotFound."""
    with context.begin(actor, readonly=True) as case:
        return _load_parties(case, pair)


def _load_parties(case: UseCase[Actor], pair: PartnerPair) -> Parties:
    side = _find_side(case.actor, pair)
    require_visible(side is not None and pair.kind is not PartyKind.STARTUP, "conflict")
    other = (
        case.unit.mentors.get(MentorId(pair.other_id))
        if pair.kind is PartyKind.MENTOR
        else case.unit.investors.get(InvestorId(pair.other_id))
    )
    return Parties(startup=case.unit.startups.get(pair.startup_id), other=other, side=side or ConflictSide.OPERATOR)


def _find_side(actor: Actor, pair: PartnerPair) -> ConflictSide | None:
    """The side of the actor: the operator's first, then that of the startup, then that of the partner."""
    sides = find_sides(actor, pair)
    if ConflictSide.OPERATOR in sides:
        return ConflictSide.OPERATOR
    return next((it for it in (ConflictSide.STARTUP, ConflictSide.PARTNER) if it in sides), None)


def declare_conflict(
    context: Context,
    actor: Actor,
    pair: PartnerPair,
    *,
    kind: ConflictKind,
    words: str,
    since: date,
    until: date | None = None,
) -> int:
    """Declare a conflict. Returns its number. A job refreshes the suggestions of both."""
    words = _check(kind, words, since, until)
    with context.begin(actor) as case:
        parties = _load_parties(case, pair)
        draft = ConflictDraft(
            startup_id=pair.startup_id,
            other_kind=pair.kind,
            other_id=pair.other_id,
            kind=kind,
            side=parties.side,
            words=words,
            since=since,
            until=until,
            declared_by=actor.account_id,
            declared_at=case.now,
        )
        conflict_id = case.unit.conflicts.add(draft)
        after: dict[str, object] = {"conflict": kind.value, "side": parties.side.value, "words": words}
        after |= {"startup_id": pair.startup_id, f"{pair.kind}_id": pair.other_id}
        after |= {"since": since.isoformat(), "until": until.isoformat() if until else None}
        record_audit(case, action="conflict.declare", kind="conflict", subject=conflict_id, after=after)
        notify(
            case,
            to=case.unit.accounts.list_with_role(Role.OPERATOR),
            kind=NoticeKind.CONFLICT_DECLARED,
            subject_kind="ledger",
            subject_id=conflict_id,
            data={"startup": parties.startup.name, "other": parties.other.name},
        )
        queue_suggestion_refresh(case, pair)
        case.unit.commit()
    return conflict_id


def _check(kind: ConflictKind, words: str, since: date, until: date | None) -> str:
    words, faults = words.strip(), {}
    if kind not in DECLARABLE:
        faults["kind"] = "unknown_value"
    if not words or len(words) > MAX_REASON_LENGTH:
        faults["words"] = "too_long" if words else "required"
    if until is not None and until < since:
        faults["until"] = "ends_before_start"
    if faults:
        raise Invalid("invalid_fields", fields=faults)
    return words


def withdraw_conflict(context: Context, actor: Actor, conflict_id: int) -> None:
    """Withdraw a declaration. Only the side that made it and the operator know that it exists."""
    with context.begin(actor) as case:
        draft = case.unit.conflicts.get_for_update(conflict_id)
        pair = PartnerPair(draft.startup_id, draft.other_kind, draft.other_id)
        require_visible(draft.side in find_sides(actor, pair), "conflict")
        case.unit.conflicts.withdraw(conflict_id, case.now)
        before = {"conflict": draft.kind.value, "words": draft.words}
        record_audit(case, action="conflict.withdraw", kind="conflict", subject=conflict_id, before=before)
        queue_suggestion_refresh(case, pair)
        case.unit.commit()


def list_visible_lines(context: Context, actor: Actor, kind: PartyKind, profile_id: int) -> tuple[LedgerLine, ...]:
    """Lines about an own profile that its side may know: what it declared, and what is derived from the data."""
    require_visible(actor.represents(kind, profile_id), kind.value)
    is_startup = kind is PartyKind.STARTUP
    own = ConflictSide.STARTUP if is_startup else ConflictSide.PARTNER
    search = LedgerSearch(
        sides=frozenset({own, ConflictSide.PLATFORM}),
        startup_id=StartupId(profile_id) if is_startup else None,
        other=None if is_startup else (kind, profile_id),
    )
    with context.open_unit(readonly=True) as unit:
        return tuple(unit.ledger.list_page(search, context.now(), size=MAX_LINES).items)


def search_partners(
    context: Context, actor: Actor, kind: PartyKind, *, search: str, page: int = 1
) -> Page[Startup] | Page[Mentor] | Page[Investor]:
    """Profiles of a kind by name, to pick the other side of a declaration from."""
    require_visible(bool(actor.roles), kind.value)
    with context.open_unit(readonly=True) as unit:
        if kind is PartyKind.STARTUP:
            return unit.startups.list_page(ProfileSearch(words=search), number=page)
        if kind is PartyKind.MENTOR:
            return unit.mentors.list_page(ProfileSearch(words=search), number=page)
        return unit.investors.list_page(ProfileSearch(words=search), number=page)


def queue_suggestion_refresh(case: UseCase[Actor], pair: PartnerPair) -> None:
    """Queue a refresh of the suggestions. Refreshing one side updates the lists of both."""
    queue_refresh(case.unit, case.context, case.actor, kind=pair.kind, profile_id=pair.other_id)
