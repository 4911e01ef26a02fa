"""Refusals and errors as pages that help: what happened, and what can be done now."""

from flask import Flask, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from matchmaker.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from matchmaker.web import guards
from matchmaker.web.security import find_previous_page
from matchmaker.web.wording import pages, refusals

STATUS: dict[type[Refused], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 400}


def show_refusal(refusal: Refused) -> ResponseReturnValue:
    """The refusal as a page; after a form on one of our pages, as a notice on that page."""
    if isinstance(refusal, NotAllowed) and guards.find_actor() is None:
        return guards.send_to_login()
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)
    message = refusals.tell(refusal)
    previous = find_previous_page() if status in {400, 409} and request.method == "POST" else None
    if previous is not None:
        flash(message, "danger")
        return redirect(previous, 303)
    return show(status, message)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Errors that Flask itself raises, in our own words."""
    return show(error.code or 500)


def show_failure(_error: Exception) -> ResponseReturnValue:
    """Something broke: a page that touches neither database nor session."""
    return render_template("errors/500.html"), 500


def show_oversize(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """A file over the limit, with the limit."""
    limit = guards.get_context().settings.upload_limit
    return show(413, refusals.tell(Invalid("file_too_large", limit=limit)))


def show(status: int, message: str | None = None) -> ResponseReturnValue:
    """Page or JSON for ``status``; ``message`` replaces the general sentence."""
    page = pages.get_page(status)
    text = message or str(page.text)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=text), status
    return render_template("errors/error.html", status=status, page=page, message=text), status


def init_app(app: Flask) -> None:
    """Map refusals and HTTP errors once for all features."""
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(RequestEntityTooLarge, show_oversize)
    app.register_error_handler(CSRFError, lambda _error: show(400, str(pages.EXPIRED)))
    for code in (400, 403, 404, 405, 415, 429):
        app.register_error_handler(code, show_http_error)
    app.register_error_handler(500, show_failure)
