"""The incubators of the plan's annex 1; its other figures are read from seeds/ where they are shown."""

from matchmaker.reference.facts import read_incubators
from matchmaker.services.platform.context import Context


def seed_reference(context: Context) -> int:
    """Add the incubators that are not there yet; how many were added."""
    facts = read_incubators(context.settings.seeds)
    with context.open_unit() as unit:
        known = {it.name for it in unit.incubators.list_all()}
        missing = [it for it in facts if it.name not in known]
        for it in missing:
            unit.incubators.add(name=it.name, area=it.area, zone=it.zone, tier=it.tier, chain_stage=it.chain_stage)
        unit.commit()
    return len(missing)
