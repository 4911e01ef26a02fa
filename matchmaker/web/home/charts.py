"""Bars of the yearly figures, as numbers for an SVG drawing. Templates only draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from matchmaker.reference.facts import YearlyFigure

WIDTH = 300
HEIGHT = 150
"""Height of the drawing in its own units. The page scales it."""

LABEL_ROOM = 24
"""Space above the highest bar for its figure, and below all bars for the years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A bar from (x, y) down to the ground line. Its texts are centred at ``middle``."""

    year: int
    value: float
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One figure over the years; ``title`` is lazy."""

    title: object
    bars: tuple[ChartBar, ...]


def draw_bars(figures: Sequence[tuple[int, float]]) -> tuple[ChartBar, ...]:
    """Bars for pairs of year and value (not negative), from left to right. The highest fills the height."""
    highest = max((value for _year, value in figures), default=0) or 1
    step = WIDTH / max(1, len(figures))
    ground = HEIGHT - LABEL_ROOM
    bars = []
    for index, (year, value) in enumerate(figures):
        height = (ground - LABEL_ROOM) * value / highest
        bars.append(
            ChartBar(
                year=year, value=value, x=step * (index + 0.18), y=ground - height, width=step * 0.64, height=height
            )
        )
    return tuple(bars)


def draw_charts(years: Sequence[YearlyFigure]) -> list[Chart]:
    """Charts of the four figures in the plan's table."""
    columns = [
        (lazy_gettext("Incubation area, 10,000 m²"), [(it.year, it.area) for it in years]),
        (lazy_gettext("Incubators in the network"), [(it.year, it.incubators) for it in years]),
        (lazy_gettext("Startups in incubation"), [(it.year, it.incubated_startups) for it in years]),
        (lazy_gettext("Jobs, in 10,000"), [(it.year, it.jobs) for it in years]),
    ]
    return [Chart(title=title, bars=draw_bars(figures)) for title, figures in columns]
