"""Follow-ups: the board of an investor, one follow-up, what is shared with founders, and totals."""

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, IntegerField
from wtforms.validators import InputRequired, Length, Optional

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import DealId, DealStepId, EventId, InvestorId, StartupId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.pipeline import MAX_TEXT_LENGTH, CloseReason, DealState, DealStepDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import pipeline
from matchmaker.services.people import profiles
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.forms import BaseForm, EnumField, LongTextField
from matchmaker.web.pipeline import bp


class DealStepForm(BaseForm):
    """A step to a given state. ``keep_fields_for`` removes the fields that the state does not have."""

    happened_on = DateField(lazy_gettext("Day"), [InputRequired()])
    amount = IntegerField(lazy_gettext("Amount in 10,000 yuan"), [Optional()])
    close_reason = EnumField(lazy_gettext("Why it is closed"), enum=CloseReason, blank=lazy_gettext("Please choose"))
    note = LongTextField(
        lazy_gettext("Note for yourself"),
        [Length(max=MAX_TEXT_LENGTH)],
        description=lazy_gettext("Nobody but your organisation reads it, neither the founder nor the operator."),
    )
    is_shared = BooleanField(
        lazy_gettext("Share this step with the founder"),
        description=lazy_gettext("The founder then sees the step, its day and the message below; nothing else."),
    )
    message = LongTextField(lazy_gettext("Message to the founder"), [Length(max=MAX_TEXT_LENGTH)])
    is_amount_shared = BooleanField(lazy_gettext("The amount too"))

    def keep_fields_for(self, state: DealState) -> "DealStepForm":
        """The form for a step to ``state``."""
        if state not in {DealState.TERM_SHEET, DealState.INVESTED}:
            del self.amount
            del self.is_amount_shared
        elif state is DealState.INVESTED:
            self.amount.flags.required = True
        if state is not DealState.CLOSED:
            del self.close_reason
        return self

    def to_draft(self, state: DealState) -> DealStepDraft:
        """The step from the fields."""
        return DealStepDraft(
            state=state,
            happened_on=self.happened_on.data,
            amount=self.amount.data if "amount" in self else None,
            close_reason=self.close_reason.data if "close_reason" in self else None,
            note=self.note.data,
            message=self.message.data,
            is_shared=self.is_shared.data,
            is_amount_shared=self.is_amount_shared.data if "is_amount_shared" in self else False,
        )


@bp.route("/startups/<int:startup_id>/met", methods=["GET", "POST"])
@roles_required(Role.INVESTOR)
def start(startup_id: int) -> ResponseReturnValue:
    """Start the follow-up of a startup after a meeting at an event or elsewhere."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    startup = profiles.get_startup(get_context(), get_actor(), StartupId(startup_id))
    deal_ids = [
        it.deal.id for it in pipeline.list_deals(get_context(), get_actor(), investor_id) if it.startup == startup
    ]
    if deal_ids:
        return redirect(url_for("pipeline.show", deal_id=deal_ids[0]), 303)
    event_id, day = _find_meeting(investor_id, startup.id)
    form = DealStepForm(happened_on=day).keep_fields_for(DealState.MET)
    if form.validate_on_submit() and _save(
        form,
        DealState.MET,
        lambda step: pipeline.start_deal(get_context(), get_actor(), investor_id, startup.id, step, event_id=event_id),
    ):
        flash(gettext("%(name)s is in your follow-up list.", name=startup.name), "success")
        return redirect(url_for("pipeline.board"), 303)
    page = render_template("pipeline/step.html", form=form, startup=startup, state=DealState.MET, deal=None, step=None)
    return page, 400 if form.is_submitted() else 200


def _find_meeting(investor_id: InvestorId, startup_id: StartupId) -> tuple[EventId | None, date]:
    """Event and day of the last meeting by the timetables. Otherwise no event, today."""
    for meeting in pipeline.list_new_meetings(get_context(), get_actor(), investor_id):
        if meeting.startup.id == startup_id:
            return meeting.event_id, local_day(meeting.at)
    return None, _today()


@bp.route("/pipeline/<int:deal_id>/move", methods=["GET", "POST"])
@roles_required(Role.INVESTOR)
def move(deal_id: int) -> ResponseReturnValue:
    """Move the follow-up to the state in the address."""
    view = pipeline.get_deal(get_context(), get_actor(), DealId(deal_id))
    code = request.args.get("to", "")
    state = DealState(code) if code in set(DealState) else None
    if state is None or state not in view.moves:
        raise StateConflict("deal_cannot_move", state=view.deal.state, to=state or view.deal.state)
    form = DealStepForm(happened_on=_today(), amount=view.deal.amount).keep_fields_for(state)
    if form.validate_on_submit() and _save(
        form, state, lambda step: pipeline.add_step(get_context(), get_actor(), view.deal.id, step)
    ):
        flash(gettext("Noted."), "success")
        return redirect(url_for("pipeline.show", deal_id=deal_id), 303)
    page = render_template(
        "pipeline/step.html", form=form, startup=view.startup, state=state, deal=view.deal, step=None
    )
    return page, 400 if form.is_submitted() else 200


@bp.route("/pipeline/<int:deal_id>/steps/<int:step_id>", methods=["GET", "POST"])
@roles_required(Role.INVESTOR)
def change(deal_id: int, step_id: int) -> ResponseReturnValue:
    """Correct a step, or change what the founder sees of it."""
    view = pipeline.get_deal(get_context(), get_actor(), DealId(deal_id))
    step = next((it for it in view.steps if it.id == DealStepId(step_id)), None)
    if step is None:
        raise NotFound("deal_step_not_found")
    form = DealStepForm(obj=step).keep_fields_for(step.state)
    if form.validate_on_submit() and _save(
        form, step.state, lambda it: pipeline.change_step(get_context(), get_actor(), view.deal.id, step.id, it)
    ):
        flash(gettext("Noted."), "success")
        return redirect(url_for("pipeline.show", deal_id=deal_id), 303)
    page = render_template(
        "pipeline/step.html", form=form, startup=view.startup, state=step.state, deal=view.deal, step=step
    )
    return page, 400 if form.is_submitted() else 200


def _save(form: DealStepForm, state: DealState, save: Callable[[DealStepDraft], object]) -> bool:
    """Save the step. Otherwise add the errors to the form and return False."""
    try:
        save(form.to_draft(state))
    except (StateConflict, Invalid) as refusal:
        form.add_errors(refusal)
        return False
    return True


def _today() -> date:
    return find_today(get_context())


OPEN = [it for it in DealState if it is not DealState.CLOSED]
"""Columns of the board. Closed follow-ups are listed below."""


@bp.route("/pipeline")
@roles_required(Role.INVESTOR)
def board() -> ResponseReturnValue:
    """All follow-ups by state, and startups from meetings without a follow-up."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    deals = pipeline.list_deals(get_context(), get_actor(), investor_id)
    return render_template(
        "pipeline/board.html",
        columns=[(state, [it for it in deals if it.deal.state is state]) for state in OPEN],
        closed=[it for it in deals if it.deal.state is DealState.CLOSED],
        fresh=pipeline.list_new_meetings(get_context(), get_actor(), investor_id),
        is_empty=not deals,
    )


@bp.route("/pipeline/<int:deal_id>")
@roles_required(Role.INVESTOR)
def show(deal_id: int) -> ResponseReturnValue:
    """One follow-up with all its steps."""
    view = pipeline.get_deal(get_context(), get_actor(), DealId(deal_id))
    return render_template("pipeline/show.html", view=view)


@bp.route("/my/investors")
@roles_required(Role.FOUNDER)
def shared() -> ResponseReturnValue:
    """What investors share with the own startups."""
    deals = pipeline.list_shared(get_context(), get_actor())
    return render_template("pipeline/shared.html", deals=deals, is_one=len(get_actor().startup_ids) <= 1)


@bp.route("/pipeline/totals")
@roles_required(Role.OPERATOR)
def totals() -> ResponseReturnValue:
    """Totals of all follow-ups, without names."""
    found = pipeline.get_totals(get_context(), get_actor())
    return render_template("pipeline/totals.html", totals=found, count=sum(it.count for it in found))
