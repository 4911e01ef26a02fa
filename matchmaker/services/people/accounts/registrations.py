"""Asking for an account: anybody may, the operator approves or refuses with a reason."""

from dataclasses import replace
from datetime import timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import AccountId, RegistrationId
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.onboarding import (
    REGISTRATION_TRANSITIONS,
    SELF_SERVICE_ROLES,
    Registration,
    RegistrationDraft,
    RegistrationState,
)
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, Purpose, mask_login
from matchmaker.domain.texts import clean_line, clean_text
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people.accounts.login_names import parse_login
from matchmaker.services.people.accounts.passwords import hash_password, is_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork

LONGEST_ABOUT = 1000
MOST_OPERATORS = 50
REFUSED_RETENTION = timedelta(days=30)
"""How long somebody who was refused can read why; then the request is deleted."""


def request_account(
    context: Context,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    organisation: str = "",
    about: str = "",
    locale: str = "zh",
) -> None:
    """Keep the request and tell the operators.

    Who has an account, or asked already, is answered alike: nobody learns here who is in the network.
    """
    if role not in SELF_SERVICE_ROLES:
        raise Invalid("invalid_fields", fields={"role": "unknown_value"})
    known = parse_login(login)
    draft = RegistrationDraft(
        email=known.email,
        mobile=known.mobile,
        name=clean_line(name),
        role=role,
        organisation=clean_line(organisation),
        about=clean_text(about)[:LONGEST_ABOUT],
        locale=locale,
        asked_at=context.now(),
    )
    if not draft.name:
        raise Invalid("invalid_fields", fields={"name": "required"})
    hashed = hash_password(password)
    with context.begin(None) as case:
        if case.unit.accounts.find_by_login(draft.login) or case.unit.registrations.find_pending(draft.login):
            return
        registration_id = case.unit.registrations.add(draft, password_hash=hashed)
        operators = case.unit.accounts.list_page(role=Role.OPERATOR, size=MOST_OPERATORS).items
        notify(
            case,
            to=[it.id for it in operators],
            kind=NoticeKind.ACCOUNT_ASKED,
            subject_kind="registration",
            subject_id=registration_id,
            data={"name": draft.name},
        )
        after = {"login": mask_login(draft.login), "roles": [role.value]}
        record_audit(case, action="account.ask", kind="registration", subject=registration_id, after=after)
        case.unit.commit()


def list_registrations(
    context: Context, actor: Actor, *, state: RegistrationState | None = None, page: int = 1
) -> Page[Registration]:
    """Requests for an account, the newest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.registrations.list_page(state=state, number=page)


def count_registrations(context: Context, actor: Actor) -> int:
    """How many requests wait."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.registrations.count_pending()


def approve_registration(context: Context, actor: Actor, registration_id: RegistrationId) -> AccountId:
    """Make the account that was asked for, with the password that waited."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        asked = _load(case.unit, registration_id, RegistrationState.APPROVED)
        draft = AccountDraft(
            email=asked.email,
            mobile=asked.mobile,
            name=asked.name,
            roles=frozenset({asked.role}),
            locale=asked.locale,
            is_demo=asked.is_demo,
            created_at=case.now,
        )
        account_id = case.unit.accounts.add(
            draft, password_hash=case.unit.registrations.find_password_hash(registration_id)
        )
        version = TEXT_VERSIONS[Purpose.PROCESSING]
        case.unit.consents.add(
            Consent(account_id=account_id, purpose=Purpose.PROCESSING, text_version=version, given_at=asked.asked_at)
        )
        _decide(case, replace(asked, state=RegistrationState.APPROVED, account_id=account_id))
        notify(
            case.by(None),
            to=[account_id],
            kind=NoticeKind.ACCOUNT_APPROVED,
            subject_kind="account",
            subject_id=account_id,
        )
        case.unit.commit()
    return account_id


def refuse_registration(context: Context, actor: Actor, registration_id: RegistrationId, *, reason: str) -> None:
    """Say no, with a reason that the person reads when trying to log in."""
    require(permissions.can_operate(actor))
    reason = clean_text(reason)[:LONGEST_ABOUT]
    if not reason:
        raise Invalid("invalid_fields", fields={"reason": "required"})
    with context.begin(actor) as case:
        asked = _load(case.unit, registration_id, RegistrationState.REFUSED)
        _decide(case, replace(asked, state=RegistrationState.REFUSED, reason=reason))
        case.unit.commit()


def refuse_with_request_state(context: Context, *, login: str, password: str) -> None:
    """Conflict with what became of the request, for who asked for an account and knows the password given then."""
    with context.open_unit(readonly=True) as unit:
        asked = unit.registrations.find_latest(login)
        hashed = unit.registrations.find_password_hash(asked.id) if asked else None
    if not is_password(password, hashed) or asked is None:
        return
    if asked.state is RegistrationState.PENDING:
        raise StateConflict("registration_pending")
    if asked.state is RegistrationState.REFUSED:
        raise StateConflict("registration_refused", reason=asked.reason)


def purge_refused(context: Context) -> int:
    """Delete requests that were refused a month ago. How many."""
    with context.open_unit() as unit:
        forgotten = unit.registrations.forget_refused(context.now() - REFUSED_RETENTION)
        unit.commit()
    return forgotten


def _load(unit: UnitOfWork, registration_id: RegistrationId, state: RegistrationState) -> Registration:
    asked = unit.registrations.get_for_update(registration_id)
    if not REGISTRATION_TRANSITIONS.can(asked.state, state):
        raise StateConflict("registration_decided")
    return asked


def _decide(case: UseCase[Actor], decided: Registration) -> None:
    case.unit.registrations.save(replace(decided, decided_at=case.now, decided_by=case.actor.account_id))
    action = "account.approve" if decided.state is RegistrationState.APPROVED else "account.refuse"
    after = {"reason": decided.reason} if decided.reason else {}
    record_audit(case, action=action, kind="registration", subject=decided.id, after=after)
