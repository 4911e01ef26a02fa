"""Steps of a deal: starting a deal, moving it on, and choosing what the founder sees of each step."""

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
    """Add a startup to the actor's pipeline. The first step is always ``met``.

    Raises StateConflict ``already_in_pipeline`` if it is there already, ``own_startup`` for a startup of the actor.
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
    """Move a deal to its next state. Raises StateConflict ``deal_cannot_move`` if the table of states forbids it."""
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
    """Correct a step, or change what the founder sees of it. Its state does not change."""
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
    """``step`` with trimmed texts. If the step is not shared, its amount is not shared either."""
    is_amount_shared = step.is_shared and step.is_amount_shared
    step = replace(step, note=step.note.strip(), message=step.message.strip(), is_amount_shared=is_amount_shared)
    faults = check_step(step, today=find_today(context))
    if faults:
        raise Invalid("invalid_fields", fields=faults)
    return step


def _check_order(steps: tuple[DealStep, ...], before: DealStep, after: DealStepDraft) -> None:
    """Refuse a day that is not between those of the steps before and after."""
    place = steps.index(before)
    earlier = steps[place - 1].happened_on if place else after.happened_on
    later = steps[place + 1].happened_on if place + 1 < len(steps) else after.happened_on
    if not earlier <= after.happened_on <= later:
        raise Invalid("invalid_fields", fields={"happened_on": "out_of_order"})


def _load_own(case: UseCase[Actor], deal_id: DealId) -> Deal:
    """The locked deal. NotFound for everybody but its investor."""
    deal = case.unit.deals.get_for_update(deal_id)
    require_visible(permissions.can_act_for_investor(case.actor, deal.investor_id), "deal")
    return deal


def _values(step: DealStepDraft) -> dict[str, Any]:
    return {it.name: getattr(step, it.name) for it in fields(DealStepDraft)}


def _record(
    case: UseCase[Actor], deal_id: DealId, *, action: str, after: DealStepDraft, before: DealStepDraft | None = None
) -> None:
    """Record in the audit log what is shared. The operator reads the log, so amounts and texts stay out of it."""
    old = None if before is None else _audit_values(before)
    record_audit(case, action=action, kind="deal", subject=deal_id, before=old, after=_audit_values(after))


def _audit_values(step: DealStepDraft) -> dict[str, object]:
    return {"is_shared": step.is_shared, "is_amount_shared": step.is_amount_shared}


def _notify_founders(
    case: UseCase[Actor], deal_id: DealId, *, before: DealStepDraft | None, after: DealStepDraft
) -> None:
    """Notify the founders of a step if it changes what they see."""
    shown_before: SharedStep | None = None if before is None else to_shared_step(before)
    shown = to_shared_step(after)
    if shown is None or shown == shown_before:
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
