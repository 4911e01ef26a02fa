"""A lost password: what to do, and a new one by a one-time code."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.services import accounts
from matchmaker.web.accounts import bp
from matchmaker.web.accounts.forms import AskCodeForm, ResetForm
from matchmaker.web.guards import get_context, public
from matchmaker.web.security import limiter

RESET_LIMIT = "20 per minute"


@bp.route("/reset/mail", methods=["GET", "POST"])
@public
@limiter.limit(RESET_LIMIT, methods=["POST"])
def ask_code() -> ResponseReturnValue:
    """Ask for a code by mail; nobody learns here who has an account."""
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
    """Set a new password by a code; a refusal never says what was wrong."""
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
