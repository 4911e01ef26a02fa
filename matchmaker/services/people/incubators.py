"""Incubators: seeded from the plan, and shown to anyone with their number of startups."""

from dataclasses import dataclass

from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.profiles import Incubator
from matchmaker.reference.facts import read_incubators
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorView:
    incubator: Incubator
    startups: int


def seed_reference(context: Context) -> int:
    """Add the incubators of the plan's annex 1 that are missing. Returns how many were added."""
    facts = read_incubators(context.settings.seeds)
    with context.open_unit() as unit:
        known = {it.name for it in unit.incubators.list_all()}
        missing = [it for it in facts if it.name not in known]
        for it in missing:
            unit.incubators.add(name=it.name, area=it.area, zone=it.zone, tier=it.tier, chain_stage=it.chain_stage)
        unit.commit()
    return len(missing)


def list_incubators(context: Context) -> tuple[IncubatorView, ...]:
    """All incubators with the startups registered in them."""
    with context.open_unit(readonly=True) as unit:
        counts = unit.incubators.count_startups()
        return tuple(IncubatorView(incubator=it, startups=counts.get(it.id, 0)) for it in unit.incubators.list_all())


def get_incubator(context: Context, incubator_id: IncubatorId) -> IncubatorView:
    """One incubator."""
    with context.open_unit(readonly=True) as unit:
        incubator = unit.incubators.get(incubator_id)
        return IncubatorView(incubator=incubator, startups=unit.incubators.count_startups().get(incubator_id, 0))
