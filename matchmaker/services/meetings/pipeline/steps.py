"""Moving a deal from step to step, and choosing what the founder sees of each."""

from dataclasses import fields, replace
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import DealId, DealStepId, EventId, InvestorId, StartupId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pipeline import (
    DEAL_MOVES,
    Deal,
    DealState,
    DealStep,
    DealStepDraft,
    SharedStep,
    check_step,
    to_shared_step,
)
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.guards import require_visible
from matchmaker.services.platform.notices import notify


def start_deal(
    context: Context,
    actor: Actor,
    investor_id: InvestorId,
    startup_id: StartupId,
    step: DealStepDraft,
    *,
    event_id: EventId | None = None,
) -> DealId:
    """Put a startup that was met into the own pipeline; the first step is always to have met.

    Conflict ``already_in_pipeline`` where the two have a pipeline, ``own_startup`` for a startup of one's own.
    """
    require_visible(permissions.can_act_for_investor(actor, investor_id), "investor")
    if startup_id in actor.startup_ids:
        raise StateConflict("own_startup")
    step = _check(context, step)
    if step.state is not DealState.MET:
        raise StateConflict("deal_cannot_move", state=DealState.MET, to=step.state)
    with context.begin(actor) as case:
        case.unit.startups.get(startup_id)
        if event_id is not None:
            case.unit.events.get(event_id)
        deal_id = case.unit.deals.add(investor_id, startup_id, step, event_id=event_id)
        case.unit.deals.add_step(deal_id, step, by=actor.account_id, at=case.now)
        _record(case, deal_id, action="deal.start", after=step)
        _notify_founders(case, deal_id, before=None, after=step)
        case.unit.commit()
    return deal_id


def add_step(context: Context, actor: Actor, deal_id: DealId, step: DealStepDraft) -> None:
    """Move a deal on: Conflict ``deal_cannot_move`` where the table of states has no such step."""
    step = _check(context, step)
    with context.begin(actor) as case:
        deal = _load_own(case, deal_id)
        if not DEAL_MOVES.can(deal.state, step.state):
            raise StateConflict("deal_cannot_move", state=deal.state, to=step.state)
        if step.happened_on < deal.happened_on:
            raise Invalid("invalid_fields", fields={"happened_on": "before_last_step"})
        case.unit.deals.add_step(deal_id, step, by=actor.account_id, at=case.now)
        _record(case, deal_id, action="deal.move", after=step)
        _notify_founders(case, deal_id, before=None, after=step)
        case.unit.commit()


def change_step(context: Context, actor: Actor, deal_id: DealId, step_id: DealStepId, step: DealStepDraft) -> None:
    """Correct a step, or change what the founder sees of it; its state stays."""
    with context.begin(actor) as case:
        deal = _load_own(case, deal_id)
        steps = case.unit.deals.list_steps([deal_id])[deal_id]
        before = next((it for it in steps if it.id == step_id), None)
        if before is None:
            raise NotFound("deal_step_not_found")
        step = _check(context, replace(step, state=before.state))
        _check_order(steps, before, step)
        changed = replace(before, **_values(step))
        case.unit.deals.save_step(changed, is_last=before.id == steps[-1].id)
        _record(case, deal.id, action="deal.change_step", before=before, after=step)
        _notify_founders(case, deal_id, before=before, after=changed)
        case.unit.commit()


def _check(context: Context, step: DealStepDraft) -> DealStepDraft:
    """``step`` with trimmed texts; of a step that is not shared nothing is."""
    is_amount_shared = step.is_shared and step.is_amount_shared
    step = replace(step, note=step.note.strip(), message=step.message.strip(), is_amount_shared=is_amount_shared)
    faults = check_step(step, today=find_today(context))
    if faults:
        raise Invalid("invalid_fields", fields=faults)
    return step


def _check_order(steps: tuple[DealStep, ...], before: DealStep, after: DealStepDraft) -> None:
    """A step stays between its neighbours."""
    place = steps.index(before)
    earlier = steps[place - 1].happened_on if place else after.happened_on
    later = steps[place + 1].happened_on if place + 1 < len(steps) else after.happened_on
    if not earlier <= after.happened_on <= later:
        raise Invalid("invalid_fields", fields={"happened_on": "out_of_order"})


def _load_own(case: UseCase[Actor], deal_id: DealId) -> Deal:
    """The locked deal, as if absent for everybody but its investor."""
    deal = case.unit.deals.get_for_update(deal_id)
    require_visible(permissions.can_act_for_investor(case.actor, deal.investor_id), "deal")
    return deal


def _values(step: DealStepDraft) -> dict[str, Any]:
    return {it.name: getattr(step, it.name) for it in fields(DealStepDraft)}


def _record(
    case: UseCase[Actor], deal_id: DealId, *, action: str, after: DealStepDraft, before: DealStepDraft | None = None
) -> None:
    """State, day and what is shared; amounts and words stay with the investor, whom the operator does not read."""
    told = [None if it is None else _audit_values(it) for it in (before, after)]
    record_audit(case, action=action, kind="deal", subject=deal_id, before=told[0], after=told[1])


def _audit_values(step: DealStepDraft) -> dict[str, object]:
    return {"is_shared": step.is_shared, "is_amount_shared": step.is_amount_shared}


def _notify_founders(
    case: UseCase[Actor], deal_id: DealId, *, before: DealStepDraft | None, after: DealStepDraft
) -> None:
    """The founders hear of a step when what they see of it is new."""
    seen: SharedStep | None = None if before is None else to_shared_step(before)
    shown = to_shared_step(after)
    if shown is None or shown == seen:
        return
    entry = case.unit.deals.get_entry(deal_id)
    notify(
        case,
        to=case.unit.accounts.list_representatives(PartyKind.STARTUP, entry.startup.id),
        kind=NoticeKind.DEAL_SHARED,
        subject_kind="shared_deal",
        subject_id=deal_id,
        data={"investor": entry.investor.name, "startup": entry.startup.name},
    )
