"""Sessions, CSRF, headers, rate limits, the secret key, and safe redirects."""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.config import Settings
from matchmaker.web import auth

FORM_BYTES = 1024 * 1024
"""Bytes of a request beside the uploaded file: fields and the separators of a multipart body."""

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",  # Bootstrap's stylesheet draws its small icons with data: images
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

limiter = Limiter(get_remote_address, storage_uri="memory://")
"""A coarse limit per address and process. The database holds the exact limits for log-ins."""

csrf = CSRFProtect()
login_manager = LoginManager()


def read_secret_key(settings: Settings) -> str:
    """The configured key, or the one in ``var/secret_key``.

    The file is created on the first start and can be read by its owner only.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.var / "secret_key"
    settings.var.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_if_absent(path, secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def _write_if_absent(path: Path, text: str) -> None:
    """Write ``text`` unless another process was faster. The file appears complete or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def configure(app: Flask, settings: Settings) -> None:
    """Cookies, key and sizes from the settings."""
    app.config.update(
        SECRET_KEY=read_secret_key(settings),
        SESSION_COOKIE_NAME="matchmaker",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=settings.upload_limit + FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # a token is valid as long as its session, so that a long form is not lost
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=7),
    )


PREVIOUS_PAGE_FIELD = "page_before"
"""Name of the field with the page from which a form was opened."""


def find_safe_target(target: str | None) -> str | None:
    """``target`` if it is a path on this site, otherwise None."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    parts = urlsplit(target)
    is_plain = not parts.scheme and not parts.netloc and target.isprintable()
    return target if is_plain else None


def find_previous_page() -> str | None:
    """Path of the previous page on this site. None if it is unknown or on another site.

    A form that was rendered after a post has no address to return to, so it carries the path in a field.
    """
    with suppress(RequestEntityTooLarge):  # the fields of such a request cannot be read
        sent = find_safe_target(request.form.get(PREVIOUS_PAGE_FIELD))
        if sent is not None:
            return sent
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    return find_safe_target(parts.path + (f"?{parts.query}" if parts.query else ""))


def trust_proxies(app: Flask, count: int) -> None:
    """Read the visitor's address, host and scheme from the headers of ``count`` own proxies.

    No proxy is trusted by default. Anybody can write such headers, so an attacker could change the address.
    """
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def init_app(app: Flask) -> None:
    """Set up sessions, CSRF, limits, the log-in check and the headers."""
    limiter.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    login_manager.user_loader(auth.load_user)
    app.before_request(_require_login)
    app.after_request(_add_headers)

    @app.context_processor
    def offer_actor() -> dict[str, object]:
        return {"actor": auth.find_actor()}


def _require_login() -> BaseResponse | None:
    """Redirect anonymous visitors to the log-in, unless the view is public."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_open = view is None or getattr(view, "is_public", False) or (request.endpoint or "").endswith("static")
    return None if is_open or current_user.is_authenticated else auth.redirect_to_login(find_previous_page())


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_user.is_authenticated and response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
