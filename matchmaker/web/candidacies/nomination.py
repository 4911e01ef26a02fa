"""Nominate a startup: founders their own, the operator any."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.candidacies import CandidacyDraft
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.ids import CandidacyId, IncubatorId, StartupId
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.local_time import to_local
from matchmaker.domain.permissions import can_edit_startup, can_operate, can_see_candidacies
from matchmaker.domain.vocabulary import Nominator, Role
from matchmaker.services.people import candidacies, incubators, profiles
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.candidacies import bp
from matchmaker.web.candidacies.forms import NominationForm, OperatorNominationForm
from matchmaker.web.query_args import read_page, read_text


@bp.route("/candidacies/new")
@roles_required(Role.OPERATOR)
def choose() -> ResponseReturnValue:
    """Search for the startup to nominate."""
    search = read_text("q")
    page = profiles.list_startups(get_context(), get_actor(), ProfileSearch(words=search), page=read_page())
    return render_template("candidacies/choose.html", page=page, search=search)


@bp.route("/startups/<int:startup_id>/nominate", methods=["GET", "POST"])
@roles_required(Role.OPERATOR, Role.FOUNDER)
def nominate(startup_id: int) -> ResponseReturnValue:
    """Nominate a startup."""
    if not can_edit_startup(get_actor(), StartupId(startup_id)):
        raise NotAllowed("role_required")
    startup = profiles.get_startup(get_context(), get_actor(), StartupId(startup_id))
    form = _make_form()
    if form.validate_on_submit():
        try:
            return _redirect_after_nomination(
                candidacies.nominate(get_context(), get_actor(), _read_draft(form, startup.id)), startup.id
            )
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("candidacies/nominate.html", form=form, startup=startup), status


def _make_form() -> NominationForm:
    year = to_local(get_context().now()).year
    if not can_operate(get_actor()):
        return NominationForm(year=year)
    form = OperatorNominationForm(year=year)
    form.incubator_id.set_choices(
        (it.incubator.id, it.incubator.name) for it in incubators.list_incubators(get_context())
    )
    return form


def _read_draft(form: NominationForm, startup_id: StartupId) -> CandidacyDraft:
    draft = CandidacyDraft(
        startup_id=startup_id, year=form.year.data, nominator=Nominator.SELF, evidence=form.evidence.data
    )
    if not isinstance(form, OperatorNominationForm):
        return draft
    incubator_id = form.incubator_id.data
    return CandidacyDraft(
        startup_id=startup_id,
        year=draft.year,
        nominator=form.nominator.data,
        nominated_by=form.nominated_by.data,
        incubator_id=None if incubator_id is None else IncubatorId(incubator_id),
        evidence=draft.evidence,
    )


def _redirect_after_nomination(candidacy_id: CandidacyId, startup_id: StartupId) -> ResponseReturnValue:
    flash(gettext("The nomination is kept. Reviewers look at it next."), "success")
    if can_see_candidacies(get_actor()):
        return redirect(url_for("candidacies.show", candidacy_id=candidacy_id), 303)
    return redirect(url_for("profiles.startup", startup_id=startup_id), 303)
