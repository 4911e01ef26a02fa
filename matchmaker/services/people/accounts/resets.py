"""Forgotten passwords: a one-time code sets a new one. It comes by mail, or the operator issues it."""

from datetime import timedelta
from secrets import token_urlsafe

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import NoticeDraft, NoticeKind
from matchmaker.services.people.accounts.codes import RESET_LETTERS, derive_code, hash_code, make_code
from matchmaker.services.people.accounts.login import count_attempt
from matchmaker.services.people.accounts.login_names import normalise_login
from matchmaker.services.people.accounts.passwords import hash_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require

CODE_LIFETIME = timedelta(hours=24)
"""Long enough that a code issued in the evening still works in the morning."""


MAX_CODES_A_DAY = 5
"""Mails with codes to one person in a day. More would only annoy."""


def issue_reset_code(context: Context, actor: Actor, account_id: AccountId) -> str:
    """Issue a code that can set a new password within a day. It is returned only here. Older codes become invalid."""
    require(permissions.can_operate(actor))
    code, now = make_code(RESET_LETTERS), context.now()
    with context.begin(actor) as case:
        account = case.unit.accounts.get_for_update(account_id)
        if not account.is_active:
            raise StateConflict("account_closed")
        case.unit.reset_codes.use_all(account_id, now)
        case.unit.reset_codes.add(
            account_id,
            code_hash=hash_code(code),
            issued_by=actor.account_id,
            created_at=now,
            expires_at=now + CODE_LIFETIME,
        )
        record_audit(case, action="account.issue_code", kind="account", subject=account_id)
        case.unit.commit()
    return code


def can_mail(context: Context) -> bool:
    """Whether codes can be sent by mail."""
    return bool(context.settings.smtp_host)


def request_reset(context: Context, *, login: str, secret: str) -> None:
    """Send a code by mail. The result is the same whether such an account exists or not.

    The outbox stores a nonce. The code can be derived from it only with the ``secret`` of the application.
    """
    if not can_mail(context):
        raise StateConflict("no_mail")
    nonce, now = token_urlsafe(16), context.now()
    with context.begin(None) as case:
        account = case.unit.accounts.find_by_login(normalise_login(login))
        if account is None or not account.is_active or not account.email:
            return
        if case.unit.reset_codes.count_since(account.id, now - CODE_LIFETIME) >= MAX_CODES_A_DAY:
            return
        case.unit.reset_codes.add(
            account.id,
            code_hash=hash_code(derive_code(secret, nonce)),
            issued_by=None,
            created_at=now,
            expires_at=now + CODE_LIFETIME,
        )
        notice = NoticeDraft(
            account_id=account.id,
            kind=NoticeKind.CODE_ASKED,
            subject_kind="reset_code",
            subject_id=account.id,
            data={"nonce": nonce},
            created_at=now,
            due_at=now,
        )
        case.unit.notices.add_many([notice])
        actor = case.unit.accounts.find_actor(account.id)
        record_audit(case.by(actor), action="account.ask_code", kind="account", subject=account.id)
        case.unit.commit()


def reset_password(context: Context, *, login: str, code: str, password: str, address: str) -> AccountId:
    """Set a new password with a code. All sessions end, and all codes become invalid.

    Raises NotAllowed ``bad_code`` whatever was wrong, and StateConflict ``locked_out`` after too many attempts from
    this address.
    """
    hashed = hash_password(password)
    login = normalise_login(login)
    count_attempt(context, f"reset:{login}", address)
    with context.begin(None) as case:
        account, now = case.unit.accounts.find_by_login(login), case.now
        found = case.unit.reset_codes.find_for_update(account.id, hash_code(code)) if account else None
        is_valid = found is not None and found.used_at is None and now < found.expires_at
        if account is None or not account.is_active or not is_valid:
            raise NotAllowed("bad_code")
        case.unit.reset_codes.use_all(account.id, now)
        case.unit.accounts.set_password_hash(account.id, hashed)
        case.unit.accounts.end_sessions(account.id)
        for key in (login, f"reset:{login}"):
            case.unit.login_failures.clear(key, address)
        actor = case.unit.accounts.find_actor(account.id)
        record_audit(case.by(actor), action="account.reset_password", kind="account", subject=account.id)
        case.unit.commit()
    return account.id
