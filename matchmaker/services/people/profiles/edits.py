"""Edit profiles. Nobody overwrites a change that somebody else saved meanwhile, and suggestions are refreshed."""

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
    """Create a mentor who has no account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.begin(actor) as case:
        mentor_id = case.unit.mentors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _finish_creation(case, kind=PartyKind.MENTOR, profile_id=mentor_id, name=draft.name)
        case.unit.commit()
    return mentor_id


def create_investor(context: Context, actor: Actor, draft: InvestorDraft) -> InvestorId:
    """Create an investor who has no account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.begin(actor) as case:
        investor_id = case.unit.investors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _finish_creation(case, kind=PartyKind.INVESTOR, profile_id=investor_id, name=draft.name)
        case.unit.commit()
    return investor_id


def _finish_creation(case: UseCase[Actor], *, kind: PartyKind, profile_id: int, name: str) -> None:
    action = "mentor.create" if kind is PartyKind.MENTOR else "investor.create"
    record_audit(case, action=action, kind=kind, subject=profile_id, after={"name": name})
    queue_refresh(case.unit, case.context, case.actor, kind=kind, profile_id=profile_id)


P = TypeVar("P", Startup, Mentor, Investor)

UNEDITABLE_FIELDS = ("external_id", "is_demo", "account_id", "is_club_member")
"""Fields that no page edits. They come from an import, the demo, the operator's links or the club."""

OPERATOR_FIELDS = ("certified_until",)
"""Fields that only the operator edits, since nobody certifies themselves."""

CONFIDENCE_FIELDS = ("industry_confidence", "class_confidence")
"""Confidence of suggested values. A saved value counts as stated."""

ROW_FIELDS = ("id", "version", "mentees")
"""Fields of the stored row. A whole profile may be passed as a draft."""


def create_startup(context: Context, actor: Actor, draft: StartupDraft) -> StartupId:
    """Create a founder's own startup."""
    require(actor.has(Role.FOUNDER))
    require_valid(draft)
    with context.begin(actor) as case:
        case.unit.accounts.get_for_update(actor.account_id)  # two forms sent together wait for each other
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
    """Refuse a second startup with the same name, which is the same form sent again."""
    own = case.unit.accounts.list_links([case.actor.account_id]).get(case.actor.account_id, ())
    wanted = draft.name.strip().casefold()
    if any(it.kind is PartyKind.STARTUP and it.name.strip().casefold() == wanted for it in own):
        raise StateConflict("startup_exists", name=draft.name.strip())


def edit_startup(
    context: Context, actor: Actor, startup_id: StartupId, draft: StartupDraft, *, version: int
) -> Startup:
    """Save a changed profile. Raises StateConflict ``stale`` when ``version`` is no longer the stored one."""
    require(permissions.can_edit_startup(actor, startup_id))
    require_valid(draft)
    with context.begin(actor) as case:
        current = case.unit.startups.get_for_update(startup_id)
        changed = _state_industry(current, _merge(actor, current, draft, version))
        saved = case.unit.startups.save(changed)
        _finish_edit(case, current=current, saved=saved, kind=PartyKind.STARTUP)
        if saved.industry is None and current.industry is None:  # a person who has just cleared it wants none
            queue_tagging(case, startup_id)
        case.unit.commit()
    return saved


def _state_industry(current: Startup, changed: Startup) -> Startup:
    """Make suggested values stated. A class suggested with another industry is removed."""
    is_left_over = current.class_confidence is not None and changed.gbt_class == current.gbt_class
    if is_left_over and changed.industry is not current.industry:
        changed = replace(changed, gbt_class=None)
    return replace(changed, industry_confidence=None, class_confidence=None)


def edit_mentor(context: Context, actor: Actor, mentor_id: MentorId, draft: MentorDraft, *, version: int) -> Mentor:
    """Save a changed profile.

    The capacity stays at least the number of mentees. If it grows, the waiting list advances.
    """
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
    """Save a changed profile. Raises StateConflict ``stale`` when ``version`` is no longer the stored one."""
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
    fixed = UNEDITABLE_FIELDS if permissions.can_operate(actor) else UNEDITABLE_FIELDS + OPERATOR_FIELDS
    edited = {
        it.name: getattr(draft, it.name)
        for it in fields(draft)
        if it.name not in fixed + ROW_FIELDS + CONFIDENCE_FIELDS
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
