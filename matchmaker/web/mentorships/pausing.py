"""What a mentor says of his places: a pause, its end, and a free place for the waiting list."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain import permissions
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import MentorId
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentorships, profiles
from matchmaker.services.guards import require
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import PauseForm


@bp.route("/mentors/<int:mentor_id>/pause", methods=["GET", "POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def pause(mentor_id: int) -> ResponseReturnValue:
    """Take no new applications for a while."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    form = PauseForm(until=mentor.paused_until)
    if form.validate_on_submit() and _begin(form, mentor.id):
        flash(gettext("No new applications come in. Those that are there stay."), "success")
        return redirect(_find_return_url(mentor), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("mentorships/pause.html", form=form, mentor=mentor, back=_find_return_url(mentor)), status


@bp.route("/mentors/<int:mentor_id>/resume", methods=["POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def resume(mentor_id: int) -> ResponseReturnValue:
    """Take applications again."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    mentorships.resume_mentor(get_context(), get_actor(), mentor.id)
    flash(gettext("The pause is over: startups can apply again."), "success")
    return redirect(_find_return_url(mentor), 303)


@bp.route("/mentors/<int:mentor_id>/call", methods=["POST"])
@roles_required(Role.MENTOR, Role.OPERATOR)
def call(mentor_id: int) -> ResponseReturnValue:
    """Offer a free place to the waiting list."""
    require(permissions.can_edit_mentor(get_actor(), MentorId(mentor_id)))
    mentor = profiles.get_mentor(get_context(), get_actor(), MentorId(mentor_id))
    mentorships.call_waiting_list(get_context(), get_actor(), mentor.id)
    flash(gettext("The place is offered to the waiting list."), "success")
    return redirect(_find_return_url(mentor), 303)


def _begin(form: PauseForm, mentor_id: MentorId) -> bool:
    """Whether the pause has begun; otherwise the form says why not."""
    try:
        mentorships.pause_mentor(get_context(), get_actor(), mentor_id, until=form.until.data)
    except Invalid as refusal:
        form.add_errors(refusal)
        return False
    return True


def _find_return_url(mentor: Mentor) -> str:
    if get_actor().mentor_id == mentor.id:
        return url_for("mentorships.index")
    return url_for("profiles.mentor", mentor_id=mentor.id)
