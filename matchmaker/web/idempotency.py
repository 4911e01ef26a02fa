"""Wrap every view: retry it while the database is busy, and let each submitted form act only once.

Forms carry a one-time key (``token()`` writes it). A post is identified by its key, sender, address and fields. The
same form with another text is another post.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from flask import Flask, Response, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Refused
from matchmaker.domain.idempotency import IdempotencyKey, StoredResponse
from matchmaker.services.platform import idempotency
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import UnitObserver, run_observed
from matchmaker.web import auth
from matchmaker.web.security import find_previous_page

KEY_FIELD = "once"
"""Name of the hidden field with the key."""

SHORTEST, LONGEST = 16, 64
"""Length limits of a key. Other values are not keys of this site."""

BLOCK = 1024 * 1024
FLASHES = "_flashes"
REFUSED = 400

View = Callable[..., ResponseReturnValue]


def make_idempotency_key() -> str:
    """A new random key."""
    return secrets.token_urlsafe(SHORTEST)


def read_idempotency_key() -> IdempotencyKey | None:
    """The key of this post. None if it is not a form of this site."""
    key = request.form.get(KEY_FIELD, "")
    if request.method != "POST" or not SHORTEST <= len(key) <= LONGEST or request.endpoint is None:
        return None
    actor = auth.find_actor()
    account_id = actor.account_id if actor else None
    digest = sha256("\0".join([key, str(account_id), request.full_path]).encode())
    for name, values in sorted(request.form.lists()):
        if name not in {KEY_FIELD, "csrf_token"}:
            digest.update("\0".join(["", name, *values]).encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda item: item[0]):
        digest.update(f"\0{name}\0{file.filename}\0".encode())
        while block := file.stream.read(BLOCK):
            digest.update(block)
        file.stream.seek(0)
    return IdempotencyKey(digest=digest.hexdigest(), account_id=account_id, endpoint=request.endpoint)


def wrap_view(view: View) -> View:
    """Wrap ``view``: retry it while the database is busy, and act once for each submitted form."""

    @wraps(view)
    def wrapped(**values: object) -> ResponseReturnValue:
        context = auth.get_context()
        key = None if getattr(view, "is_repeatable", False) else read_idempotency_key()
        if key is None:
            return _run(view, values, UnitObserver(context))
        stored = idempotency.find_response(context, key)
        if stored is not None:
            return _repeat_response(stored)
        return _run_once(view, values, context, key)

    return wrapped


def _run(view: View, values: dict[str, object], observer: UnitObserver) -> ResponseReturnValue:
    """Run the view. Each retry starts with the original session and the files from their beginning."""
    before = dict(session)

    def run(context: Context) -> ResponseReturnValue:
        g.context = context
        session_now = dict(session)
        if session_now != before:
            session.clear()
            session.update(before)
        for file in request.files.values():
            file.stream.seek(0)
        return view(**values)

    try:
        return run_observed(observer, run)
    finally:
        g.pop("context", None)


def _run_once(view: View, values: dict[str, object], context: Context, key: IdempotencyKey) -> ResponseReturnValue:
    """Run the view for the first request with this key, or repeat the stored response."""
    observer = idempotency.observe_post(context, key)
    flashed_before = len(session.get(FLASHES, []))
    try:
        response = make_response(_run(view, values, observer))
    except Refused:
        stored = _release_or_find(observer, key)
        if stored is None:
            raise
        return _repeat_response(stored)
    if response.status_code < REFUSED:
        if observer.has_committed:
            idempotency.store_response(context, key, _read_response(response, flashed_before))
        return response
    stored = _release_or_find(observer, key)
    return response if stored is None else _repeat_response(stored)


def _release_or_find(observer: UnitObserver, key: IdempotencyKey) -> StoredResponse | None:
    """After a refusal: return the response of a faster request, or release the key.

    After a release the form can be sent again.
    """
    if not observer.has_committed:
        return idempotency.find_response(observer.base, key)
    idempotency.release_key(observer.base, key)
    return None


def _read_response(response: Response, flashed_before: int) -> StoredResponse:
    """The address of the redirect and its flash messages.

    A response without a redirect is stored as a way back with a note.
    """
    if response.location is None:
        return StoredResponse(location=_find_return_url(), notes=(("info", _describe_repeat()),))
    notes = session.get(FLASHES, [])[flashed_before:]
    return StoredResponse(location=response.location, notes=tuple((category, str(text)) for category, text in notes))


def _repeat_response(stored: StoredResponse) -> ResponseReturnValue:
    """Repeat the stored response."""
    notes = stored.notes if stored.location else (("info", _describe_repeat()),)
    for category, text in notes:
        flash(text, category)
    return redirect(stored.location or _find_return_url(), 303)


def _find_return_url() -> str:
    return find_previous_page() or url_for("home.index")


def _describe_repeat() -> str:
    return gettext("This was done already; it was not done a second time.")


def init_app(app: Flask) -> None:
    """Wrap all views and give templates the key function. Call it after the last view is registered."""
    app.jinja_env.globals["idempotency_key"] = make_idempotency_key
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = wrap_view(view)
