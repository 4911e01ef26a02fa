"""Managing accounts: what the operator may change, and what people may change in their own account."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Account, AccountDraft, Actor, ProfileLink
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.ids import AccountId
from matchmaker.domain.listings import Page
from matchmaker.domain.privacy import mask_login
from matchmaker.domain.texts import clean_line
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people.accounts.login_names import LoginName, check_email, parse_login
from matchmaker.services.people.accounts.passwords import hash_password, is_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    account: Account
    profiles: tuple[ProfileLink, ...]


LOCALES = ("zh", "en")


def create_account(
    context: Context,
    actor: Actor | None,
    *,
    email: str,
    name: str,
    password: str,
    roles: Iterable[Role],
) -> AccountId:
    """Create an account. ``actor`` is None when the command is run on the machine itself.

    ``email`` may also be a mobile number: it is the log-in name.
    """
    require(actor is None or permissions.can_operate(actor))
    login = _check_name(email)
    draft = AccountDraft(
        email=login.email,
        mobile=login.mobile,
        name=clean_line(name),
        roles=frozenset(roles),
        locale="zh",
        is_demo=False,
        created_at=context.now(),
    )
    if not draft.name:
        raise Invalid("invalid_fields", fields={"name": "required"})
    hashed = hash_password(password)
    with context.begin(actor) as case:
        require_login_free(case.unit, draft.login)
        account_id = case.unit.accounts.add(draft, password_hash=hashed)
        after = {"login": mask_login(draft.login), "roles": sorted(draft.roles)}
        record_audit(case, action="account.create", kind="account", subject=account_id, after=after)
        case.unit.commit()
    return account_id


def require_login_free(unit: UnitOfWork, login: str) -> None:
    """Raise StateConflict ``email_taken`` or ``mobile_taken`` when an account already has this log-in name."""
    if unit.accounts.find_by_login(login):
        raise StateConflict("email_taken" if "@" in login else "mobile_taken")


def _check_name(login: str) -> LoginName:
    if "@" in login:
        return LoginName(check_email(login), "")
    try:
        return parse_login(login)
    except Invalid as refusal:
        raise Invalid("invalid_fields", fields={"email": "not_a_login"}) from refusal


def list_accounts(
    context: Context, actor: Actor, *, search: str = "", role: Role | None = None, page: int = 1
) -> Page[Account]:
    """Accounts whose name or e-mail address contains ``search``."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.accounts.list_page(search=search, role=role, number=page)


def get_account(context: Context, actor: Actor, account_id: AccountId) -> AccountView:
    """An account with the profiles it acts for. People may read their own, the operator any."""
    require(actor.account_id == account_id or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.get(account_id)
        return AccountView(account=account, profiles=unit.accounts.list_links([account_id]).get(account_id, ()))


def reveal_account(context: Context, actor: Actor, account_id: AccountId) -> AccountView:
    """Like ``get_account``, with an audit entry that the actor saw the e-mail address or mobile number."""
    view = get_account(context, actor, account_id)
    if account_id != actor.account_id:
        with context.begin(actor) as case:
            record_audit(case, action="contact.view", kind="account", subject=account_id)
            case.unit.commit()
    return view


def set_roles(context: Context, actor: Actor, account_id: AccountId, roles: Iterable[Role]) -> None:
    """Replace the roles. The operator cannot remove the own operator role, so one operator always stays."""
    require(permissions.can_operate(actor))
    wanted = frozenset(roles)
    if account_id == actor.account_id and Role.OPERATOR not in wanted:
        raise StateConflict("own_account")
    with context.begin(actor) as case:
        account = case.unit.accounts.get_for_update(account_id)
        _save(case, account, replace(account, roles=wanted), action="account.set_roles")


def set_active(context: Context, actor: Actor, account_id: AccountId, *, is_active: bool) -> None:
    """Open or close an account. Closing ends its sessions. Nobody can close their own account."""
    require(permissions.can_operate(actor))
    if account_id == actor.account_id and not is_active:
        raise StateConflict("own_account")
    with context.begin(actor) as case:
        account = case.unit.accounts.get_for_update(account_id)
        if not is_active:
            case.unit.accounts.end_sessions(account_id)
        _save(case, account, replace(account, is_active=is_active), action="account.set_active")


def set_locale(context: Context, actor: Actor, locale: str) -> None:
    """Store the language of the own account."""
    if locale not in LOCALES:
        raise Invalid("invalid_fields", fields={"locale": "unknown_value"})
    with context.begin(actor) as case:
        account = case.unit.accounts.get_for_update(actor.account_id)
        _save(case, account, replace(account, locale=locale), action="account.set_locale")


def set_password(
    context: Context, actor: Actor | None, account_id: AccountId, *, password: str, old_password: str | None = None
) -> None:
    """Set a password: one's own with the old password, or any other as operator. All sessions of the account end."""
    is_own = actor is not None and actor.account_id == account_id
    require(actor is None or is_own or permissions.can_operate(actor))
    hashed = hash_password(password)
    with context.open_unit(readonly=True) as unit:
        unit.accounts.get(account_id)
        current = unit.accounts.find_password_hash(account_id)
    if is_own and not is_password(old_password or "", current):
        raise NotAllowed("bad_credentials")
    with context.begin(actor) as case:
        case.unit.accounts.set_password_hash(account_id, hashed)
        case.unit.accounts.end_sessions(account_id)
        case.unit.reset_codes.use_all(account_id, case.now)
        record_audit(case, action="account.set_password", kind="account", subject=account_id)
        case.unit.commit()


def _save(case: UseCase[Actor], account: Account, changed: Account, *, action: str) -> None:
    case.unit.accounts.save(changed)
    before, after = _audit_values(account), _audit_values(changed)
    record_audit(case, action=action, kind="account", subject=account.id, before=before, after=after)
    case.unit.commit()


def _audit_values(account: Account) -> dict[str, object]:
    return {"roles": sorted(account.roles), "is_active": account.is_active, "locale": account.locale}
