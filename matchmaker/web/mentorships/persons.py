"""Profiles of one person, for the operator: which are joined, and which bear the same name."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import MentorId
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentorships, profiles
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp


@bp.route("/mentors/<int:mentor_id>/person")
@roles_required(Role.OPERATOR)
def person(mentor_id: int) -> ResponseReturnValue:
    """The other profiles of a mentor."""
    context, actor = get_context(), get_actor()
    mentor = profiles.get_mentor(context, actor, MentorId(mentor_id))
    joined = mentorships.list_other_profiles(context, actor, mentor.id)
    namesakes = mentorships.list_namesakes(context, actor, mentor.id)
    return render_template("mentorships/person.html", mentor=mentor, joined=joined, namesakes=namesakes)


@bp.route("/mentors/<int:mentor_id>/person/<int:other_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def join(mentor_id: int, other_id: int) -> ResponseReturnValue:
    """Say that two profiles are of one person."""
    mentorships.join_profiles(get_context(), get_actor(), mentor_id=MentorId(mentor_id), other_id=MentorId(other_id))
    flash(gettext("The mentees of both profiles count together from now on."), "success")
    return redirect(url_for("mentorships.person", mentor_id=mentor_id), 303)


@bp.route("/mentors/<int:mentor_id>/part", methods=["POST"])
@roles_required(Role.OPERATOR)
def part(mentor_id: int) -> ResponseReturnValue:
    """Say that a profile is of a person of its own."""
    mentorships.separate_profile(get_context(), get_actor(), MentorId(mentor_id))
    flash(gettext("The profile counts on its own again."), "success")
    return redirect(url_for("mentorships.person", mentor_id=mentor_id), 303)
