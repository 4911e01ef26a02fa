"""Contact data: shown when both sides consented, and each view is logged for the person whose data were seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import AuditSearch
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.listings import Page
from matchmaker.domain.privacy import ContactBarrier, ContactDetails, Purpose, Relation, find_contact_barrier
from matchmaker.domain.texts import clean_line
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.people.accounts.login_names import check_email
from matchmaker.services.platform.audit import AuditView, list_names, record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

MAX_LENGTH = 60
VIEWED = "contact.view"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Contact data of the people behind a profile, or the barrier. ``people`` are names with their data."""

    kind: PartyKind
    profile_id: int
    name: str
    relations: frozenset[Relation]
    barrier: ContactBarrier | None
    people: tuple[tuple[str, ContactDetails], ...] = ()


SeenBy = AuditView
"""An audit entry about a view of contact data."""


def get_own_contact(context: Context, actor: Actor) -> ContactDetails:
    """The person's contact data. It is the log-in name until something else is saved."""
    with context.open_unit(readonly=True) as unit:
        return _load_contact(unit, actor.account_id)


def edit_contact(context: Context, actor: Actor, *, email: str, phone: str, wechat: str) -> None:
    """Store the person's contact data. The log names the action only, not the data."""
    details = ContactDetails(
        account_id=actor.account_id,
        email=check_email(email) if email.strip() else "",
        phone=clean_line(phone),
        wechat=clean_line(wechat),
    )
    faults = {name: "too_long" for name in ("phone", "wechat") if len(getattr(details, name)) > MAX_LENGTH}
    if faults:
        raise Invalid("invalid_fields", fields=faults)
    with context.begin(actor) as case:
        case.unit.contacts.save(details)
        record_audit(case, action="contact.edit", kind="account", subject=actor.account_id)
        case.unit.commit()


def view_contact(context: Context, actor: Actor, *, kind: PartyKind, profile_id: int) -> ContactView:
    """The contact data of a profile when both sides consented. The view is logged in the same transaction."""
    require(permissions.can_browse_profiles(actor))
    with context.begin(actor) as case:
        view = _load_view(case, kind, profile_id)
        for _, details in view.people:
            if details.account_id == actor.account_id:
                continue
            after = {"kind": kind.value, "profile_id": profile_id}
            record_audit(case, action=VIEWED, kind="account", subject=details.account_id, after=after)
        case.unit.commit()
    return view


def list_contact_barriers(
    context: Context, actor: Actor, kind: PartyKind, profile_ids: Iterable[int], *, relation: Relation
) -> dict[int, ContactBarrier | None]:
    """The barrier to the contact data of each profile, if ``relation`` exists. None where there is no barrier.

    No data are shown, so no view is logged. The number of queries does not depend on the number of profiles.
    """
    wanted = sorted(set(profile_ids))
    if not wanted:
        return {}
    with context.open_unit(readonly=True) as unit:
        people = unit.relations.list_people(kind, wanted)
        account_ids = {actor.account_id, *(it for found in people.values() for it in found)}
        consents = unit.consents.list_valid(account_ids, Purpose.CONTACT)
    consenting = {it for it, consent in consents.items() if consent.is_valid()}
    return {
        it: find_contact_barrier(
            [relation], has_own=actor.account_id in consenting, has_theirs=not consenting.isdisjoint(people[it])
        )
        for it in wanted
    }


def list_contact_views(context: Context, actor: Actor, *, page: int = 1) -> Page[SeenBy]:
    """Who viewed the person's contact data and when, the newest first."""
    search = AuditSearch(action=VIEWED, subject_kind="account", subject_id=actor.account_id)
    with context.open_unit(readonly=True) as unit:
        found = unit.audit.list_page(search, number=page)
        names = list_names(unit, found.items)
    views = tuple(AuditView(entry=entry, names=names) for entry in found.items)
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def _load_view(case: UseCase[Actor], kind: PartyKind, profile_id: int) -> ContactView:
    name = _get_name(case.unit, kind, profile_id)
    relations = _list_relations(case, kind, profile_id)
    account_ids = case.unit.accounts.list_representatives(kind, profile_id)
    consents = case.unit.consents.list_valid([case.actor.account_id, *account_ids], Purpose.CONTACT)
    consenting = {it for it, consent in consents.items() if consent.is_valid()}
    willing = [it for it in account_ids if it in consenting]
    barrier = find_contact_barrier(relations, has_own=case.actor.account_id in consenting, has_theirs=bool(willing))
    view = ContactView(kind=kind, profile_id=profile_id, name=name, relations=frozenset(relations), barrier=barrier)
    if barrier is not None:
        return view
    people = case.unit.accounts.list_by_ids(willing)
    return replace(view, people=tuple((people[it].name, _load_contact(case.unit, it)) for it in willing))


def _list_relations(case: UseCase[Actor], kind: PartyKind, profile_id: int) -> set[Relation]:
    if kind is PartyKind.MENTOR:
        return case.unit.relations.list_with_mentors(case.actor.startup_ids, [MentorId(profile_id)])
    if kind is PartyKind.INVESTOR:
        return case.unit.relations.list_with_investors(case.actor.startup_ids, [InvestorId(profile_id)])
    startup_id, found = StartupId(profile_id), set[Relation]()
    if startup_id in case.actor.startup_ids:
        found.add(Relation.COLLEAGUES)
    if case.actor.mentor_id is not None:
        found |= case.unit.relations.list_with_mentors([startup_id], [case.actor.mentor_id])
    if case.actor.investor_id is not None:
        found |= case.unit.relations.list_with_investors([startup_id], [case.actor.investor_id])
    return found


def _get_name(unit: UnitOfWork, kind: PartyKind, profile_id: int) -> str:
    if kind is PartyKind.STARTUP:
        return unit.startups.get(StartupId(profile_id)).name
    if kind is PartyKind.MENTOR:
        return unit.mentors.get(MentorId(profile_id)).name
    return unit.investors.get(InvestorId(profile_id)).name


def _load_contact(unit: UnitOfWork, account_id: AccountId) -> ContactDetails:
    found = unit.contacts.find(account_id)
    if found is not None:
        return found
    account = unit.accounts.get(account_id)
    return ContactDetails(account_id=account_id, email=account.email, phone=account.mobile)
