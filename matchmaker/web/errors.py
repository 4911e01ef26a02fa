"""Refusals and errors as pages that help: what happened, and what can be done now."""

from urllib.parse import urlsplit

from flask import Flask, current_app, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from matchmaker.domain.errors import DatabaseBusy, Invalid, NotAllowed, NotFound, Refused, StateConflict
from matchmaker.web import auth
from matchmaker.web.interest_reasons import NEEDS_REASON, ask_for_reason
from matchmaker.web.security import find_previous_page
from matchmaker.web.wording import error_pages, refusals
from matchmaker.web.wording.error_pages import ErrorPage

STATUS: dict[type[Refused], int] = {NotFound: 404, NotAllowed: 403, StateConflict: 409, Invalid: 400, DatabaseBusy: 503}

FLASHED_STATUSES = frozenset({400, 404, 409, 503})
"""Refusals that a page of ours can tell of: the page before shows how things stand now, a stale tab's too."""


def render_refusal(refusal: Refused) -> ResponseReturnValue:
    """The refusal as a page; after a form on one of our pages, as a notice on that page."""
    if isinstance(refusal, NotAllowed) and auth.find_actor() is None:
        return auth.redirect_to_login(find_previous_page())
    if refusal.code == NEEDS_REASON:
        return ask_for_reason(refusal)
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)
    is_post = request.method == "POST"
    message = refusals.describe_missing(refusal) if is_post and status == 404 else refusals.describe_refusal(refusal)
    previous = find_previous_page() if is_post and status in FLASHED_STATUSES else None
    if previous is not None:
        flash(message, "danger")
        return redirect(previous, 303)
    return render_status(status, message)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Errors that Flask itself raises, in our own words."""
    return render_status(error.code or 500)


def render_server_error(_error: Exception) -> ResponseReturnValue:
    """Something broke: a page that touches neither database nor session, with the time that the log has too."""
    return render_template("errors/500.html", now=auth.get_context().now()), 500


def render_file_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file over the limit, with the limit."""
    limit = auth.get_context().settings.upload_limit
    return render_status(413, refusals.describe_refusal(Invalid("file_too_large", limit=limit)))


def render_status(status: int, message: str | None = None) -> ResponseReturnValue:
    """Page or JSON for ``status``; ``message`` replaces the general sentence."""
    return render_error_page(error_pages.get_page(status), status, message)


def render_error_page(page: ErrorPage, status: int, message: str | None = None) -> ResponseReturnValue:
    """``page`` with a way back to where the visitor came from."""
    text = message or str(page.text)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=text), status
    previous = find_previous_page()
    if request.method == "GET" and previous and urlsplit(previous).path == request.path:
        previous = None
    return render_template("errors/error.html", status=status, page=page, message=text, previous=previous), status


def render_expired_form(_error: CSRFError) -> ResponseReturnValue:
    """A form without a good token: whose session ended meanwhile logs in again and finds what was written."""
    view = current_app.view_functions.get(request.endpoint or "")
    if auth.find_actor() is None and not getattr(view, "is_public", False):
        return auth.redirect_to_login(find_previous_page())
    return render_error_page(error_pages.EXPIRED_PAGE, 400)


def init_app(app: Flask) -> None:
    """Map refusals and HTTP errors once for all features."""
    app.register_error_handler(Refused, render_refusal)
    app.register_error_handler(RequestEntityTooLarge, render_file_too_large)
    app.register_error_handler(CSRFError, render_expired_form)
    for code in (400, 403, 404, 405, 415, 429):
        app.register_error_handler(code, show_http_error)
    app.register_error_handler(500, render_server_error)
