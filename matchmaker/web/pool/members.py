"""A member of the pool: certificate, yearly work, renewal, exit."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.domain.local_time import to_local
from matchmaker.domain.permissions import can_operate
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import pool
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import LeaveForm, LevelForm, RenewForm, YearFilterForm
from matchmaker.web.query_args import read_number, read_page, read_text
from matchmaker.web.wording.formats import local_date


@bp.route("/pool/assessments")
@roles_required(Role.OPERATOR)
def assessments() -> ResponseReturnValue:
    """Members with their work of a year, and the level it suggests."""
    year = read_number("year") or to_local(get_context().now()).year
    found = pool.list_year(get_context(), get_actor(), year, search=read_text("q"), page=read_page())
    form = YearFilterForm(request.args, data={"year": year})
    return render_template("pool/assessments.html", found=found, page=found.page, year=year, form=form)


@bp.route("/pool/assessments/confirm", methods=["POST"])
@roles_required(Role.OPERATOR)
def confirm_suggested() -> ResponseReturnValue:
    """Confirm the suggested level of every member without a level."""
    year = request.form.get("year", 0, type=int)
    count = pool.confirm_suggested(get_context(), get_actor(), year=year)
    flash(gettext("Levels confirmed: %(count)s.", count=count), "success")
    return redirect(url_for("pool.assessments", year=year), 303)


READERS = (Role.OPERATOR, Role.MENTOR)


@bp.route("/pool/mentors/<int:mentor_id>")
@roles_required(*READERS)
def member(mentor_id: int) -> ResponseReturnValue:
    """The seat of a mentor with the recorded work of the last years."""
    return render_member(mentor_id, RenewForm(formdata=None))


def render_member(mentor_id: int, renew_form: RenewForm, status: int = 200) -> ResponseReturnValue:
    """The page of a member, with the submitted form if there is one."""
    view = pool.get_member(get_context(), get_actor(), MentorId(mentor_id))
    return render_template(
        "pool/member.html",
        view=view,
        is_operator=can_operate(get_actor()),
        is_own=get_actor().mentor_id == view.seat.mentor.id,
        renew_form=renew_form,
    ), status


@bp.route("/pool/mentors/<int:mentor_id>/renewal", methods=["POST"])
@roles_required(Role.OPERATOR)
def renew(mentor_id: int) -> ResponseReturnValue:
    """Renew the certificate of a mentor for another term."""
    form = RenewForm()
    try:
        until = pool.renew(get_context(), get_actor(), MentorId(mentor_id), reason=form.reason.data or "")
    except StateConflict as refusal:
        form.add_errors(refusal)
        return render_member(mentor_id, form, 409)
    flash(gettext("The certificate holds until %(day)s.", day=local_date(until)), "success")
    return redirect(url_for("pool.member", mentor_id=mentor_id), 303)


@bp.route("/pool/mentors/<int:mentor_id>/ask", methods=["POST"])
@roles_required(Role.MENTOR)
def ask_renewal(mentor_id: int) -> ResponseReturnValue:
    """Ask for a renewal of one's own certificate."""
    pool.ask_renewal(get_context(), get_actor(), MentorId(mentor_id))
    flash(gettext("The operator is told that you would like to stay."), "success")
    return redirect(url_for("pool.member", mentor_id=mentor_id), 303)


@bp.route("/pool/mentors/<int:mentor_id>/exit", methods=["GET", "POST"])
@roles_required(*READERS)
def leave(mentor_id: int) -> ResponseReturnValue:
    """Leave the pool, or remove a mentor from it."""
    view = pool.get_member(get_context(), get_actor(), MentorId(mentor_id))
    form = LeaveForm()
    if form.validate_on_submit():
        closed = pool.leave_pool(get_context(), get_actor(), view.seat.mentor.id, reason=form.reason.data)
        text = gettext(
            "%(name)s has left the pool. Applications closed: %(count)s.", name=view.seat.mentor.name, count=closed
        )
        flash(text, "success")
        return redirect(url_for("pool.member", mentor_id=mentor_id), 303)
    status = 400 if form.is_submitted() else 200
    is_own = get_actor().mentor_id == view.seat.mentor.id
    return render_template("pool/leave.html", form=form, view=view, is_own=is_own), status


@bp.route("/pool/mentors/<int:mentor_id>/levels/<int:year>", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def assess(mentor_id: int, year: int) -> ResponseReturnValue:
    """Confirm the level of a year."""
    context, actor = get_context(), get_actor()
    view = pool.get_member(context, actor, MentorId(mentor_id))
    work = pool.get_year(context, actor, MentorId(mentor_id), year)
    form = LevelForm(level=work.confirmed.level if work.confirmed else work.suggested)
    if form.validate_on_submit():
        try:
            level, comment = form.level.data, form.comment.data
            pool.confirm_level(context, actor, view.seat.mentor.id, year=year, level=level, comment=comment)
            flash(gettext("The level is confirmed, and the mentor is told."), "success")
            return redirect(url_for("pool.member", mentor_id=mentor_id), 303)
        except StateConflict as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("pool/assess.html", form=form, view=view, work=work), status
