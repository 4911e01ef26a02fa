"""Logging in. Each attempt is counted before the password is checked, so parallel attempts count too."""

from datetime import datetime, timedelta

from matchmaker.domain.accounts import Account
from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.services.people.accounts.login_names import normalise_login
from matchmaker.services.people.accounts.passwords import is_password
from matchmaker.services.people.accounts.registrations import refuse_with_request_state
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context

FREE_ATTEMPTS = 5
"""Wrong passwords in a row before waiting begins."""

FIRST_WAIT = timedelta(seconds=30)
MAX_WAIT = timedelta(hours=1)
"""The wait doubles with each further wrong password up to this."""

FORGET_AFTER = timedelta(days=1)
"""The count starts again after a day without an attempt."""


def authenticate(context: Context, *, login: str, password: str, address: str) -> Account:
    """The account of a log-in name and a password.

    Raises NotAllowed ``bad_credentials`` whatever was wrong, and StateConflict ``locked_out`` (``until``) after too
    many attempts from this address.
    """
    login = normalise_login(login)
    count_attempt(context, login, address)
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.find_by_login(login)
        hashed = unit.accounts.find_password_hash(account.id) if account else None
    if account is None:
        refuse_with_request_state(context, login=login, password=password)
    if not is_password(password, hashed) or account is None or not account.is_active:
        raise NotAllowed("bad_credentials")
    with context.begin(None) as case:
        case.unit.login_failures.clear(login, address)
        actor = case.unit.accounts.find_actor(account.id)
        record_audit(case.by(actor), action="account.login", kind="account", subject=account.id)
        case.unit.commit()
    return account


def count_attempt(context: Context, key: str, address: str) -> None:
    """Count one more attempt for ``key``. Raises StateConflict ``locked_out`` when there were too many."""
    now = context.now()
    with context.open_unit() as unit:
        failures = unit.login_failures.find(key, address)
        if failures and failures.locked_until and now < failures.locked_until:
            raise StateConflict("locked_out", until=failures.locked_until)
        if failures and now - failures.last_at >= FORGET_AFTER:
            unit.login_failures.clear(key, address)
        counted = unit.login_failures.add(key, address, now)
        until = find_lock_end(counted.count, now)
        if until:
            unit.login_failures.lock(counted, until)
        unit.commit()


def find_lock_end(count: int, now: datetime) -> datetime | None:
    """When the next attempt is allowed after ``count`` wrong ones. None if it is allowed at once."""
    if count < FREE_ATTEMPTS:
        return None
    doublings = min(count - FREE_ATTEMPTS, 20)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, MAX_WAIT)
    return now + wait
