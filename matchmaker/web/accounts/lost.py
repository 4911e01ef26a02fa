"""A lost password: what to do, and a new one by a one-time code."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Conflict, Invalid, NotAllowed
from matchmaker.services import accounts
from matchmaker.web.accounts import bp
from matchmaker.web.accounts.forms import ResetForm
from matchmaker.web.guards import get_context, public
from matchmaker.web.security import limiter

RESET_LIMIT = "20 per minute"


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
        except (NotAllowed, Conflict, Invalid) as refusal:
            form.show_refusal(refusal)
    return render_template("accounts/reset.html", form=form), 400 if form.is_submitted() else 200
