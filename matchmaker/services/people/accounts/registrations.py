"""Requests for an account: anybody may send one, the operator approves it or refuses it with a reason."""

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

MAX_ABOUT_LENGTH = 1000
MAX_OPERATORS = 50
REFUSED_RETENTION = timedelta(days=30)
"""How long a refused person can read the reason. Then the request is deleted."""


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
    """Store the request and notify the operators.

    The result is the same for people who have an account or a pending request. So nobody learns who is in the network.
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
        about=clean_text(about)[:MAX_ABOUT_LENGTH],
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
        operators = case.unit.accounts.list_page(role=Role.OPERATOR, size=MAX_OPERATORS).items
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
    """How many requests are pending."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.registrations.count_pending()


def approve_registration(context: Context, actor: Actor, registration_id: RegistrationId) -> AccountId:
    """Create the requested account, with the password from the request."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        registration = _load(case.unit, registration_id, RegistrationState.APPROVED)
        draft = AccountDraft(
            email=registration.email,
            mobile=registration.mobile,
            name=registration.name,
            roles=frozenset({registration.role}),
            locale=registration.locale,
            is_demo=registration.is_demo,
            created_at=case.now,
        )
        account_id = case.unit.accounts.add(
            draft, password_hash=case.unit.registrations.find_password_hash(registration_id)
        )
        version = TEXT_VERSIONS[Purpose.PROCESSING]
        case.unit.consents.add(
            Consent(
                account_id=account_id, purpose=Purpose.PROCESSING, text_version=version, given_at=registration.asked_at
            )
        )
        _decide(case, replace(registration, state=RegistrationState.APPROVED, account_id=account_id))
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
    """Refuse a request, with a reason that the person reads at the next log-in."""
    require(permissions.can_operate(actor))
    reason = clean_text(reason)[:MAX_ABOUT_LENGTH]
    if not reason:
        raise Invalid("invalid_fields", fields={"reason": "required"})
    with context.begin(actor) as case:
        registration = _load(case.unit, registration_id, RegistrationState.REFUSED)
        _decide(case, replace(registration, state=RegistrationState.REFUSED, reason=reason))
        case.unit.commit()


def refuse_with_request_state(context: Context, *, login: str, password: str) -> None:
    """Raise StateConflict with the state of the request, if the password is the one of the request."""
    with context.open_unit(readonly=True) as unit:
        registration = unit.registrations.find_latest(login)
        hashed = unit.registrations.find_password_hash(registration.id) if registration else None
    if not is_password(password, hashed) or registration is None:
        return
    if registration.state is RegistrationState.PENDING:
        raise StateConflict("registration_pending")
    if registration.state is RegistrationState.REFUSED:
        raise StateConflict("registration_refused", reason=registration.reason)


def purge_refused(context: Context) -> int:
    """Delete requests that were refused a month ago. Returns how many were deleted."""
    with context.open_unit() as unit:
        count = unit.registrations.forget_refused(context.now() - REFUSED_RETENTION)
        unit.commit()
    return count


def _load(unit: UnitOfWork, registration_id: RegistrationId, state: RegistrationState) -> Registration:
    registration = unit.registrations.get_for_update(registration_id)
    if not REGISTRATION_TRANSITIONS.can(registration.state, state):
        raise StateConflict("registration_decided")
    return registration


def _decide(case: UseCase[Actor], decided: Registration) -> None:
    case.unit.registrations.save(replace(decided, decided_at=case.now, decided_by=case.actor.account_id))
    action = "account.approve" if decided.state is RegistrationState.APPROVED else "account.refuse"
    after = {"reason": decided.reason} if decided.reason else {}
    record_audit(case, action=action, kind="registration", subject=decided.id, after=after)
