"""Pages of applications: lists for both sides, one application, and the actions on it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.applications import PENDING_STATES, ApplicationAction, find_refusal_code
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import applications, mentorships
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.web.applications import bp
from matchmaker.web.applications.forms import DeclineApplicationForm, EndForm
from matchmaker.web.applications.overviews import load_mentor_applications, load_startup_applications
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.contact_links import list_mentorship_contacts
from matchmaker.web.interest_reasons import REASON_FIELD
from matchmaker.web.wording.refusals import describe_code


@bp.route("/mentorships/<int:mentorship_id>/accept", methods=["POST"])
@roles_required(Role.MENTOR)
def accept(mentorship_id: int) -> ResponseReturnValue:
    """Accept the startup."""
    view = applications.accept_application(
        get_context(), get_actor(), ApplicationId(mentorship_id), conflict_reason=request.form.get(REASON_FIELD, "")
    )
    flash(gettext("You accompany %(name)s from now on.", name=view.startup.name), "success")
    return redirect(url_for("applications.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/wait", methods=["POST"])
@roles_required(Role.MENTOR)
def wait(mentorship_id: int) -> ResponseReturnValue:
    """Put the startup on the waiting list."""
    view = applications.wait_list_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    message = gettext(
        "%(name)s is number %(position)s on your waiting list.", name=view.startup.name, position=view.position
    )
    flash(message, "success")
    return redirect(url_for("applications.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/decline", methods=["GET", "POST"])
@roles_required(Role.MENTOR)
def decline(mentorship_id: int) -> ResponseReturnValue:
    """Decline, with a reason."""
    form = DeclineApplicationForm()
    view = _load_application(mentorship_id)
    if ApplicationAction.DECLINE not in view.actions:
        return _redirect_too_late(view)
    if form.validate_on_submit():
        applications.decline_application(get_context(), get_actor(), view.application.id, reason=form.reason.data)
        flash(gettext("You declined. %(name)s can read your reason.", name=view.startup.name), "success")
        return redirect(url_for("applications.index"), 303)
    return render_template("applications/decline.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/end", methods=["GET", "POST"])
@roles_required(Role.FOUNDER, Role.MENTOR)
def end(mentorship_id: int) -> ResponseReturnValue:
    """End a mentorship. The mentor's place becomes free again."""
    form = EndForm()
    view = _load_application(mentorship_id)
    if ApplicationAction.END not in view.actions:
        return _redirect_too_late(view)
    if form.validate_on_submit():
        applications.end_mentorship(
            get_context(), get_actor(), view.application.id, outcome=form.outcome.data, reason=form.reason.data
        )
        flash(gettext("The mentorship has ended."), "success")
        return redirect(url_for("applications.index"), 303)
    return render_template("applications/end.html", form=form, view=view), 400 if form.is_submitted() else 200


def _load_application(mentorship_id: int) -> ApplicationView:
    return applications.get_application(get_context(), get_actor(), ApplicationId(mentorship_id))


def _redirect_too_late(view: ApplicationView) -> ResponseReturnValue:
    """Answer to an outdated tab or link: redirect to the application and show its current state."""
    flash(describe_code(find_refusal_code(view.application.state), {}), "info")
    return redirect(url_for("applications.show", mentorship_id=view.application.id), 303)


@bp.route("/mentorships")
@roles_required(Role.FOUNDER, Role.MENTOR)
def index() -> ResponseReturnValue:
    """For a mentor: the applications received. For a founder: the applications sent, by rank."""
    actor = get_actor()
    mentor = None if actor.mentor_id is None else load_mentor_applications(actor.mentor_id)
    startups = [load_startup_applications(it) for it in sorted(actor.startup_ids)]
    running = [it.application for overview in (mentor, *startups) if overview for it in overview.running]
    work = mentorships.list_summaries(get_context(), actor, running)
    return render_template("applications/index.html", mentor=mentor, startups=startups, work=work)


@bp.route("/mentorships/<int:mentorship_id>")
def show(mentorship_id: int) -> ResponseReturnValue:
    """One application or mentorship in full."""
    view = applications.get_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    is_mentor = get_actor().mentor_id == view.mentor.id
    contact_access = list_mentorship_contacts(view.application)
    return render_template("applications/show.html", view=view, is_mentor=is_mentor, contact_access=contact_access)


@bp.route("/mentorships/<int:mentorship_id>/withdraw", methods=["POST"])
@roles_required(Role.FOUNDER)
def withdraw(mentorship_id: int) -> ResponseReturnValue:
    """Withdraw an application."""
    view = applications.withdraw_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    flash(gettext("Your application to %(name)s is withdrawn.", name=view.mentor.name), "success")
    return redirect(url_for("applications.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/move", methods=["POST"])
@roles_required(Role.FOUNDER)
def move(mentorship_id: int) -> ResponseReturnValue:
    """Raise or lower the rank of an application."""
    context, actor = get_context(), get_actor()
    moved = applications.get_application(context, actor, ApplicationId(mentorship_id))
    requests = applications.list_startup_applications(context, actor, moved.startup.id)
    order = [it.application.id for it in requests if it.application.state in PENDING_STATES]
    if moved.application.id in order:
        index = order.index(moved.application.id)
        order.insert(max(0, index + (1 if request.form.get("to") == "down" else -1)), order.pop(index))
    applications.reorder_applications(context, actor, startup_id=moved.startup.id, application_ids=order)
    return redirect(url_for("applications.index"), 303)
