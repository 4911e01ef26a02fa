"""Profiles that the operator adds by hand: one mentor or investor who stands in no list."""

from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import InvestorId, MentorId
from matchmaker.domain.profile_rules import require_valid
from matchmaker.domain.profiles import InvestorDraft, MentorDraft
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.audit import record_audit
from matchmaker.services.context import Context, UseCase
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_refresh


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
