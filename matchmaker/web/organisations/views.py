"""The page of an organisation: its people, its invitations and the profiles it owns."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, Length

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import AccountId, InvitationId, OrganisationId
from matchmaker.domain.organisations import OWNS, OwnedKind
from matchmaker.services.people import accounts, organisations
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.forms import BaseForm, TextField
from matchmaker.web.organisations import bp


class ColleagueForm(BaseForm):
    name = TextField(lazy_gettext("Name of the colleague"), [InputRequired(), Length(max=100)])
    login = TextField(
        lazy_gettext("E-mail address or mobile number"),
        [InputRequired(), Length(max=200)],
        description=lazy_gettext("The colleague logs in with it."),
    )
    is_admin = BooleanField(lazy_gettext("May invite and remove colleagues, too"))


KINDS = {owned: kind for kind, owned in OWNS.items()}


@bp.route("/organisations", methods=["POST"])
def create_own() -> ResponseReturnValue:
    """Create an organisation for a startup or fund for which one acts alone."""
    context, actor = get_context(), get_actor()
    kind, profile_id = request.form.get("kind", ""), request.form.get("profile_id", type=int)
    lonely = organisations.list_own_organisations(context, actor).unrepresented
    found = next((it for it in lonely if (it[0], it[1]) == (kind, profile_id)), None)
    if found is None:
        raise NotAllowed("role_required")
    organisation_id = organisations.create_own_organisation(
        context, actor, name=found[2], kind=KINDS[OwnedKind(kind)], profile_id=found[1]
    )
    flash(gettext("Now you can invite colleagues."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@bp.route("/organisations/<int:organisation_id>", methods=["GET", "POST"])
def show(organisation_id: int) -> ResponseReturnValue:
    """The organisation. Its administrators invite colleagues here."""
    context, actor, number = get_context(), get_actor(), OrganisationId(organisation_id)
    view = organisations.get_organisation(context, actor, number)
    form, code, guest = ColleagueForm(), "", ""
    if form.validate_on_submit():
        try:
            given = {name: form[name].data for name in ("login", "name", "is_admin")}
            code = accounts.invite(context, actor, organisation_id=number, secret=str(current_app.secret_key), **given)
            view, guest = organisations.get_organisation(context, actor, number), form.name.data
            if accounts.can_mail(context) and "@" in given["login"]:
                flash(gettext("The invitation goes out by mail, too."), "info")
            form = ColleagueForm(formdata=None)
        except (StateConflict, Invalid) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() and not code else 200
    return render_template("organisations/show.html", view=view, form=form, code=code, guest=guest), status


@bp.route("/organisations/<int:organisation_id>/members/<int:account_id>", methods=["POST"])
def set_member(organisation_id: int, account_id: int) -> ResponseReturnValue:
    """Make a colleague an administrator, or end that."""
    is_admin = request.form.get("is_admin") == "1"
    organisations.set_member(
        get_context(), get_actor(), OrganisationId(organisation_id), AccountId(account_id), is_admin=is_admin
    )
    flash(gettext("The change is kept."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@bp.route("/organisations/<int:organisation_id>/members/<int:account_id>/remove", methods=["POST"])
def remove_member(organisation_id: int, account_id: int) -> ResponseReturnValue:
    """Remove a colleague or oneself from the organisation."""
    actor = get_actor()
    organisations.remove_member(get_context(), actor, OrganisationId(organisation_id), AccountId(account_id))
    flash(gettext("This person no longer acts for the organisation."), "success")
    if account_id == actor.account_id:
        return redirect(url_for("accounts.own"), 303)
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


@bp.route("/organisations/<int:organisation_id>/invitations/<int:invitation_id>/withdraw", methods=["POST"])
def withdraw(organisation_id: int, invitation_id: int) -> ResponseReturnValue:
    """Withdraw an invitation."""
    view = organisations.get_organisation(get_context(), get_actor(), OrganisationId(organisation_id))
    if all(it.id != invitation_id for it in view.invitations):
        raise NotFound("invitation_not_found")
    accounts.withdraw_invitation(get_context(), get_actor(), InvitationId(invitation_id))
    flash(gettext("The invitation is withdrawn."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)
