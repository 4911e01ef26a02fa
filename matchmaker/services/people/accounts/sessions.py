"""Sessions: the devices on which a person is logged in, and how a session ends."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from matchmaker.domain.accounts import Actor, Session
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, SessionId
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context

SEEN_STEP = timedelta(minutes=5)
"""Precision of the time of last use. Writing it for every page would cost too much."""

UNUSED_LIFETIME = timedelta(days=30)
"""A session that was not used for so long has ended, even if its cookie is still valid."""

MAX_DEVICE_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveSession:
    """The actor and the session."""

    actor: Actor
    session_id: SessionId


def start_session(context: Context, account_id: AccountId, *, device: str, address: str) -> str:
    """Start a session after a successful log-in. Returns the secret for its cookie."""
    token = secrets.token_urlsafe(24)
    with context.open_unit() as unit:
        unit.sessions.add(
            account_id,
            token_hash=_hash(token),
            device=device[:MAX_DEVICE_LENGTH],
            address=address,
            at=context.now(),
        )
        unit.commit()
    return token


def find_active_session(context: Context, token: str, *, address: str) -> ActiveSession | None:
    """The actor of the session with this secret. None where it has ended or the account is closed."""
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        session = unit.sessions.find(_hash(token))
        actor = unit.accounts.find_actor(session.account_id) if session else None
    if session is None or actor is None or now - session.seen_at >= UNUSED_LIFETIME:
        return None
    if now - session.seen_at >= SEEN_STEP or session.address != address:
        with context.open_unit() as unit:
            unit.sessions.touch(session.id, at=now, address=address)
            unit.commit()
    return ActiveSession(actor=actor, session_id=session.id)


def list_sessions(context: Context, actor: Actor) -> tuple[Session, ...]:
    """The open sessions of the person, the last used first."""
    oldest = context.now() - UNUSED_LIFETIME
    with context.open_unit(readonly=True) as unit:
        return tuple(it for it in unit.sessions.list_for(actor.account_id) if it.seen_at > oldest)


def end_session(context: Context, actor: Actor, session_id: SessionId) -> None:
    """Log out on one device."""
    with context.begin(actor) as case:
        if case.unit.sessions.end(actor.account_id, only=session_id) == 0:
            raise NotFound("session_not_found", id=session_id)
        record_audit(case, action="account.end_session", kind="account", subject=actor.account_id)
        case.unit.commit()


def end_other_sessions(context: Context, actor: Actor, *, current_id: SessionId) -> int:
    """Log out everywhere else. Returns how many sessions ended."""
    with context.begin(actor) as case:
        ended = case.unit.sessions.end(actor.account_id, but=current_id)
        after = {"sessions": ended}
        record_audit(case, action="account.end_session", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()
    return ended


def purge_sessions(context: Context) -> int:
    """Delete sessions that were not used for a month. Returns how many were deleted."""
    with context.open_unit() as unit:
        count = unit.sessions.forget_before(context.now() - UNUSED_LIFETIME)
        unit.commit()
    return count


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
