"""Applications and mentorships of both sides: lists, one of them, and the steps between."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Conflict
from matchmaker.domain.ids import MentorId, MentorshipId, StartupId
from matchmaker.domain.mentorships import MOST_OPEN_APPLICATIONS, MentorshipAction
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.vocabulary import MentorshipState, Role
from matchmaker.services import mentorships, profiles
from matchmaker.services.answers import MentorshipView
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import DeclineForm, EndForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything under the name of one own profile, in the order it needs attention."""

    owner: Startup | Mentor
    waiting: list[MentorshipView]
    running: list[MentorshipView]
    past: list[MentorshipView]

    @property
    def left(self) -> int:
        """Applications that the startup may still send before the next answer."""
        return max(0, MOST_OPEN_APPLICATIONS - len(self.waiting))


@bp.route("/mentorships")
@roles_required(Role.FOUNDER, Role.MENTOR)
def index() -> ResponseReturnValue:
    """As a mentor: who applied. As a founder: what was asked and answered."""
    actor = get_actor()
    mentor = None if actor.mentor_id is None else _read_mentor(actor.mentor_id)
    startups = [_read_startup(it) for it in sorted(actor.startup_ids)]
    return render_template("mentorships/index.html", mentor=mentor, startups=startups, most=MOST_OPEN_APPLICATIONS)


def _read_mentor(mentor_id: MentorId) -> Ledger:
    context, actor = get_context(), get_actor()
    views = mentorships.list_applications(context, actor, mentor_id)
    return _sort(profiles.get_mentor(context, actor, mentor_id), views)


def _read_startup(startup_id: StartupId) -> Ledger:
    context, actor = get_context(), get_actor()
    views = mentorships.list_requests(context, actor, startup_id)
    return _sort(profiles.get_startup(context, actor, startup_id), views)


def _sort(owner: Startup | Mentor, views: tuple[MentorshipView, ...]) -> Ledger:
    waiting = [it for it in views if it.mentorship.state is MentorshipState.APPLIED]
    running = [it for it in views if it.mentorship.state is MentorshipState.ACCEPTED]
    past = [it for it in views if it not in waiting and it not in running]
    return Ledger(owner=owner, waiting=waiting, running=running, past=past)


@bp.route("/mentorships/<int:mentorship_id>")
def show(mentorship_id: int) -> ResponseReturnValue:
    """One application or mentorship, whole."""
    view = _get(mentorship_id)
    return render_template("mentorships/show.html", view=view, is_mentor=get_actor().mentor_id == view.mentor.id)


@bp.route("/mentorships/<int:mentorship_id>/accept", methods=["POST"])
@roles_required(Role.MENTOR)
def accept(mentorship_id: int) -> ResponseReturnValue:
    """Take the startup on."""
    view = mentorships.accept_mentorship(get_context(), get_actor(), MentorshipId(mentorship_id))
    flash(gettext("You accompany %(name)s from now on.", name=view.startup.name), "success")
    return redirect(url_for("mentorships.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/decline", methods=["GET", "POST"])
@roles_required(Role.MENTOR)
def decline(mentorship_id: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = DeclineForm()
    view = _get_before(mentorship_id, MentorshipAction.DECLINE)
    if form.validate_on_submit():
        mentorships.decline_mentorship(get_context(), get_actor(), view.mentorship.id, reason=form.reason.data)
        flash(gettext("You declined. %(name)s can read your reason.", name=view.startup.name), "success")
        return redirect(url_for("mentorships.index"), 303)
    return render_template("mentorships/decline.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/end", methods=["GET", "POST"])
@roles_required(Role.FOUNDER, Role.MENTOR)
def end(mentorship_id: int) -> ResponseReturnValue:
    """End a mentorship; the mentor's place is free again."""
    form = EndForm()
    view = _get_before(mentorship_id, MentorshipAction.END)
    if form.validate_on_submit():
        mentorships.end_mentorship(get_context(), get_actor(), view.mentorship.id, reason=form.reason.data)
        flash(gettext("The mentorship has ended."), "success")
        return redirect(url_for("mentorships.index"), 303)
    return render_template("mentorships/end.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/withdraw", methods=["POST"])
@roles_required(Role.FOUNDER)
def withdraw(mentorship_id: int) -> ResponseReturnValue:
    """Take an application back."""
    view = mentorships.withdraw_mentorship(get_context(), get_actor(), MentorshipId(mentorship_id))
    flash(gettext("Your application to %(name)s is withdrawn.", name=view.mentor.name), "success")
    return redirect(url_for("mentorships.index"), 303)


def _get(mentorship_id: int) -> MentorshipView:
    return mentorships.get_mentorship(get_context(), get_actor(), MentorshipId(mentorship_id))


def _get_before(mentorship_id: int, action: MentorshipAction) -> MentorshipView:
    """The mentorship, as long as ``action`` is still possible."""
    view = _get(mentorship_id)
    if action not in view.actions:
        raise Conflict("wrong_state", state=view.mentorship.state)
    return view
