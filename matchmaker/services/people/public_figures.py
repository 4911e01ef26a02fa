"""What anyone may see: the network in figures and its incubators."""

from dataclasses import dataclass
from functools import cache

from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.listings import NetworkCounts
from matchmaker.domain.profiles import Incubator
from matchmaker.reference.facts import Target, YearlyFigure, read_targets, read_yearly_figures
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """The network as it is, beside the plan's targets and yearly figures."""

    counts: NetworkCounts
    targets: tuple[Target, ...]
    years: tuple[YearlyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorView:
    incubator: Incubator
    startups: int


_targets = cache(read_targets)

_years = cache(read_yearly_figures)


def get_figures(context: Context) -> NetworkFigures:
    """Counts of the network as it is, beside the plan's targets and yearly figures."""
    with context.open_unit(readonly=True) as unit:
        counts = unit.public_figures.get_counts()
    seeds = context.settings.seeds
    return NetworkFigures(counts=counts, targets=_targets(seeds), years=_years(seeds))


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
