"""Log-in and log-out, the language, and the own account with its sessions."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user, logout_user

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.ids import SessionId
from matchmaker.services.people import accounts, organisations
from matchmaker.web import locales
from matchmaker.web.accounts import bp
from matchmaker.web.accounts.forms import AskCodeForm, LoginForm, PasswordForm, ResetForm
from matchmaker.web.accounts.sessions import start_browser_session, start_session_and_redirect
from matchmaker.web.auth import find_actor, get_actor, get_context, get_session_id, public, without_idempotency
from matchmaker.web.security import find_safe_target, limiter

RESET_LIMIT = "20 per minute"


@bp.route("/reset/mail", methods=["GET", "POST"])
@public
@limiter.limit(RESET_LIMIT, methods=["POST"])
def ask_code() -> ResponseReturnValue:
    """Ask for a code by mail. The answer does not reveal who has an account."""
    form = AskCodeForm()
    if form.validate_on_submit():
        accounts.request_reset(get_context(), login=form.login.data, secret=str(current_app.secret_key))
        flash(gettext("If there is an account with an e-mail address for it, a mail is on its way."), "success")
        return redirect(url_for("accounts.login"), 303)
    can_mail = accounts.can_mail(get_context())
    return render_template("accounts/ask_code.html", form=form, can_mail=can_mail), 400 if form.is_submitted() else 200


@bp.route("/reset", methods=["GET", "POST"])
@public
@limiter.limit(RESET_LIMIT, methods=["POST"])
def reset() -> ResponseReturnValue:
    """Set a new password by a code. An error message does not reveal what was wrong."""
    form = ResetForm(login=request.args.get("login", ""), code=request.args.get("code", ""))
    if form.validate_on_submit():
        try:
            accounts.reset_password(
                get_context(),
                login=form.login.data,
                code=form.code.data,
                password=form.password.data,
                address=request.remote_addr or "",
            )
            flash(gettext("Your new password is set. Please log in with it."), "success")
            return redirect(url_for("accounts.login"), 303)
        except (NotAllowed, StateConflict, Invalid) as refusal:
            form.add_errors(refusal)
    can_mail = accounts.can_mail(get_context())
    return render_template("accounts/reset.html", form=form, can_mail=can_mail), 400 if form.is_submitted() else 200


LOGIN_LIMIT = "60 per minute"
"""Shared by all people behind one address: enough for an office, too few for guessing passwords."""


@bp.route("/login", methods=["GET", "POST"])
@public
@without_idempotency
@limiter.limit(LOGIN_LIMIT, methods=["POST"])
def login() -> ResponseReturnValue:
    """Log in with e-mail or mobile number and password.

    An error message reveals neither what was wrong nor whether the account exists.
    """
    if current_user.is_authenticated:
        return redirect(url_for("home.index"), 303)
    form = LoginForm()
    if form.validate_on_submit():
        try:
            account = accounts.authenticate(
                get_context(),
                login=form.login.data,
                password=form.password.data,
                address=request.remote_addr or "",
            )
            locales.set_code(account.locale)
            return start_session_and_redirect(account.id, stay=form.stay.data)
        except (NotAllowed, StateConflict) as refusal:
            form.add_errors(refusal)
    return render_template("accounts/login.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/logout", methods=["POST"])
@without_idempotency
def logout() -> ResponseReturnValue:
    """End the session. The language stays the same."""
    code = locales.get_code()
    accounts.end_session(get_context(), get_actor(), get_session_id())
    logout_user()
    session.clear()
    locales.set_code(code)
    flash(gettext("You are logged out."), "info")
    return redirect(url_for("home.index"), 303)


@bp.route("/language", methods=["POST"])
@public
@without_idempotency
def switch_language() -> ResponseReturnValue:
    """Switch the language of all pages, and store it in the account."""
    code = request.form.get("locale", "")
    locales.set_code(code)
    actor = find_actor()
    if actor is not None and code in locales.LOCALES:
        accounts.set_locale(get_context(), actor, code)
    return redirect(find_safe_target(request.form.get("next")) or url_for("home.index"), 303)


@bp.route("/account", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """The own account, its sessions, and a form for a new password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(form)
            return redirect(url_for("accounts.own"), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
        except NotAllowed:
            form.old_password.errors = [gettext("This is not your present password.")]
    return _render_own(form), 400 if form.is_submitted() else 200


def _render_own(form: PasswordForm) -> str:
    context, actor = get_context(), get_actor()
    return render_template(
        "accounts/own.html",
        form=form,
        view=accounts.get_account(context, actor, actor.account_id),
        sessions=accounts.list_sessions(context, actor),
        here=get_session_id(),
        own=organisations.list_own_organisations(context, actor),
    )


def _change_password(form: PasswordForm) -> None:
    actor = get_actor()
    accounts.set_password(
        get_context(), actor, actor.account_id, password=form.password.data, old_password=form.old_password.data
    )
    start_browser_session(actor.account_id, stay=session.permanent)  # all sessions of the account have just ended
    flash(gettext("Your password is changed. You are logged out on all other devices."), "success")


@bp.route("/account/sessions/<int:session_id>/end", methods=["POST"])
def end_session(session_id: int) -> ResponseReturnValue:
    """Log out on one device."""
    accounts.end_session(get_context(), get_actor(), SessionId(session_id))
    flash(gettext("That device is logged out."), "success")
    return redirect(url_for("accounts.own"), 303)


@bp.route("/account/sessions/end-others", methods=["POST"])
def end_other_sessions() -> ResponseReturnValue:
    """Log out on all other devices."""
    ended = accounts.end_other_sessions(get_context(), get_actor(), current_id=get_session_id())
    flash(ngettext("%(num)s other device is logged out.", "%(num)s other devices are logged out.", ended), "success")
    return redirect(url_for("accounts.own"), 303)
