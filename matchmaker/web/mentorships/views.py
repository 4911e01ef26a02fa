"""The page of a running mentorship, its sessions, notes and next steps."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.ids import ApplicationId, MentoringSessionId, NextStepId
from matchmaker.domain.mentorships import MentoringSession, NextStepDraft, SessionDraft, TermAction
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.mentoring import mentorships
from matchmaker.services.mentoring.mentorships.queries import MentorshipDetails
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.contact_links import list_mentorship_contacts
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import NextStepForm, NoteForm, SessionForm

PARTIES = (Role.FOUNDER, Role.MENTOR)


@bp.route("/mentorships/<int:mentorship_id>/mentoring")
def show(mentorship_id: int) -> ResponseReturnValue:
    """The term, sessions, steps and evaluations of a mentorship."""
    view = load_mentorship(mentorship_id)
    return render_template(
        "mentorships/show.html", view=view, contact_access=list_mentorship_contacts(view.application)
    )


@bp.route("/mentorships/<int:mentorship_id>/sessions/new", methods=["GET", "POST"])
@roles_required(*PARTIES)
def add_session(mentorship_id: int) -> ResponseReturnValue:
    """Record a session."""
    view = require_action(mentorship_id, TermAction.RECORD)
    form = SessionForm(held_on=find_today(get_context()))
    if form.validate_on_submit() and _save_session(form, view.application.id):
        flash(gettext("The session is recorded."), "success")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("mentorships/add_session.html", form=form, view=view), status


def _save_session(form: SessionForm, mentorship_id: ApplicationId) -> bool:
    draft = SessionDraft(
        held_on=form.held_on.data, minutes=form.minutes.data, mode=form.mode.data, place=form.place.data
    )
    try:
        mentorships.add_session(
            get_context(),
            get_actor(),
            mentorship_id,
            draft,
            notes=form.notes.data,
            own_notes=form.own_notes.data,
        )
    except Invalid as refusal:
        form.add_errors(refusal)
        return False
    return True


@bp.route("/mentorships/<int:mentorship_id>/sessions/<int:session_id>/remove", methods=["POST"])
@roles_required(*PARTIES)
def remove_session(mentorship_id: int, session_id: int) -> ResponseReturnValue:
    """Remove a session that one recorded."""
    mentorships.remove_session(get_context(), get_actor(), ApplicationId(mentorship_id), MentoringSessionId(session_id))
    flash(gettext("The session is taken back."), "success")
    return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)


@bp.route("/mentorships/<int:mentorship_id>/sessions/<int:session_id>/notes", methods=["GET", "POST"])
@roles_required(*PARTIES)
def add_note(mentorship_id: int, session_id: int) -> ResponseReturnValue:
    """Add a note to a session."""
    view = require_action(mentorship_id, TermAction.RECORD)
    session = _find_session(view, session_id)
    form = NoteForm()
    if form.validate_on_submit():
        text, is_private = form.text.data, form.is_private.data
        mentorships.add_note(
            get_context(), get_actor(), view.application.id, session.id, text=text, is_private=is_private
        )
        flash(gettext("The note is kept."), "success")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("mentorships/add_note.html", form=form, view=view, session=session), status


def _find_session(view: MentorshipDetails, session_id: int) -> MentoringSession:
    found = next((it for it in view.sessions if it.id == session_id), None)
    if found is None:
        raise NotFound("session_not_found", id=session_id)
    return found


@bp.route("/mentorships/<int:mentorship_id>/steps/new", methods=["GET", "POST"])
@roles_required(*PARTIES)
def add_step(mentorship_id: int) -> ResponseReturnValue:
    """Agree on a next step."""
    view = require_action(mentorship_id, TermAction.RECORD)
    form = NextStepForm()
    if form.validate_on_submit():
        draft = NextStepDraft(side=PartyKind(form.side.data), text=form.text.data, due_on=form.due_on.data)
        mentorships.add_step(get_context(), get_actor(), view.application.id, draft)
        flash(gettext("The next step is kept."), "success")
        return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)
    return render_template("mentorships/add_step.html", form=form, view=view), 400 if form.is_submitted() else 200


@bp.route("/mentorships/<int:mentorship_id>/steps/<int:step_id>/mark", methods=["POST"])
@roles_required(*PARTIES)
def mark_step(mentorship_id: int, step_id: int) -> ResponseReturnValue:
    """Set a next step to done, or to not done."""
    is_done = request.form.get("is_done") == "1"
    mentorships.mark_step(
        get_context(), get_actor(), ApplicationId(mentorship_id), NextStepId(step_id), is_done=is_done
    )
    return redirect(url_for("mentorships.show", mentorship_id=mentorship_id), 303)


def load_mentorship(mentorship_id: int) -> MentorshipDetails:
    """The mentorship, as far as the visitor may see it."""
    return mentorships.get_mentorship_details(get_context(), get_actor(), ApplicationId(mentorship_id))


def require_action(mentorship_id: int, action: TermAction) -> MentorshipDetails:
    """The mentorship if ``action`` is possible now. Otherwise raise the refusal of the service."""
    view = load_mentorship(mentorship_id)
    mentorships.require_action(view, action)
    return view
