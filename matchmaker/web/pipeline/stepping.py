"""Beginning a follow-up, moving it on, and correcting a step."""

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import DealId, DealStepId, EventId, InvestorId, StartupId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.pipeline import DealState, DealStepDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services import pipeline, profiles
from matchmaker.services.context import find_today
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.pipeline import bp
from matchmaker.web.pipeline.forms import DealStepForm


@bp.route("/startups/<int:startup_id>/met", methods=["GET", "POST"])
@roles_required(Role.INVESTOR)
def start(startup_id: int) -> ResponseReturnValue:
    """Begin to follow up a startup that was met, at an event or elsewhere."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    startup = profiles.get_startup(get_context(), get_actor(), StartupId(startup_id))
    known = [it.deal.id for it in pipeline.list_deals(get_context(), get_actor(), investor_id) if it.startup == startup]
    if known:
        return redirect(url_for("pipeline.show", deal_id=known[0]), 303)
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
    """Where and when the two met by the timetables; otherwise nowhere, today."""
    for it in pipeline.list_new_meetings(get_context(), get_actor(), investor_id):
        if it.startup.id == startup_id:
            return it.event_id, local_day(it.at)
    return None, _today()


@bp.route("/pipeline/<int:deal_id>/move", methods=["GET", "POST"])
@roles_required(Role.INVESTOR)
def move(deal_id: int) -> ResponseReturnValue:
    """The next step; the address names the state."""
    view = pipeline.get_deal(get_context(), get_actor(), DealId(deal_id))
    wanted = request.args.get("to", "")
    state = DealState(wanted) if wanted in set(DealState) else None
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


def _save(form: DealStepForm, state: DealState, keep: Callable[[DealStepDraft], object]) -> bool:
    """Whether the step is kept; otherwise the form says why not."""
    try:
        keep(form.to_draft(state))
    except (StateConflict, Invalid) as refusal:
        form.add_errors(refusal)
        return False
    return True


def _today() -> date:
    return find_today(get_context())
