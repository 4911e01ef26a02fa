"""Public figures: the counts of the network beside the targets of the plan."""

from dataclasses import dataclass
from functools import cache

from matchmaker.domain.listings import NetworkCounts
from matchmaker.reference.facts import Target, YearlyFigure, read_targets, read_yearly_figures
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """Present counts of the network, and the plan's targets and yearly figures."""

    counts: NetworkCounts
    targets: tuple[Target, ...]
    years: tuple[YearlyFigure, ...]


_targets = cache(read_targets)

_years = cache(read_yearly_figures)


def get_figures(context: Context) -> NetworkFigures:
    """Present counts of the network, and the plan's targets and yearly figures."""
    with context.open_unit(readonly=True) as unit:
        counts = unit.public_figures.get_counts()
    seeds = context.settings.seeds
    return NetworkFigures(counts=counts, targets=_targets(seeds), years=_years(seeds))
