"""Logging in and out, the language, and one's own account."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user, login_user, logout_user

from matchmaker.domain.accounts import Account
from matchmaker.domain.errors import Conflict, Invalid, NotAllowed
from matchmaker.services import accounts
from matchmaker.web import locales
from matchmaker.web.accounts import bp
from matchmaker.web.accounts.forms import LoginForm, PasswordForm
from matchmaker.web.guards import find_actor, find_visitor, get_actor, get_context, public, repeatable
from matchmaker.web.security import find_safe_target, limiter

LOGIN_LIMIT = "60 per minute"
"""Of all people behind one address together: an office may share it, a guessing machine needs more."""


@bp.route("/login", methods=["GET", "POST"])
@public
@repeatable
@limiter.limit(LOGIN_LIMIT, methods=["POST"])
def login() -> ResponseReturnValue:
    """Ask for e-mail and password; a refusal says neither which was wrong nor whether there is such an account."""
    if current_user.is_authenticated:
        return redirect(url_for("network.home"), 303)
    form = LoginForm()
    if form.validate_on_submit():
        try:
            account = accounts.authenticate(
                get_context(),
                email=form.email.data,
                password=form.password.data,
                address=request.remote_addr or "",
            )
            return _enter(account, stay=form.stay.data)
        except (NotAllowed, Conflict) as refusal:
            form.show_refusal(refusal)
    return render_template("accounts/login.html", form=form), 400 if form.is_submitted() else 200


def _enter(account: Account, *, stay: bool) -> ResponseReturnValue:
    """A new session for ``account``: nothing of the stranger's session is kept."""
    session.clear()
    session.permanent = stay
    login_user(find_visitor(account.id))
    locales.set_code(account.locale)
    flash(gettext("Welcome, %(name)s.", name=account.name), "success")
    return redirect(find_safe_target(request.args.get("next")) or url_for("network.home"), 303)


@bp.route("/logout", methods=["POST"])
@repeatable
def logout() -> ResponseReturnValue:
    """End the session; the language stays."""
    code = locales.get_code()
    logout_user()
    session.clear()
    locales.set_code(code)
    flash(gettext("You are logged out."), "info")
    return redirect(url_for("network.home"), 303)


@bp.route("/language", methods=["POST"])
@public
@repeatable
def switch_language() -> ResponseReturnValue:
    """Show pages in the chosen language from now on, and remember it in the account."""
    code = request.form.get("locale", "")
    locales.set_code(code)
    actor = find_actor()
    if actor is not None and code in locales.LOCALES:
        accounts.set_locale(get_context(), actor, code)
    return redirect(find_safe_target(request.form.get("next")) or url_for("network.home"), 303)


@bp.route("/account", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """The own account, and a new password for it."""
    actor = get_actor()
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(form)
            return redirect(url_for("accounts.own"), 303)
        except Invalid as refusal:
            form.show_refusal(refusal)
        except NotAllowed:
            form.old_password.errors = [gettext("This is not your present password.")]
    view = accounts.get_account(get_context(), actor, actor.account_id)
    return render_template("accounts/own.html", form=form, view=view), 400 if form.is_submitted() else 200


def _change_password(form: PasswordForm) -> None:
    actor = get_actor()
    accounts.set_password(
        get_context(), actor, actor.account_id, password=form.password.data, old_password=form.old_password.data
    )
    login_user(find_visitor(actor.account_id))  # all other sessions of the account have just ended
    flash(gettext("Your password is changed. You are logged out on all other devices."), "success")
