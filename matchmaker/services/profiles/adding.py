"""Profiles that the operator adds by hand: one mentor or investor who stands in no list."""

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import InvestorId, MentorId
from matchmaker.domain.profile_rules import require_valid
from matchmaker.domain.profiles import InvestorDraft, MentorDraft
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_refresh

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def create_mentor(context: Context, actor: Actor, draft: MentorDraft) -> MentorId:
    """A mentor without an account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.open_unit() as unit:
        mentor_id = unit.mentors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _close(unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentor_id, name=draft.name)
        unit.commit()
    return mentor_id


def create_investor(context: Context, actor: Actor, draft: InvestorDraft) -> InvestorId:
    """An investor without an account yet."""
    require(permissions.can_operate(actor))
    require_valid(draft)
    with context.open_unit() as unit:
        investor_id = unit.investors.add(replace(draft, external_id=None, account_id=None, is_demo=False))
        _close(unit, context, actor, kind=PartyKind.INVESTOR, profile_id=investor_id, name=draft.name)
        unit.commit()
    return investor_id


def _close(unit: "UnitOfWork", context: Context, actor: Actor, *, kind: PartyKind, profile_id: int, name: str) -> None:
    action = "mentor.create" if kind is PartyKind.MENTOR else "investor.create"
    record(unit, context, actor, action=action, kind=kind, subject=profile_id, after={"name": name})
    queue_refresh(unit, context, actor, kind=kind, profile_id=profile_id)
