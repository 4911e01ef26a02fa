"""The request's actor and service context, and the decorators that check roles."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import current_app, flash, g, redirect, request, url_for
from flask_babel import gettext
from flask_login import UserMixin, current_user
from werkzeug.wrappers import Response

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotAllowed
from matchmaker.domain.ids import SessionId
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.services.platform.context import Context

P = ParamSpec("P")
R = TypeVar("R")


class LoggedInUser(UserMixin):
    """A logged-in person, as Flask-Login stores it."""

    def __init__(self, presence: accounts.ActiveSession, token: str) -> None:
        self.actor = presence.actor
        self.session_id = presence.session_id
        self._token = token

    def get_id(self) -> str:
        return self._token


def get_context() -> Context:
    """The context of the services: settings, database, clock.

    Inside a view it also observes whether a transaction was committed.
    """
    return cast("Context", g.get("context") or current_app.extensions["matchmaker"])


def load_user(token: str) -> LoggedInUser | None:
    """The visitor for the session in a cookie. None if the session has ended, or the account is closed or deleted."""
    presence = accounts.find_active_session(get_context(), token, address=request.remote_addr or "")
    return None if presence is None else LoggedInUser(presence, token)


def find_actor() -> Actor | None:
    """The acting person, or None for an anonymous visitor."""
    return current_user.actor if current_user.is_authenticated else None


def get_actor() -> Actor:
    """The acting person. Raise NotAllowed for an anonymous visitor."""
    actor = find_actor()
    if actor is None:
        raise NotAllowed("login_required")
    return actor


def get_session_id() -> SessionId:
    """The session of this request. Raise NotAllowed for an anonymous visitor."""
    get_actor()
    return cast("SessionId", current_user.session_id)


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark ``view`` as open to anonymous visitors. All other views need a log-in."""
    view.is_public = True  # type: ignore[attr-defined]  # functions carry attributes, their type does not say so
    return view


def without_idempotency(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose form may be sent twice.

    It changes only the session, which each response sends again, so no idempotency key is needed.
    """
    view.is_repeatable = True  # type: ignore[attr-defined]  # functions carry attributes, their type does not say so
    return view


def roles_required(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open the view for people with one of ``roles``. The services check everything else."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not get_actor().has(*roles):
                raise NotAllowed("role_required")
            return view(*args, **kwargs)

        return guarded

    return guard


def redirect_to_login(previous: str | None = None) -> Response:
    """Redirect to the log-in page, which remembers the page that the visitor wanted.

    Who sent a form from the page ``previous`` returns there after the log-in; the browser still has the typed text.
    """
    if request.method == "GET":
        flash(gettext("Please log in to see this page."), "info")
        wanted: str | None = request.full_path.rstrip("?")
    else:
        flash(gettext("You were logged out in the meantime. Log in again: what you wrote is kept here."), "warning")
        wanted = previous
    return redirect(url_for("accounts.login", next=wanted), 303)
