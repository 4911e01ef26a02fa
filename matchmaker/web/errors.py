"""Refusals and errors as pages that help: what happened, and what can be done now."""

from urllib.parse import urlsplit

from flask import Flask, current_app, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from matchmaker.domain.errors import Busy, Conflict, Invalid, NotAllowed, NotFound, Refused
from matchmaker.web import guards
from matchmaker.web.conflict_reasons import NEEDS_REASON, ask_for_reason
from matchmaker.web.security import find_previous_page
from matchmaker.web.wording import pages, refusals
from matchmaker.web.wording.pages import ErrorPage

STATUS: dict[type[Refused], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 400, Busy: 503}

BACK_TO_PAGE = frozenset({400, 404, 409, 503})
"""Refusals that a page of ours can tell of: the page before shows how things stand now, a stale tab's too."""


def show_refusal(refusal: Refused) -> ResponseReturnValue:
    """The refusal as a page; after a form on one of our pages, as a notice on that page."""
    if isinstance(refusal, NotAllowed) and guards.find_actor() is None:
        return guards.send_to_login(find_previous_page())
    if refusal.code == NEEDS_REASON:
        return ask_for_reason(refusal)
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)
    is_post = request.method == "POST"
    message = refusals.tell_stale(refusal) if is_post and status == 404 else refusals.tell(refusal)
    previous = find_previous_page() if is_post and status in BACK_TO_PAGE else None
    if previous is not None:
        flash(message, "danger")
        return redirect(previous, 303)
    return show(status, message)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Errors that Flask itself raises, in our own words."""
    return show(error.code or 500)


def show_failure(_error: Exception) -> ResponseReturnValue:
    """Something broke: a page that touches neither database nor session, with the time that the log has too."""
    return render_template("errors/500.html", now=guards.get_context().now()), 500


def show_oversize(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file over the limit, with the limit."""
    limit = guards.get_context().settings.upload_limit
    return show(413, refusals.tell(Invalid("file_too_large", limit=limit)))


def show(status: int, message: str | None = None) -> ResponseReturnValue:
    """Page or JSON for ``status``; ``message`` replaces the general sentence."""
    return show_page(pages.get_page(status), status, message)


def show_page(page: ErrorPage, status: int, message: str | None = None) -> ResponseReturnValue:
    """``page`` with a way back to where the visitor came from."""
    text = message or str(page.text)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=text), status
    previous = find_previous_page()
    if request.method == "GET" and previous and urlsplit(previous).path == request.path:
        previous = None
    return render_template("errors/error.html", status=status, page=page, message=text, previous=previous), status


def show_expired(_error: CSRFError) -> ResponseReturnValue:
    """A form without a good token: whose session ended meanwhile logs in again and finds what was written."""
    view = current_app.view_functions.get(request.endpoint or "")
    if guards.find_actor() is None and not getattr(view, "is_public", False):
        return guards.send_to_login(find_previous_page())
    return show_page(pages.EXPIRED_PAGE, 400)


def init_app(app: Flask) -> None:
    """Map refusals and HTTP errors once for all features."""
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(RequestEntityTooLarge, show_oversize)
    app.register_error_handler(CSRFError, show_expired)
    for code in (400, 403, 404, 405, 415, 429):
        app.register_error_handler(code, show_http_error)
    app.register_error_handler(500, show_failure)
