"""Changing profiles: nobody overwrites what somebody else saved meanwhile, and suggestions follow the change."""

from dataclasses import fields, replace
from typing import TypeVar

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profile_rules import require_valid
from matchmaker.domain.profiles import Investor, InvestorDraft, Mentor, MentorDraft, Startup, StartupDraft
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.mentoring.applications.waiting_list import open_waiting_choices
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.suggestions.tagging import queue_tagging


def create_mentor(context: Context, actor: Actor, draft: MentorDraft) -> MentorId:
    """A mentor without an account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.begin(actor) as case:
        mentor_id = case.unit.mentors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _close(case, kind=PartyKind.MENTOR, profile_id=mentor_id, name=draft.name)
        case.unit.commit()
    return mentor_id


def create_investor(context: Context, actor: Actor, draft: InvestorDraft) -> InvestorId:
    """An investor without an account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.begin(actor) as case:
        investor_id = case.unit.investors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _close(case, kind=PartyKind.INVESTOR, profile_id=investor_id, name=draft.name)
        case.unit.commit()
    return investor_id


def _close(case: UseCase[Actor], *, kind: PartyKind, profile_id: int, name: str) -> None:
    action = "mentor.create" if kind is PartyKind.MENTOR else "investor.create"
    record_audit(case, action=action, kind=kind, subject=profile_id, after={"name": name})
    queue_refresh(case.unit, case.context, case.actor, kind=kind, profile_id=profile_id)


P = TypeVar("P", Startup, Mentor, Investor)

UNEDITABLE_FIELDS = ("external_id", "is_demo", "account_id", "is_club_member")

"""Fields that are not edited on a page: they come from an import, the demo, the operator's links, or the club."""

OPERATOR_FIELDS = ("certified_until",)

"""Fields that tell what the operator has found out: nobody certifies oneself."""

CONFIDENCE_FIELDS = ("industry_confidence", "class_confidence")

"""Marks of what the platform suggested: what somebody saves is stated."""

ROW_FIELDS = ("id", "version", "mentees")

"""Fields that belong to the stored row; a whole profile may be handed in as a draft."""


def create_startup(context: Context, actor: Actor, draft: StartupDraft) -> StartupId:
    """A founder's own new startup."""
    require(actor.has(Role.FOUNDER))
    require_valid(draft)
    with context.begin(actor) as case:
        case.unit.accounts.get_for_update(actor.account_id)  # two sent at once come one after the other
        _refuse_same_name(case, draft)
        own = replace(draft, external_id=None, is_demo=False, industry_confidence=None, class_confidence=None)
        startup_id = case.unit.startups.add(own)
        case.unit.accounts.link(actor.account_id, kind=PartyKind.STARTUP, profile_id=startup_id)
        after = {"name": draft.name}
        record_audit(case, action="startup.create", kind="startup", subject=startup_id, after=after)
        if draft.industry is None:
            queue_tagging(case, startup_id)
        queue_refresh(case.unit, context, actor, kind=PartyKind.STARTUP, profile_id=startup_id)
        case.unit.commit()
    return startup_id


def _refuse_same_name(case: UseCase[Actor], draft: StartupDraft) -> None:
    """Nobody needs two startups of one name: the second is the first, sent again."""
    own = case.unit.accounts.list_links([case.actor.account_id]).get(case.actor.account_id, ())
    wanted = draft.name.strip().casefold()
    if any(it.kind is PartyKind.STARTUP and it.name.strip().casefold() == wanted for it in own):
        raise StateConflict("startup_exists", name=draft.name.strip())


def edit_startup(
    context: Context, actor: Actor, startup_id: StartupId, draft: StartupDraft, *, version: int
) -> Startup:
    """Save a changed profile; Conflict ``stale`` when ``version`` is not the stored one any more."""
    require(permissions.can_edit_startup(actor, startup_id))
    require_valid(draft)
    with context.begin(actor) as case:
        current = case.unit.startups.get_for_update(startup_id)
        changed = _state_industry(current, _merge(actor, current, draft, version))
        saved = case.unit.startups.save(changed)
        _finish_edit(case, current=current, saved=saved, kind=PartyKind.STARTUP)
        if saved.industry is None and current.industry is None:  # who has just cleared it wants none
            queue_tagging(case, startup_id)
        case.unit.commit()
    return saved


def _state_industry(current: Startup, changed: Startup) -> Startup:
    """What is saved is stated; a class that was suggested with another industry goes with it."""
    is_left_over = current.class_confidence is not None and changed.gbt_class == current.gbt_class
    if is_left_over and changed.industry is not current.industry:
        changed = replace(changed, gbt_class=None)
    return replace(changed, industry_confidence=None, class_confidence=None)


def edit_mentor(context: Context, actor: Actor, mentor_id: MentorId, draft: MentorDraft, *, version: int) -> Mentor:
    """Save a changed profile; the capacity never drops below the mentees, and what waits is called where it grows."""
    require(permissions.can_edit_mentor(actor, mentor_id))
    require_valid(draft)
    with context.begin(actor) as case:
        current = case.unit.mentors.get_for_update(mentor_id)
        changed = _merge(actor, current, draft, version)
        saved = case.unit.mentors.save(changed)
        _finish_edit(case, current=current, saved=saved, kind=PartyKind.MENTOR)
        case.unit.commit()
    if saved.capacity > current.capacity:
        open_waiting_choices(context, mentor_id)
    return saved


def edit_investor(
    context: Context, actor: Actor, investor_id: InvestorId, draft: InvestorDraft, *, version: int
) -> Investor:
    """Save a changed profile; Conflict ``stale`` when ``version`` is not the stored one any more."""
    require(permissions.can_edit_investor(actor, investor_id))
    require_valid(draft)
    with context.begin(actor) as case:
        current = case.unit.investors.get_for_update(investor_id)
        changed = _merge(actor, current, draft, version)
        saved = case.unit.investors.save(changed)
        _finish_edit(case, current=current, saved=saved, kind=PartyKind.INVESTOR)
        case.unit.commit()
    return saved


def _merge(actor: Actor, current: P, draft: StartupDraft | MentorDraft | InvestorDraft, version: int) -> P:
    if current.version != version:
        raise StateConflict("stale", version=current.version)
    kept = UNEDITABLE_FIELDS if permissions.can_operate(actor) else UNEDITABLE_FIELDS + OPERATOR_FIELDS
    edited = {
        it.name: getattr(draft, it.name) for it in fields(draft) if it.name not in kept + ROW_FIELDS + CONFIDENCE_FIELDS
    }
    return replace(current, **edited)


def _list_changes(current: P, saved: P) -> tuple[dict[str, object], dict[str, object]]:
    """Fields that differ, before and after, as plain text."""
    names = [it.name for it in fields(current) if getattr(current, it.name) != getattr(saved, it.name)]
    return {it: _to_plain(getattr(current, it)) for it in names}, {it: _to_plain(getattr(saved, it)) for it in names}


def _to_plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _finish_edit(case: UseCase[Actor], *, current: P, saved: P, kind: PartyKind) -> None:
    before, after = _list_changes(current, saved)
    record_audit(case, action=f"{kind}.edit", kind=kind, subject=saved.id, before=before, after=after)
    queue_refresh(case.unit, case.context, case.actor, kind=kind, profile_id=saved.id)
