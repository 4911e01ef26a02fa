"""Applications and mentorships of both sides: the lists, one of them, and what a founder does with them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import PENDING_STATES
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentoring, mentorships
from matchmaker.web.contacts import list_mentorship_contacts
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.ledgers import load_mentor_applications, load_startup_applications


@bp.route("/mentorships")
@roles_required(Role.FOUNDER, Role.MENTOR)
def index() -> ResponseReturnValue:
    """As a mentor: who applied. As a founder: what was asked, in which order, and answered."""
    actor = get_actor()
    mentor = None if actor.mentor_id is None else load_mentor_applications(actor.mentor_id)
    startups = [load_startup_applications(it) for it in sorted(actor.startup_ids)]
    running = [it.application for ledger in (mentor, *startups) if ledger for it in ledger.running]
    work = mentoring.list_summaries(get_context(), actor, running)
    return render_template("mentorships/index.html", mentor=mentor, startups=startups, work=work)


@bp.route("/mentorships/<int:mentorship_id>")
def show(mentorship_id: int) -> ResponseReturnValue:
    """One application or mentorship, whole."""
    view = mentorships.get_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    is_mentor = get_actor().mentor_id == view.mentor.id
    ways = list_mentorship_contacts(view.application)
    return render_template("mentorships/show.html", view=view, is_mentor=is_mentor, ways=ways)


@bp.route("/mentorships/<int:mentorship_id>/withdraw", methods=["POST"])
@roles_required(Role.FOUNDER)
def withdraw(mentorship_id: int) -> ResponseReturnValue:
    """Take an application back."""
    view = mentorships.withdraw_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    flash(gettext("Your application to %(name)s is withdrawn.", name=view.mentor.name), "success")
    return redirect(url_for("mentorships.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/move", methods=["POST"])
@roles_required(Role.FOUNDER)
def move(mentorship_id: int) -> ResponseReturnValue:
    """Make an application a higher or a lower choice."""
    context, actor = get_context(), get_actor()
    moved = mentorships.get_application(context, actor, ApplicationId(mentorship_id))
    requests = mentorships.list_startup_applications(context, actor, moved.startup.id)
    order = [it.application.id for it in requests if it.application.state in PENDING_STATES]
    if moved.application.id in order:
        place = order.index(moved.application.id)
        order.insert(max(0, place + (1 if request.form.get("to") == "down" else -1)), order.pop(place))
    mentorships.reorder_applications(context, actor, startup_id=moved.startup.id, application_ids=order)
    return redirect(url_for("mentorships.index"), 303)
