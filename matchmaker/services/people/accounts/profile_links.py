"""The profiles that an account acts for: startups as a founder, one mentor, one investor."""

from dataclasses import dataclass
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.listings import Page, ProfileSearch
from matchmaker.domain.profiles import Investor, Mentor, Profile
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

LISTED = {PartyKind.STARTUP: "startups", PartyKind.MENTOR: "mentors", PartyKind.INVESTOR: "investors"}
"""Names of the repositories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkableProfile:
    """A profile that may be linked to an account. ``is_taken``: it is linked to this or another account already."""

    kind: PartyKind
    profile: Profile
    is_taken: bool


def list_linkable(
    context: Context, actor: Actor, account_id: AccountId, *, kind: PartyKind, search: str = "", page: int = 1
) -> Page[LinkableProfile]:
    """Profiles of a kind found by ``search``, for the operator who links one to the account."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        unit.accounts.get(account_id)
        own = {(it.kind, it.id) for it in unit.accounts.list_links([account_id]).get(account_id, ())}
        found: Page[Any] = getattr(unit, LISTED[kind]).list_page(ProfileSearch(words=search), number=page)
    items = tuple(LinkableProfile(kind=kind, profile=it, is_taken=_is_taken(kind, it, own)) for it in found.items)
    return Page(items=items, number=found.number, total=found.total, size=found.size)


def _is_taken(kind: PartyKind, profile: Profile, own: set[tuple[PartyKind, int]]) -> bool:
    """Startups may have several founders. A mentor or an investor has one account."""
    owner = profile.account_id if isinstance(profile, Mentor | Investor) else None
    return owner is not None or (kind, profile.id) in own


def link_profile(
    context: Context, actor: Actor | None, account_id: AccountId, *, kind: PartyKind, profile_id: int
) -> None:
    """Link a profile to an account, which then acts for it. A mentor or an investor has one account."""
    require(actor is None or permissions.can_operate(actor))
    with context.begin(actor) as case:
        case.unit.accounts.get(account_id)
        _get_profile(case.unit, kind, profile_id)
        case.unit.accounts.link(account_id, kind=kind, profile_id=profile_id)
        after = {"kind": kind.value, "profile_id": profile_id}
        record_audit(case, action="account.link", kind="account", subject=account_id, after=after)
        case.unit.commit()


def unlink_profile(context: Context, actor: Actor, account_id: AccountId, *, kind: PartyKind, profile_id: int) -> None:
    """Remove the link of a profile to an account."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        case.unit.accounts.get(account_id)
        case.unit.accounts.unlink(account_id, kind=kind, profile_id=profile_id)
        before = {"kind": kind.value, "profile_id": profile_id}
        record_audit(case, action="account.unlink", kind="account", subject=account_id, before=before)
        case.unit.commit()


def _get_profile(unit: UnitOfWork, kind: PartyKind, profile_id: int) -> object:
    if kind is PartyKind.STARTUP:
        return unit.startups.get(StartupId(profile_id))
    if kind is PartyKind.MENTOR:
        return unit.mentors.get(MentorId(profile_id))
    return unit.investors.get(InvestorId(profile_id))
