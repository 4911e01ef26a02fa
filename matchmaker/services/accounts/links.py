"""Which profiles an account stands for: startups as founder, one mentor, one investor."""

from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.guards import require

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def link_profile(
    context: Context, actor: Actor | None, account_id: AccountId, *, kind: PartyKind, profile_id: int
) -> None:
    """Let an account stand for a profile; a mentor or an investor has one account."""
    require(actor is None or permissions.can_operate(actor))
    with context.open_unit() as unit:
        unit.accounts.get(account_id)
        _get_profile(unit, kind, profile_id)
        unit.accounts.link(account_id, kind=kind, profile_id=profile_id)
        after = {"kind": kind.value, "profile_id": profile_id}
        record(unit, context, actor, action="account.link", kind="account", subject=account_id, after=after)
        unit.commit()


def unlink_profile(context: Context, actor: Actor, account_id: AccountId, *, kind: PartyKind, profile_id: int) -> None:
    """End that an account stands for a profile."""
    require(permissions.can_operate(actor))
    with context.open_unit() as unit:
        unit.accounts.get(account_id)
        unit.accounts.unlink(account_id, kind=kind, profile_id=profile_id)
        before = {"kind": kind.value, "profile_id": profile_id}
        record(unit, context, actor, action="account.unlink", kind="account", subject=account_id, before=before)
        unit.commit()


def _get_profile(unit: "UnitOfWork", kind: PartyKind, profile_id: int) -> object:
    if kind is PartyKind.STARTUP:
        return unit.startups.get(StartupId(profile_id))
    if kind is PartyKind.MENTOR:
        return unit.mentors.get(MentorId(profile_id))
    return unit.investors.get(InvestorId(profile_id))
