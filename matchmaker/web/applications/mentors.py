"""A mentor's places: pause and resume, offer a free place; and profiles of one person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain import permissions
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import MentorId
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import applications
from matchmaker.services.people import profiles
from matchmaker.services.platform.guards import require
from matchmaker.web.applications import bp
from matchmaker.web.applications.forms import PauseForm
from matchmaker.web.auth import get_actor, get_context, roles_required


@bp.route("/mentors/<int:mentor_id>/person")
@roles_required(Role.OPERATOR)
def person(mentor_id: int) -> ResponseReturnValue:
    """The other profiles of the same mentor."""
    context, actor = get_context(), get_actor()
    mentor = profiles.get_mentor(context, actor, MentorId(mentor_id))
    joined = applications.list_other_profiles(context, actor, mentor.id)
    namesakes = applications.list_namesakes(context, actor, mentor.id)
    return render_template("applications/person.html", mentor=mentor, joined=joined, namesakes=namesakes)


@bp.route("/mentors/<int:mentor_id>/person/<int:other_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def join(mentor_id: int, other_id: int) -> ResponseReturnValue:
    """Declare that two profiles belong to one person."""
    applications.join_profiles(get_context(), get_actor(), mentor_id=MentorId(mentor_id), other_id=MentorId(other_id))
    flash(gettext("The mentees of both profiles count together from now on."), "success")
    return redirect(url_for("applications.person", mentor_id=mentor_id), 303)


@bp.route("/mentors/<int:mentor_id>/part", methods=["POST"])
@roles_required(Role.OPERATOR)
def part(mentor_id: int) -> ResponseReturnValue:
    """Declare that a profile belongs to a different person."""
    applications.separate_profile(get_context(), get_actor(), MentorId(mentor_id))
    flash(gettext("The profile counts on its own again."), "success")
    return redirect(url_for("applications.person", mentor_id=mentor_id), 303)


@bp.route("/mentors/<int:mentor_id>/pause", methods=["GET", "POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def pause(mentor_id: int) -> ResponseReturnValue:
    """Pause: take no new applications for a while."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    form = PauseForm(until=mentor.paused_until)
    if form.validate_on_submit() and _begin(form, mentor.id):
        flash(gettext("No new applications come in. Those that are there stay."), "success")
        return redirect(_find_return_url(mentor), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("applications/pause.html", form=form, mentor=mentor, back=_find_return_url(mentor)), status


@bp.route("/mentors/<int:mentor_id>/resume", methods=["POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def resume(mentor_id: int) -> ResponseReturnValue:
    """End the pause."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    applications.resume_mentor(get_context(), get_actor(), mentor.id)
    flash(gettext("The pause is over: startups can apply again."), "success")
    return redirect(_find_return_url(mentor), 303)


@bp.route("/mentors/<int:mentor_id>/call", methods=["POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def call(mentor_id: int) -> ResponseReturnValue:
    """Offer a free place to the waiting list."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    applications.call_waiting_list(get_context(), get_actor(), mentor.id)
    flash(gettext("The place is offered to the waiting list."), "success")
    return redirect(_find_return_url(mentor), 303)


def _begin(form: PauseForm, mentor_id: MentorId) -> bool:
    """Start the pause. Otherwise add the errors to the form and return False."""
    try:
        applications.pause_mentor(get_context(), get_actor(), mentor_id, until=form.until.data)
    except Invalid as refusal:
        form.add_errors(refusal)
        return False
    return True


def _find_return_url(mentor: Mentor) -> str:
    if get_actor().mentor_id == mentor.id:
        return url_for("applications.index")
    return url_for("profiles.mentor", mentor_id=mentor.id)
