"""Invented people around the demo accounts: colleagues, requests that wait, consents and contact data."""

from matchmaker.demo.seeding.demo_accounts import EMAILS, MARK, PASSWORD
from matchmaker.domain.accounts import Account, AccountDraft, Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.onboarding import INVITATION_LIFETIME, InvitationDraft, RegistrationDraft
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, ContactDetails, Purpose
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people.accounts.codes import INVITATION_LETTERS, hash_code, make_code
from matchmaker.services.people.accounts.passwords import hash_password
from matchmaker.services.platform.context import Context, UseCase

MOST = 10_000
"""More accounts than the demo has."""

DONE = "demo_people"
"""Name of the mark that these people are there."""

ASKING = (
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
"""Name and e-mail of a second person; the investor's colleague may be tried out, with the usual password."""


def seed_people(context: Context) -> bool:
    """Add them beside the demo network, once; False where they are there, or the network is not."""
    hashed = hash_password(PASSWORD)
    with context.begin(None) as case:
        if case.unit.flags.find(MARK) is None or case.unit.flags.find(DONE) is not None:
            return False
        found = {role: case.unit.accounts.find_by_email(email) for role, email in EMAILS.items()}
        for role, account in found.items():
            if account is not None:
                _agree(case, account, role)
                _add_organisation(case, account, role=role, password_hash=hashed)
        _agree_all(case, {it.id for it in found.values() if it is not None})
        _ask(case, hashed)
        _invite(case, found[Role.OPERATOR])
        case.unit.flags.set(DONE, "1")
        case.unit.commit()
    return True


def _agree(case: UseCase[Actor | None], account: Account, role: Role) -> None:
    for purpose in Purpose:
        if purpose is Purpose.PROCESSING or role in PHONES:
            version = TEXT_VERSIONS[purpose]
            case.unit.consents.add(
                Consent(account_id=account.id, purpose=purpose, text_version=version, given_at=case.now)
            )
    if role in PHONES:
        details = ContactDetails(account_id=account.id, email=account.email, phone=PHONES[role], wechat=f"demo-{role}")
        case.unit.contacts.save(details)


def _agree_all(case: UseCase[Actor | None], known: set[AccountId]) -> None:
    """Everybody else agreed, too: partners of the demo accounts can be reached once both sides decided."""
    for account in case.unit.accounts.list_page(is_demo=True, size=MOST).items:
        if account.id not in known:
            version = TEXT_VERSIONS[Purpose.CONTACT]
            case.unit.consents.add(
                Consent(account_id=account.id, purpose=Purpose.CONTACT, text_version=version, given_at=case.now)
            )


def _add_organisation(case: UseCase[Actor | None], account: Account, *, role: Role, password_hash: str) -> None:
    """The startup or fund of a demo account, with a colleague who acts for it, too."""
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


def _ask(case: UseCase[Actor | None], password_hash: str) -> None:
    for login, name, role, organisation, about in ASKING:
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


def _invite(case: UseCase[Actor | None], operator: Account | None) -> None:
    """An invitation whose code nobody knows: it shows what the list looks like."""
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
