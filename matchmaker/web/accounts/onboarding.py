"""Two ways to get an account: accept an invitation, or ask the operator for one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.services.people import accounts
from matchmaker.services.people.accounts import InvitationView
from matchmaker.web import locales
from matchmaker.web.accounts import bp
from matchmaker.web.accounts.forms import InvitationCodeForm, InvitationForm, RegistrationForm
from matchmaker.web.accounts.sessions import start_session_and_redirect
from matchmaker.web.auth import find_actor, get_actor, get_context, public
from matchmaker.web.security import limiter

GUESS_LIMIT = "20 per minute"
"""A person types a code a few times; an attacker needs far more tries."""

ASK_LIMIT = "10 per hour"
"""An office may register a few people a day from one address."""


@bp.route("/register", methods=["GET", "POST"])
@public
@limiter.limit(ASK_LIMIT, methods=["POST"])
def register() -> ResponseReturnValue:
    """Ask for an account. The answer is the same whether or not the account exists already."""
    form = RegistrationForm()
    if form.validate_on_submit():
        asked = {name: form[name].data for name in ("login", "name", "role", "password", "organisation", "about")}
        try:
            accounts.request_account(get_context(), **asked, locale=locales.get_code())
            return redirect(url_for("accounts.asked"), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("accounts/register.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/register/sent")
@public
def asked() -> str:
    """The page after a request: it explains what happens next."""
    return render_template("accounts/asked.html")


@bp.route("/invitations", methods=["GET", "POST"])
@public
@limiter.limit(GUESS_LIMIT, methods=["POST"])
def enter_code() -> ResponseReturnValue:
    """Type the code of an invitation."""
    form = InvitationCodeForm()
    if form.validate_on_submit():
        try:
            accounts.get_invitation(get_context(), form.code.data)
            return redirect(url_for("accounts.invitation", code=form.code.data), 303)
        except NotFound as refusal:
            form.add_errors(refusal)
    return render_template("accounts/enter_code.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/invitations/<code>", methods=["GET", "POST"])
@public
@limiter.limit(GUESS_LIMIT)
def invitation(code: str) -> ResponseReturnValue:
    """Accept an invitation: choose a name and a password."""
    view = accounts.get_invitation(get_context(), code)
    form = InvitationForm(name=view.invitation.name)
    if form.validate_on_submit():
        try:
            account_id = accounts.accept_invitation(
                get_context(),
                code=code,
                name=form.name.data,
                password=form.password.data,
                locale=locales.get_code(),
            )
            return start_session_and_redirect(account_id, stay=False)
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    return _render(view, code, form), 400 if form.is_submitted() else 200


def _render(view: InvitationView, code: str, form: InvitationForm) -> str:
    context, actor = get_context(), find_actor()
    own = accounts.get_account(context, actor, actor.account_id).account if actor else None
    is_guest = own is not None and view.invitation.login in {own.email, own.mobile}
    return render_template("accounts/invitation.html", view=view, code=code, form=form, is_guest=is_guest)


@bp.route("/invitations/<code>/join", methods=["POST"])
def join(code: str) -> ResponseReturnValue:
    """Join the inviting organisation with an existing account."""
    accounts.join_by_invitation(get_context(), get_actor(), code)
    flash(gettext("You belong to the organisation now."), "success")
    return redirect(url_for("accounts.own"), 303)
