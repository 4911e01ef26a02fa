"""Apply to a mentor: the form, next to the mentor's profile, the fit and the free places."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.applications import OPEN_STATES, PENDING_STATES, Application
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import MentorId, StartupId
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.people import profiles
from matchmaker.services.suggestions import stored_lists
from matchmaker.web.applications import bp
from matchmaker.web.applications.forms import ApplicationForm
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.interest_reasons import NEEDS_REASON, REASON_FIELD
from matchmaker.web.query_args import read_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantSummary:
    """What the form shows for an own startup: its fit, applications it may still send, an open application.

    ``choice`` is the rank that the application would have.
    """

    startup: Startup
    fit: Fit | None
    left: int
    choice: int
    under_way: Application | None


@bp.route("/mentors/<int:mentor_id>/apply", methods=["GET", "POST"])
@roles_required(Role.FOUNDER)
def apply(mentor_id: int) -> ResponseReturnValue:
    """Apply to a mentor with a goal."""
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    summaries = [_summarise(startup_id, mentor) for startup_id in sorted(get_actor().startup_ids)]
    if not summaries:
        return redirect(url_for("profiles.create_startup"), 303)
    form = ApplicationForm(startup_id=_choose_startup())
    form.startup_id.set_choices((it.startup.id, it.startup.name) for it in summaries)
    if form.validate_on_submit() and _submit(form, mentor):
        return redirect(url_for("applications.index"), 303)
    status = 400 if form.is_submitted() else 200
    line = applications.count_waiting_list(get_context(), mentor.id)
    return render_template("applications/apply.html", form=form, mentor=mentor, summaries=summaries, line=line), status


def _choose_startup() -> int:
    """The startup that the address names, or the first own one."""
    ids = sorted(get_actor().startup_ids)
    chosen_id = read_number("startup")
    if chosen_id is not None and chosen_id not in ids:
        raise NotFound("startup_not_found")
    return chosen_id or ids[0]


def _summarise(startup_id: StartupId, mentor: Mentor) -> ApplicantSummary:
    context, actor = get_context(), get_actor()
    requests = applications.list_startup_applications(context, actor, startup_id)
    pending = sum(it.application.state in PENDING_STATES for it in requests)
    open_ones = (it.application for it in requests if it.application.state in OPEN_STATES and it.mentor.id == mentor.id)
    return ApplicantSummary(
        startup=profiles.get_startup(context, actor, startup_id),
        fit=stored_lists.fit_pair(context, actor, startup_id=startup_id, kind=PartyKind.MENTOR, partner_id=mentor.id),
        left=max(0, context.settings.open_applications - pending),
        choice=pending + 1,
        under_way=next(open_ones, None),
    )


def _submit(form: ApplicationForm, mentor: Mentor) -> bool:
    """Send the application and flash its position. Otherwise add the errors to the form and return False."""
    try:
        mentorship_id = applications.apply_to_mentor(
            get_context(),
            get_actor(),
            startup_id=StartupId(form.startup_id.data),
            mentor_id=mentor.id,
            goal=form.goal.data,
            tried=form.tried.data,
            conflict_reason=request.form.get(REASON_FIELD, ""),
        )
    except (StateConflict, Invalid) as refusal:
        if refusal.code == NEEDS_REASON:
            raise  # errors.py asks for the reason on a separate page
        form.add_errors(refusal)
        return False
    flash(_describe_position(applications.get_application(get_context(), get_actor(), mentorship_id)), "success")
    return True


def _describe_position(view: ApplicationView) -> str:
    """Describe what happens next with an application that was just sent."""
    name = view.mentor.name
    if view.application.state is ApplicationState.APPLIED:
        return gettext("Your application is with %(name)s. You see the answer here.", name=name)
    if view.application.state is ApplicationState.WAIT_LISTED:
        return gettext(
            "You are number %(position)s on the waiting list of %(name)s.", position=view.position, name=name
        )
    return gettext(
        "%(name)s is your choice number %(choice)s; your turn comes by itself.", name=name, choice=view.choice
    )
