"""Responses to refusals and errors: what happened, and what the visitor can do now."""

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
"""Statuses shown as a flash message on the previous page, because that page shows the current state."""


def render_refusal(refusal: Refused) -> ResponseReturnValue:
    """The refusal as an error page. After a form of this site: as a flash message on the previous page."""
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
    """Show errors of Flask itself with a sentence of this site."""
    return render_status(error.code or 500)


def render_server_error(_error: Exception) -> ResponseReturnValue:
    """The page after an internal error. It uses neither database nor session, and shows the time for the log."""
    return render_template("errors/500.html", now=auth.get_context().now()), 500


def render_file_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """An upload above the size limit: name the limit."""
    limit = auth.get_context().settings.upload_limit
    return render_status(413, refusals.describe_refusal(Invalid("file_too_large", limit=limit)))


def render_status(status: int, message: str | None = None) -> ResponseReturnValue:
    """Page or JSON for ``status``. ``message`` replaces the general sentence."""
    return render_error_page(error_pages.get_page(status), status, message)


def render_error_page(page: ErrorPage, status: int, message: str | None = None) -> ResponseReturnValue:
    """Render ``page`` with a link back to the previous page."""
    text = message or str(page.text)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=text), status
    previous = find_previous_page()
    if request.method == "GET" and previous and urlsplit(previous).path == request.path:
        previous = None
    return render_template("errors/error.html", status=status, page=page, message=text, previous=previous), status


def render_expired_form(_error: CSRFError) -> ResponseReturnValue:
    """A form with an invalid CSRF token.

    If the session has ended, the visitor logs in again and finds the typed text.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if auth.find_actor() is None and not getattr(view, "is_public", False):
        return auth.redirect_to_login(find_previous_page())
    return render_error_page(error_pages.EXPIRED_PAGE, 400)


def init_app(app: Flask) -> None:
    """Register the handlers of refusals and HTTP errors for all features."""
    app.register_error_handler(Refused, render_refusal)
    app.register_error_handler(RequestEntityTooLarge, render_file_too_large)
    app.register_error_handler(CSRFError, render_expired_form)
    for code in (400, 403, 404, 405, 415, 429):
        app.register_error_handler(code, show_http_error)
    app.register_error_handler(500, render_server_error)
