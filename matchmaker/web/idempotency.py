"""Every view in one coat: tried again while the database is busy, and acting once for each form that is sent.

Forms carry a one-time key (``token()`` writes it). A post is known by its key, its sender, its address and its fields,
so the same form with other words in it is another post.
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
"""Characters of a key; what is shorter or longer is none of ours."""

BLOCK = 1024 * 1024
FLASHES = "_flashes"
REFUSED = 400

View = Callable[..., ResponseReturnValue]


def make_idempotency_key() -> str:
    """A key that no other form has."""
    return secrets.token_urlsafe(SHORTEST)


def read_idempotency_key() -> IdempotencyKey | None:
    """What this post is known by; None for what is no form of ours."""
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
    """``view``, tried again while the database is busy; for each form that is sent it acts once."""

    @wraps(view)
    def coated(**values: object) -> ResponseReturnValue:
        context = auth.get_context()
        claim = None if getattr(view, "is_repeatable", False) else read_idempotency_key()
        if claim is None:
            return _run(view, values, UnitObserver(context))
        found = idempotency.find_response(context, claim)
        if found is not None:
            return _repeat_response(found)
        return _run_once(view, values, context, claim)

    return coated


def _run(view: View, values: dict[str, object], watched: UnitObserver) -> ResponseReturnValue:
    """The view's answer; each try finds the session and the files as they came."""
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
        return run_observed(watched, run)
    finally:
        g.pop("context", None)


def _run_once(view: View, values: dict[str, object], context: Context, claim: IdempotencyKey) -> ResponseReturnValue:
    """The answer of the first sending, which this one is unless another was faster."""
    watched = idempotency.observe_post(context, claim)
    told_before = len(session.get(FLASHES, []))
    try:
        response = make_response(_run(view, values, watched))
    except Refused:
        found = _release_or_find(watched, claim)
        if found is None:
            raise
        return _repeat_response(found)
    if response.status_code < REFUSED:
        if watched.has_committed:
            idempotency.store_response(context, claim, _read_response(response, told_before))
        return response
    found = _release_or_find(watched, claim)
    return response if found is None else _repeat_response(found)


def _release_or_find(watched: UnitObserver, claim: IdempotencyKey) -> StoredResponse | None:
    """After a refusal: the answer of a sending that was faster; otherwise the form may be sent again."""
    if not watched.has_committed:
        return idempotency.find_response(watched.base, claim)
    idempotency.release_key(watched.base, claim)
    return None


def _read_response(response: Response, told_before: int) -> StoredResponse:
    """Where the response leads and what is told there; what leads nowhere leads back, with a note."""
    if response.location is None:
        return StoredResponse(location=_find_way_back(), notes=(("info", _describe_repeat()),))
    notes = session.get(FLASHES, [])[told_before:]
    return StoredResponse(location=response.location, notes=tuple((category, str(text)) for category, text in notes))


def _repeat_response(answer: StoredResponse) -> ResponseReturnValue:
    """The first answer once more."""
    notes = answer.notes if answer.location else (("info", _describe_repeat()),)
    for category, text in notes:
        flash(text, category)
    return redirect(answer.location or _find_way_back(), 303)


def _find_way_back() -> str:
    return find_previous_page() or url_for("home.index")


def _describe_repeat() -> str:
    return gettext("This was done already; it was not done a second time.")


def init_app(app: Flask) -> None:
    """Give every view its coat, and forms their keys; call it when all views are there."""
    app.jinja_env.globals["once_key"] = make_idempotency_key
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = wrap_view(view)
