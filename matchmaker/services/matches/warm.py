"""The market between two jobs of a process: only what changed meanwhile is read and computed again.

Profiles are compared by their marks (the version, and what moves without one). Who may meet whom, and the day, are
read each time. What is usual in the market as a whole stays as it was learned until too much has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.sides import Side
from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.learning.serving import read_preferences
from matchmaker.services.matches.market import (
    Habits,
    Views,
    find_common,
    follow_people,
    learn_habits,
    load_people,
    load_some,
    make_market,
    make_sides,
    view_sides,
)
from matchmaker.services.matches.rules import Rules, load_rules
from matchmaker.services.suggesting.market import Market
from matchmaker.storage import UnitOfWork

Marks = dict[int, object]

MOST_CHANGED = 0.05
"""Share of a side whose texts may change before its habits are learned anew: a twentieth hardly moves means, quantiles
and rarity. Markets of fewer than twenty learn anew with every change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a market: ``sizes`` of its sides when the habits were learned, and who came, went or says
    something else since then.
    """

    revisions: Mapping[PartyKind, Marks]
    sides: Mapping[PartyKind, Side]
    views: Views
    statistics: Habits
    rules: Rules
    sizes: Mapping[PartyKind, int]
    changed: Mapping[PartyKind, frozenset[int]]

    @property
    def is_stale(self) -> bool:
        """Whether too much has changed for the habits."""
        return any(len(self.changed[kind]) > MOST_CHANGED * size for kind, size in self.sizes.items())


_held: "list[WarmMarket]" = []
_holding = Lock()


def keep_market(context: Context) -> "WarmMarket":
    """The market of this process; one at a time, so that memory is that of one market."""
    with _holding:
        if not _held or _held[0].context != context:
            _held[:] = [WarmMarket(context)]
        return _held[0]


def forget_market() -> None:
    """Give the memory back, where no more jobs follow."""
    with _holding:
        _held.clear()


class WarmMarket:
    """A market that is loaded once and then follows the database, whoever writes to it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._lock = Lock()
        self._cached: Kept | None = None

    @property
    def statistics(self) -> Habits | None:
        """What the market goes by; None before it is loaded."""
        return self._cached.statistics if self._cached else None

    def load(self, progress: Progress = ignore_progress) -> Market:
        """The market as stored now, its habits learned anew."""
        with self._lock:
            return self._load(progress)

    def refresh(self, progress: Progress = ignore_progress) -> Market:
        """The market as stored now, by the habits learned last unless too much has changed since."""
        with self._lock:
            if self._cached is None:
                return self._load(progress)
            kept = self._apply_changes(self._cached, progress)
            return self._load(progress) if kept.is_stale else self._build_market(kept)

    def _load(self, progress: Progress) -> Market:
        with self.context.open_unit(readonly=True) as unit:
            marks, people, rules = _list_marks(unit), load_people(unit), load_rules(unit, self.context.now())
        common = find_common(people)
        sides = make_sides(self.context, people, common, progress)
        habits = learn_habits(self.context, sides, common)
        sizes = {kind: len(side) for kind, side in sides.items()}
        nobody: dict[PartyKind, frozenset[int]] = dict.fromkeys(sides, frozenset())
        views = view_sides(sides, habits)
        seen = Kept(
            revisions=marks, sides=sides, views=views, statistics=habits, rules=rules, sizes=sizes, changed=nobody
        )
        return self._build_market(seen)

    def _apply_changes(self, kept: Kept, progress: Progress) -> Kept:
        """What is kept, with the changes of others and the rules of the same moment."""
        with self.context.open_unit(readonly=True) as unit:
            marks, rules = _list_marks(unit), load_rules(unit, self.context.now(), kept.rules)
            touched = {kind: _list_touched(kept.revisions[kind], now) for kind, now in marks.items()}
            people = load_some(unit, {kind: ids & marks[kind].keys() for kind, ids in touched.items() if ids})
        for kind, side in make_sides(self.context, people, kept.statistics.common_clauses, progress).items():
            kept = _change(kept, kind, side, touched=touched[kind])
        return replace(kept, revisions=marks, rules=rules)

    def _build_market(self, kept: Kept) -> Market:
        preferences = read_preferences(self.context)
        habits = follow_people(self.context, kept.statistics, kept.views, preferences=preferences)
        self._cached = replace(kept, statistics=habits)
        return make_market(
            self.context, kept.sides, habits=habits, views=kept.views, rules=kept.rules, preferences=preferences
        )


def _list_marks(unit: UnitOfWork) -> dict[PartyKind, Marks]:
    return {
        PartyKind.STARTUP: unit.startups.list_revisions(),
        PartyKind.MENTOR: unit.mentors.list_revisions(),
        PartyKind.INVESTOR: unit.investors.list_revisions(),
    }


def _list_touched(before: Marks, now: Marks) -> set[int]:
    """Who came, changed or went."""
    return {it for it, mark in now.items() if before.get(it) != mark} | (before.keys() - now.keys())


def _change(kept: Kept, kind: PartyKind, more: Side, *, touched: set[int]) -> Kept:
    """``more`` in the place of all who were touched."""
    old = kept.sides[kind]
    rows = np.flatnonzero(~np.isin(old.ids, list(touched)))
    side = (old if len(rows) == len(old) else old.take(rows)).join(more)
    views = {
        (own, partner): view.with_changed_rows(side, rows, more, calibration=kept.statistics.calibrations[partner])
        for (own, partner), view in kept.views.items()
        if own is kind
    }
    changed = touched - _list_as_before(old, more)
    return replace(
        kept,
        sides={**kept.sides, kind: side},
        views={**kept.views, **views},
        changed={**kept.changed, kind: kept.changed[kind] | changed},
    )


def _list_as_before(old: Side, more: Side) -> set[int]:
    """Who says what was said before: another number of free places changes no habits."""
    rows = old.find_rows(more.ids.tolist())
    return {int(more.ids[new]) for new, row in enumerate(rows) if row >= 0 and _said(old, row) == _said(more, new)}


def _said(side: Side, row: "int | np.intp") -> tuple[str, str]:
    return side.profile.texts[row], side.needs.texts[row]
