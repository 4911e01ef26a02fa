"""Evaluations, and the extension of a term."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import TermAction
from matchmaker.services.mentoring import mentorships
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import EvaluationForm, ExtensionForm
from matchmaker.web.mentorships.views import PARTIES, require_action
from matchmaker.web.wording.formats import local_date

ANSWERS = frozenset({TermAction.AGREE, TermAction.REFUSE, TermAction.RETRACT})


@bp.route("/mentorships/<int:mentorship_id>/evaluation", methods=["GET", "POST"])
@roles_required(*PARTIES)
def evaluate(mentorship_id: int) -> ResponseReturnValue:
    """Evaluate the mentorship; each side does so once."""
    view = require_action(mentorship_id, TermAction.EVALUATE)
    form = EvaluationForm()
    if form.validate_on_submit():
        score, words = form.score.data, form.words.data
        mentorships.evaluate(get_context(), get_actor(), view.application.id, score=score, words=words)
        flash(gettext("Thank you. Your evaluation is kept."), "success")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    return render_template("mentorships/evaluate.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/extension", methods=["GET", "POST"])
@roles_required(*PARTIES)
def extend(mentorship_id: int) -> ResponseReturnValue:
    """Propose an extension of the term."""
    view = require_action(mentorship_id, TermAction.PROPOSE)
    form = ExtensionForm()
    if form.validate_on_submit():
        months, reason = form.months.data, form.reason.data
        mentorships.propose_extension(get_context(), get_actor(), view.application.id, months=months, reason=reason)
        flash(gettext("Your proposal is with the other side."), "success")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    return render_template("mentorships/extend.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/extension/answer", methods=["POST"])
@roles_required(*PARTIES)
def answer_extension(mentorship_id: int) -> ResponseReturnValue:
    """Agree to a proposal, refuse it, or retract one's own."""
    answer = request.form.get("answer", "")
    if answer not in ANSWERS:
        raise Invalid("invalid_fields", fields={"answer": "unknown_value"})
    key = ApplicationId(mentorship_id)
    try:
        term = mentorships.answer_extension(get_context(), get_actor(), key, TermAction(answer))
    except StateConflict as refusal:
        if refusal.code != "not_your_answer":
            raise
        flash(gettext("There is no proposal to answer any more."), "warning")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    flash(gettext("The mentorship lasts until %(day)s.", day=local_date(term.ends_on)), "success")
    return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
