"""Pipelines for reading: investors see all, founders see the shared steps, the operator sees totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import DealId, EventId, InvestorId, StartupId
from matchmaker.domain.listings import DealWithParties
from matchmaker.domain.pipeline import DEAL_MOVES, Deal, DealState, DealStep, SharedStep, to_shared_step
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require, require_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class DealView:
    """A deal with its startup and all its steps in order. ``moves``: states that may follow."""

    deal: Deal
    startup: Startup
    steps: tuple[DealStep, ...]

    @property
    def moves(self) -> tuple[DealState, ...]:
        return DEAL_MOVES.actions_from(self.deal.state)

    @property
    def last(self) -> DealStep:
        return self.steps[-1]

    @property
    def is_shared(self) -> bool:
        """Whether the founder sees the present state."""
        return self.last.is_shared


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A startup that the investor met at an event and that is not in the pipeline yet."""

    startup: Startup
    event_id: EventId
    event: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDeal:
    """The steps that an investor shares with a startup: at least one."""

    deal_id: DealId
    startup: Startup
    investor: Investor
    steps: tuple[SharedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTotal:
    """Number of deals in a state, and the sum of their amounts in 万元."""

    state: DealState
    count: int
    amount: int


def list_deals(context: Context, actor: Actor, investor_id: InvestorId) -> tuple[DealView, ...]:
    """All deals of the actor's pipeline, the last changed first."""
    require_visible(permissions.can_act_for_investor(actor, investor_id), "deal")
    with context.open_unit(readonly=True) as unit:
        entries = unit.deals.list_for_investor(investor_id)
        steps = unit.deals.list_steps(it.deal.id for it in entries)
    return tuple(_view(it, steps) for it in entries)


def get_deal(context: Context, actor: Actor, deal_id: DealId) -> DealView:
    """One deal of the actor's pipeline. NotFound for everybody else."""
    with context.open_unit(readonly=True) as unit:
        entry = unit.deals.get_entry(deal_id)
        require_visible(permissions.can_act_for_investor(actor, entry.deal.investor_id), "deal")
        return _view(entry, unit.deals.list_steps([deal_id]))


def _view(entry: DealWithParties, steps: Mapping[DealId, tuple[DealStep, ...]]) -> DealView:
    return DealView(deal=entry.deal, startup=entry.startup, steps=steps[entry.deal.id])


def list_new_meetings(context: Context, actor: Actor, investor_id: InvestorId) -> tuple[NewMeeting, ...]:
    """Startups met at past events that are not in the pipeline, the latest meeting first."""
    require_visible(permissions.can_act_for_investor(actor, investor_id), "deal")
    with context.open_unit(readonly=True) as unit:
        found = unit.past_meetings.list_not_in_pipeline(investor_id, context.now())
        startups = unit.startups.list_by_ids(StartupId(it) for it, _, _ in found)
        names = {it.id: it.name for it in unit.events.list_all()} if found else {}
    return tuple(
        NewMeeting(startup=startups[startup_id], event_id=event_id, event=names[event_id], at=at)
        for startup_id, event_id, at in found
    )


def list_shared(context: Context, actor: Actor) -> tuple[SharedDeal, ...]:
    """Deals with the actor's startups, with exactly what the investors share."""
    if not actor.startup_ids:
        return ()
    with context.open_unit(readonly=True) as unit:
        entries = unit.deals.list_shared(actor.startup_ids)
        steps = unit.deals.list_steps(it.deal.id for it in entries)
    return tuple(
        SharedDeal(
            deal_id=entry.deal.id,
            startup=entry.startup,
            investor=entry.investor,
            steps=tuple(shared for step in steps[entry.deal.id] if (shared := to_shared_step(step)) is not None),
        )
        for entry in entries
    )


def get_totals(context: Context, actor: Actor) -> tuple[StateTotal, ...]:
    """Counts and sums of all pipelines by state, for the operator, without pairs and names."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.deals.total_by_state()
    return tuple(
        StateTotal(state=it, count=found.get(it, (0, 0))[0], amount=found.get(it, (0, 0))[1]) for it in DealState
    )
