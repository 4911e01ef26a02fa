"""What a mentor answers, and how a mentorship ends."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import ApplicationAction, find_refusal_code
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentorships
from matchmaker.services.answers import ApplicationView
from matchmaker.web.conflict_reasons import REASON_FIELD
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import DeclineApplicationForm, EndForm
from matchmaker.web.wording.refusals import describe_code


@bp.route("/mentorships/<int:mentorship_id>/accept", methods=["POST"])
@roles_required(Role.MENTOR)
def accept(mentorship_id: int) -> ResponseReturnValue:
    """Take the startup on."""
    view = mentorships.accept_application(
        get_context(), get_actor(), ApplicationId(mentorship_id), conflict_reason=request.form.get(REASON_FIELD, "")
    )
    flash(gettext("You accompany %(name)s from now on.", name=view.startup.name), "success")
    return redirect(url_for("mentorships.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/wait", methods=["POST"])
@roles_required(Role.MENTOR)
def wait(mentorship_id: int) -> ResponseReturnValue:
    """Put the startup on the waiting list."""
    view = mentorships.wait_list_application(get_context(), get_actor(), ApplicationId(mentorship_id))
    message = gettext(
        "%(name)s is number %(position)s on your waiting list.", name=view.startup.name, position=view.position
    )
    flash(message, "success")
    return redirect(url_for("mentorships.index"), 303)


@bp.route("/mentorships/<int:mentorship_id>/decline", methods=["GET", "POST"])
@roles_required(Role.MENTOR)
def decline(mentorship_id: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = DeclineApplicationForm()
    view = _load_application(mentorship_id)
    if ApplicationAction.DECLINE not in view.actions:
        return _redirect_too_late(view)
    if form.validate_on_submit():
        mentorships.decline_application(get_context(), get_actor(), view.application.id, reason=form.reason.data)
        flash(gettext("You declined. %(name)s can read your reason.", name=view.startup.name), "success")
        return redirect(url_for("mentorships.index"), 303)
    return render_template("mentorships/decline.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/end", methods=["GET", "POST"])
@roles_required(Role.FOUNDER, Role.MENTOR)
def end(mentorship_id: int) -> ResponseReturnValue:
    """End a mentorship; the mentor's place is free again."""
    form = EndForm()
    view = _load_application(mentorship_id)
    if ApplicationAction.END not in view.actions:
        return _redirect_too_late(view)
    if form.validate_on_submit():
        mentorships.end_mentorship(
            get_context(), get_actor(), view.application.id, outcome=form.outcome.data, reason=form.reason.data
        )
        flash(gettext("The mentorship has ended."), "success")
        return redirect(url_for("mentorships.index"), 303)
    return render_template("mentorships/end.html", form=form, view=view), 400 if form.is_submitted() else 200


def _load_application(mentorship_id: int) -> ApplicationView:
    return mentorships.get_application(get_context(), get_actor(), ApplicationId(mentorship_id))


def _redirect_too_late(view: ApplicationView) -> ResponseReturnValue:
    """An old tab or an old link: how it stands now, with a sentence that says so."""
    flash(describe_code(find_refusal_code(view.application.state), {}), "info")
    return redirect(url_for("mentorships.show", mentorship_id=view.application.id), 303)
