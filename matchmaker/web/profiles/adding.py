"""One mentor or investor added by hand, for the operator."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid
from matchmaker.domain.profiles import InvestorDraft, MentorDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services import profiles
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.profiles import bp
from matchmaker.web.profiles.forms import CertifiedMentorForm, InvestorForm, read_draft


@bp.route("/mentors/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_mentor() -> ResponseReturnValue:
    """A mentor who stands in no list."""
    form = CertifiedMentorForm()
    if form.validate_on_submit():
        try:
            mentor_id = profiles.create_mentor(get_context(), get_actor(), read_draft(form, MentorDraft))
            flash(gettext("The mentor is in the network. An account can be linked or invited now."), "success")
            return redirect(url_for("profiles.mentor", mentor_id=mentor_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("profiles/create_mentor.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/investors/new", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def create_investor() -> ResponseReturnValue:
    """An investor who stands in no list."""
    form = InvestorForm()
    if form.validate_on_submit():
        try:
            investor_id = profiles.create_investor(get_context(), get_actor(), read_draft(form, InvestorDraft))
            flash(gettext("The investor is in the network. An account can be linked or invited now."), "success")
            return redirect(url_for("profiles.investor", investor_id=investor_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return render_template("profiles/create_investor.html", form=form), 400 if form.is_submitted() else 200
