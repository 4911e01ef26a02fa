"""Contact data: shown when both sides agreed, and every look is written down for the one who was looked at."""

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
    """Contact data of the people behind a profile, or what keeps it closed; ``people`` are names with their data."""

    kind: PartyKind
    profile_id: int
    name: str
    relations: frozenset[Relation]
    barrier: ContactBarrier | None
    people: tuple[tuple[str, ContactDetails], ...] = ()


SeenBy = AuditView
"""An entry of the log that tells of a look at contact data."""


def get_own_contact(context: Context, actor: Actor) -> ContactDetails:
    """How the person wants to be reached; what one logs in with, as long as nothing else was written."""
    with context.open_unit(readonly=True) as unit:
        return _load_contact(unit, actor.account_id)


def edit_contact(context: Context, actor: Actor, *, email: str, phone: str, wechat: str) -> None:
    """Keep how the person wants to be reached. The log tells which fields changed, not what they hold."""
    details = ContactDetails(
        account_id=actor.account_id,
        email=check_email(email) if email.strip() else "",
        phone=clean_line(phone),
        wechat=clean_line(wechat),
    )
    long = {name: "too_long" for name in ("phone", "wechat") if len(getattr(details, name)) > MAX_LENGTH}
    if long:
        raise Invalid("invalid_fields", fields=long)
    with context.begin(actor) as case:
        case.unit.contacts.save(details)
        record_audit(case, action="contact.edit", kind="account", subject=actor.account_id)
        case.unit.commit()


def view_contact(context: Context, actor: Actor, *, kind: PartyKind, profile_id: int) -> ContactView:
    """The contact data behind a profile when both sides agreed; the look is written down in the same unit."""
    require(permissions.can_browse_profiles(actor))
    with context.begin(actor) as case:
        view = _look(case, kind, profile_id)
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
    """What keeps the contact data of profiles closed with which ``relation`` stands.

    Nothing is shown here, so no look is written down; one number of queries for any number of profiles.
    """
    asked = sorted(set(profile_ids))
    if not asked:
        return {}
    with context.open_unit(readonly=True) as unit:
        people = unit.relations.list_people(kind, asked)
        everybody = {actor.account_id, *(it for found in people.values() for it in found)}
        consents = unit.consents.list_standing(everybody, Purpose.CONTACT)
    agreed = {it for it, consent in consents.items() if consent.is_valid()}
    return {
        it: find_contact_barrier(
            [relation], has_own=actor.account_id in agreed, has_theirs=not agreed.isdisjoint(people[it])
        )
        for it in asked
    }


def list_contact_views(context: Context, actor: Actor, *, page: int = 1) -> Page[SeenBy]:
    """Who looked at the person's contact data, and when; the newest first."""
    search = AuditSearch(action=VIEWED, subject_kind="account", subject_id=actor.account_id)
    with context.open_unit(readonly=True) as unit:
        found = unit.audit.list_page(search, number=page)
        names = list_names(unit, found.items)
    views = tuple(AuditView(entry=entry, names=names) for entry in found.items)
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def _look(case: UseCase[Actor], kind: PartyKind, profile_id: int) -> ContactView:
    name = _get_name(case.unit, kind, profile_id)
    relations = _list_relations(case, kind, profile_id)
    account_ids = case.unit.accounts.list_representatives(kind, profile_id)
    consents = case.unit.consents.list_standing([case.actor.account_id, *account_ids], Purpose.CONTACT)
    agreed = {it for it, consent in consents.items() if consent.is_valid()}
    willing = [it for it in account_ids if it in agreed]
    hindrance = find_contact_barrier(relations, has_own=case.actor.account_id in agreed, has_theirs=bool(willing))
    view = ContactView(kind=kind, profile_id=profile_id, name=name, relations=frozenset(relations), barrier=hindrance)
    if hindrance is not None:
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
