"""Invented people around the demo accounts: colleagues, open registrations, consents and contact data."""

from matchmaker.demo.seeding.demo_accounts import EMAILS, NETWORK_FLAG, PASSWORD
from matchmaker.domain.accounts import Account, AccountDraft, Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.onboarding import INVITATION_LIFETIME, InvitationDraft, RegistrationDraft
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, ContactDetails, Purpose
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people.accounts.codes import INVITATION_LETTERS, hash_code, make_code
from matchmaker.services.people.accounts.passwords import hash_password
from matchmaker.services.platform.context import Context, UseCase

PAGE_SIZE = 10_000
"""A page of accounts that is larger than the demo."""

DONE_FLAG = "demo_people"
"""Name of the flag that these people are stored."""

REGISTRATIONS = (
    (
        "+8613993100001",
        "吴海涛",
        Role.MENTOR,
        "西部新能源研究院",
        "从事光伏电站运维十八年，希望辅导新能源方向的早期团队。",
    ),
    (
        "wanxia@demo.example",
        "万霞",
        Role.FOUNDER,
        "黄河智慧农业工作室",
        "做高原夏菜的产地预冷设备，已有两家合作社试用。",
    ),
)
PHONES = {Role.FOUNDER: "13993100011", Role.MENTOR: "13993100012", Role.INVESTOR: "13993100013"}
COLLEAGUES = {Role.FOUNDER: ("赵文博", "zhaowenbo@demo.example"), Role.INVESTOR: ("林若兰", "colleague@demo.example")}
"""Name and e-mail of a second person; the investor's colleague can log in with the usual password."""


def seed_people(context: Context) -> bool:
    """Add these people to the demo network one time; False if they are stored already, or without the network."""
    hashed = hash_password(PASSWORD)
    with context.begin(None) as case:
        if case.unit.flags.find(NETWORK_FLAG) is None or case.unit.flags.find(DONE_FLAG) is not None:
            return False
        found = {role: case.unit.accounts.find_by_email(email) for role, email in EMAILS.items()}
        for role, account in found.items():
            if account is not None:
                _add_consents(case, account, role)
                _add_organisation(case, account, role=role, password_hash=hashed)
        _add_other_consents(case, {it.id for it in found.values() if it is not None})
        _add_registrations(case, hashed)
        _add_invitation(case, found[Role.OPERATOR])
        case.unit.flags.set(DONE_FLAG, "1")
        case.unit.commit()
    return True


def _add_consents(case: UseCase[Actor | None], account: Account, role: Role) -> None:
    for purpose in Purpose:
        if purpose is Purpose.PROCESSING or role in PHONES:
            version = TEXT_VERSIONS[purpose]
            case.unit.consents.add(
                Consent(account_id=account.id, purpose=purpose, text_version=version, given_at=case.now)
            )
    if role in PHONES:
        details = ContactDetails(account_id=account.id, email=account.email, phone=PHONES[role], wechat=f"demo-{role}")
        case.unit.contacts.save(details)


def _add_other_consents(case: UseCase[Actor | None], known: set[AccountId]) -> None:
    """Add consents of all other accounts, so that contact data of partners are visible when both sides decided."""
    for account in case.unit.accounts.list_page(is_demo=True, size=PAGE_SIZE).items:
        if account.id not in known:
            version = TEXT_VERSIONS[Purpose.CONTACT]
            case.unit.consents.add(
                Consent(account_id=account.id, purpose=Purpose.CONTACT, text_version=version, given_at=case.now)
            )


def _add_organisation(case: UseCase[Actor | None], account: Account, *, role: Role, password_hash: str) -> None:
    """Add the startup or fund of a demo account as an organisation, with a colleague who also acts for it."""
    actor = case.unit.accounts.find_actor(account.id)
    if actor is None or role not in COLLEAGUES:
        return
    if role is Role.INVESTOR and actor.investor_id is not None:
        investor = case.unit.investors.get(actor.investor_id)
        name, kind = investor.organisation or investor.name, OrganisationKind.FUND
        owned, profile_id = OwnedKind.INVESTOR, int(investor.id)
    elif actor.startup_ids:
        startup = case.unit.startups.get(min(actor.startup_ids))
        name, kind = startup.name, OrganisationKind.STARTUP
        owned, profile_id = OwnedKind.STARTUP, int(startup.id)
    else:
        return
    now = case.now
    organisation_id = case.unit.organisations.add(name=name, kind=kind, created_at=now, is_demo=True)
    case.unit.organisations.add_owned(organisation_id, kind=owned, profile_id=profile_id)
    case.unit.organisations.add_member(organisation_id, account.id, is_admin=True, at=now)
    colleague = _add_colleague(case, role, password_hash)
    case.unit.organisations.add_member(organisation_id, colleague, is_admin=False, at=now)


def _add_colleague(case: UseCase[Actor | None], role: Role, password_hash: str) -> AccountId:
    name, email = COLLEAGUES[role]
    draft = AccountDraft(email=email, name=name, roles=frozenset(), is_demo=True, created_at=case.now)
    return case.unit.accounts.add(draft, password_hash=password_hash if role is Role.INVESTOR else None)


def _add_registrations(case: UseCase[Actor | None], password_hash: str) -> None:
    for login, name, role, organisation, about in REGISTRATIONS:
        email, mobile = (login, "") if "@" in login else ("", login)
        draft = RegistrationDraft(
            email=email,
            mobile=mobile,
            name=name,
            role=role,
            organisation=organisation,
            about=about,
            asked_at=case.now,
            is_demo=True,
        )
        case.unit.registrations.add(draft, password_hash=password_hash)


def _add_invitation(case: UseCase[Actor | None], operator: Account | None) -> None:
    """Add an invitation as an example for the list; its code is not shown to anybody."""
    draft = InvitationDraft(
        email="sunyue@demo.example",
        name="孙悦",
        roles=frozenset({Role.MENTOR}),
        invited_by=operator.id if operator else None,
        created_at=case.now,
        expires_at=case.now + INVITATION_LIFETIME,
        is_demo=True,
    )
    case.unit.invitations.add(draft, code_hash=hash_code(make_code(INVITATION_LETTERS)))
