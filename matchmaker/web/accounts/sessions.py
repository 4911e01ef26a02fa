"""Start sessions in a browser, and describe the browser by its User-Agent header."""

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import login_user

from matchmaker.domain.ids import AccountId
from matchmaker.services.people import accounts
from matchmaker.web import auth, locales
from matchmaker.web.security import find_safe_target

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("QQBrowser", "QQ 浏览器"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
"""Text in the User-Agent header, and the name that people know. The first one found counts."""


def describe_device(user_agent: str) -> str:
    """Browser and system, such as ``微信 · Android``; empty if unknown."""
    browser = next((name for fragment, name in BROWSERS if fragment in user_agent), "")
    system = next((name for fragment, name in SYSTEMS if fragment in user_agent), "")
    return " · ".join(it for it in (browser, system) if it)


def start_browser_session(account_id: AccountId, *, stay: bool) -> None:
    """Start a new session for the account. Nothing of the anonymous session is reused."""
    token = accounts.start_session(
        auth.get_context(),
        account_id,
        device=describe_device(request.user_agent.string),
        address=request.remote_addr or "",
    )
    code = locales.get_code()
    session.clear()
    session.permanent = stay
    locales.set_code(code)
    login_user(auth.load_user(token))


def start_session_and_redirect(account_id: AccountId, *, stay: bool) -> ResponseReturnValue:
    """Start a session and redirect to the page that the person wanted."""
    start_browser_session(account_id, stay=stay)
    flash(gettext("Welcome, %(name)s.", name=auth.get_actor().name), "success")
    return redirect(find_safe_target(request.args.get("next")) or url_for("home.index"), 303)
