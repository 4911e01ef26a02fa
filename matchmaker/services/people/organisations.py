"""Organisations: several people of a startup, fund or incubator, who may all act for its profiles."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import AccountId, IncubatorId, InvestorId, OrganisationId, StartupId
from matchmaker.domain.listings import Page, ProfileSearch
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.onboarding import Invitation
from matchmaker.domain.organisations import (
    OWNS,
    Member,
    Organisation,
    OrganisationKind,
    OwnedKind,
    OwnedProfile,
    can_leave,
)
from matchmaker.domain.profiles import Incubator, Investor, Startup
from matchmaker.domain.texts import clean_line
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require, require_visible
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork

LINKED = {OwnedKind.STARTUP: PartyKind.STARTUP, OwnedKind.INVESTOR: PartyKind.INVESTOR}
"""Kinds of profiles that people may also be linked to directly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """``invitations`` are filled only for people who may withdraw them."""

    organisation: Organisation
    members: tuple[Member, ...]
    owned: tuple[OwnedProfile, ...]
    invitations: tuple[Invitation, ...]
    can_manage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOrganisations:
    """``unrepresented`` are the person's startups and investor profiles that belong to no organisation yet."""

    organisations: tuple[Organisation, ...]
    unrepresented: tuple[tuple[OwnedKind, int, str], ...]


def list_own_organisations(context: Context, actor: Actor) -> OwnOrganisations:
    """The person's organisations, and the profiles that could get one."""
    with context.open_unit(readonly=True) as unit:
        found = unit.organisations.list_for(actor.account_id)
        owned = {(it.kind, it.id) for organisation in found for it in unit.organisations.list_owned(organisation.id)}
        links = unit.accounts.list_links([actor.account_id]).get(actor.account_id, ())
    kinds = {party: kind for kind, party in LINKED.items()}
    linked = [(kinds[it.kind], it.id, it.name) for it in links if it.kind in kinds]
    return OwnOrganisations(organisations=found, unrepresented=tuple(it for it in linked if it[:2] not in owned))


def list_organisations(
    context: Context, actor: Actor, *, search: str = "", kind: OrganisationKind | None = None, page: int = 1
) -> Page[tuple[Organisation, int]]:
    """All organisations by name, each with its number of members."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.organisations.list_page(search=search, kind=kind, number=page)
        counts = unit.organisations.count_members()
    items = tuple((it, counts.get(it.id, 0)) for it in found.items)
    return Page(items=items, number=found.number, total=found.total, size=found.size)


def get_organisation(context: Context, actor: Actor, organisation_id: OrganisationId) -> OrganisationView:
    """An organisation with its members, for these and the operator."""
    require_visible(permissions.can_see_organisation(actor, organisation_id), "organisation")
    can_manage = permissions.can_manage_organisation(actor, organisation_id)
    with context.open_unit(readonly=True) as unit:
        invitations = unit.invitations.list_open(organisation_id) if can_manage else ()
        return OrganisationView(
            organisation=unit.organisations.get(organisation_id),
            members=unit.organisations.list_members(organisation_id),
            owned=unit.organisations.list_owned(organisation_id),
            invitations=tuple(it for it in invitations if it.is_open_at(context.now())),
            can_manage=can_manage,
        )


def create_organisation(
    context: Context, actor: Actor, *, name: str, kind: OrganisationKind, profile_id: int
) -> OrganisationId:
    """Create an organisation for a startup, a fund's profile or an incubator.

    The operator may create any. A founder or an investor may create one for their own profile. All accounts linked to
    the profile become administrators.
    """
    owned, name = OWNS[kind], clean_line(name)
    require(permissions.can_operate(actor) or _is_own(actor, owned, profile_id))
    if not name:
        raise Invalid("invalid_fields", fields={"name": "required"})
    with context.begin(actor) as case:
        _require_profile(case.unit, owned, profile_id)
        now = case.now
        organisation_id = case.unit.organisations.add(name=name, kind=kind, created_at=now)
        case.unit.organisations.add_owned(organisation_id, kind=owned, profile_id=profile_id)
        for account_id in case.unit.accounts.list_linked(LINKED[owned], profile_id) if owned in LINKED else ():
            case.unit.organisations.add_member(organisation_id, account_id, is_admin=True, at=now)
        _record(case, action="organisation.create", organisation_id=organisation_id, after={"name": name})
        case.unit.commit()
    return organisation_id


def create_own_organisation(
    context: Context, actor: Actor, *, name: str, kind: OrganisationKind, profile_id: int
) -> OrganisationId:
    """Create an organisation with the name of its profile. If the name is taken, the profile's number is added."""
    try:
        return create_organisation(context, actor, name=name, kind=kind, profile_id=profile_id)
    except StateConflict as refusal:
        if refusal.code != "organisation_taken":
            raise
    return create_organisation(context, actor, name=f"{name} ({profile_id})", kind=kind, profile_id=profile_id)


def list_representable(
    context: Context, actor: Actor, kind: OrganisationKind, *, search: str = "", page: int = 1
) -> Page[Startup] | Page[Investor] | Page[Incubator]:
    """Profiles that an organisation of this kind may have, found by name."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        if kind is OrganisationKind.STARTUP:
            return unit.startups.list_page(ProfileSearch(words=search), number=page)
        if kind is OrganisationKind.FUND:
            return unit.investors.list_page(ProfileSearch(words=search), number=page)
        found = tuple(it for it in unit.incubators.list_all() if search.casefold() in it.name.casefold())
    return Page(items=found, number=1, total=len(found), size=max(1, len(found)))


def set_member(
    context: Context, actor: Actor, organisation_id: OrganisationId, account_id: AccountId, *, is_admin: bool
) -> None:
    """Make a colleague an administrator, or no longer. One administrator always stays."""
    require_visible(permissions.can_see_organisation(actor, organisation_id), "organisation")
    require(permissions.can_manage_organisation(actor, organisation_id))
    with context.begin(actor) as case:
        members = _lock_members(case.unit, organisation_id, account_id)
        if not is_admin and not any(it.is_admin for it in members if it.account_id != account_id):
            raise StateConflict("last_admin")
        case.unit.organisations.set_admin(organisation_id, account_id, is_admin=is_admin)
        after = {"account_id": account_id, "is_admin": is_admin}
        _record(case, action="organisation.set_member", organisation_id=organisation_id, after=after)
        case.unit.commit()


def remove_member(context: Context, actor: Actor, organisation_id: OrganisationId, account_id: AccountId) -> None:
    """Remove a colleague or oneself. All rights from the membership end."""
    require_visible(permissions.can_see_organisation(actor, organisation_id), "organisation")
    require(account_id == actor.account_id or permissions.can_manage_organisation(actor, organisation_id))
    with context.begin(actor) as case:
        members = _lock_members(case.unit, organisation_id, account_id)
        if not can_leave(members, account_id):
            raise StateConflict("last_admin")
        drop_member(case.unit, organisation_id, account_id)
        after = {"account_id": account_id}
        _record(case, action="organisation.remove_member", organisation_id=organisation_id, after=after)
        name = case.unit.organisations.get(organisation_id).name
        notify(
            case,
            to=[account_id],
            kind=NoticeKind.MEMBER_REMOVED,
            subject_kind="account",
            subject_id=account_id,
            data={"organisation": name},
        )
        case.unit.commit()


def drop_member(unit: UnitOfWork, organisation_id: OrganisationId, account_id: AccountId) -> None:
    """End the membership, and the person's links to all profiles of the organisation."""
    unit.organisations.remove_member(organisation_id, account_id)
    for owned in unit.organisations.list_owned(organisation_id):
        if owned.kind in LINKED:
            unit.accounts.unlink(account_id, kind=LINKED[owned.kind], profile_id=owned.id)


def _lock_members(unit: UnitOfWork, organisation_id: OrganisationId, account_id: AccountId) -> tuple[Member, ...]:
    unit.organisations.get_for_update(organisation_id)
    members = unit.organisations.list_members(organisation_id)
    if all(it.account_id != account_id for it in members):
        raise NotFound("account_not_found", id=account_id)
    return members


def _is_own(actor: Actor, kind: OwnedKind, profile_id: int) -> bool:
    own = {OwnedKind.STARTUP: actor.startup_ids, OwnedKind.INVESTOR: {actor.investor_id}}
    return profile_id in own.get(kind, ())


def _require_profile(unit: UnitOfWork, kind: OwnedKind, profile_id: int) -> None:
    if kind is OwnedKind.STARTUP:
        unit.startups.get(StartupId(profile_id))
    elif kind is OwnedKind.INVESTOR:
        unit.investors.get(InvestorId(profile_id))
    else:
        unit.incubators.get(IncubatorId(profile_id))


def _record(case: UseCase[Actor], *, action: str, organisation_id: OrganisationId, after: Mapping[str, object]) -> None:
    record_audit(case, action=action, kind="organisation", subject=organisation_id, after=after)
