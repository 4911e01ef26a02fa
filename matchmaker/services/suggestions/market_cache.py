"""The market between two jobs of a process: only what changed meanwhile is read and computed again.

Profiles are compared by their marks (the version, and what moves without one). Who may meet whom, and the day, are
read each time. What is usual in the market as a whole stays as it was learned until too much has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.sides import MarketSide
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.forbidden_pairs import MarketRules, load_rules
from matchmaker.services.suggestions.learning.serving_version import read_preferences
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_loading import (
    MarketStatistics,
    Views,
    encode_sides,
    find_common_by_kind,
    fit_statistics,
    load_changed_people,
    load_people,
    make_market,
    make_sides,
    refresh_interactions,
)
from matchmaker.storage import UnitOfWork

Revisions = dict[int, object]

MAX_CHANGED_SHARE = 0.05
"""Share of a side whose texts may change before its habits are learned anew: a twentieth hardly moves means, quantiles
and rarity. Markets of fewer than twenty learn anew with every change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedMarket:
    """What is kept of a market: ``sizes`` of its sides when the habits were learned, and who came, went or says
    something else since then.
    """

    revisions: Mapping[PartyKind, Revisions]
    sides: Mapping[PartyKind, MarketSide]
    views: Views
    statistics: MarketStatistics
    rules: MarketRules
    sizes: Mapping[PartyKind, int]
    changed: Mapping[PartyKind, frozenset[int]]

    @property
    def is_stale(self) -> bool:
        """Whether too much has changed for the habits."""
        return any(len(self.changed[kind]) > MAX_CHANGED_SHARE * size for kind, size in self.sizes.items())


_caches: "list[MarketCache]" = []
_caches_lock = Lock()


def get_market_cache(context: Context) -> "MarketCache":
    """The market of this process; one at a time, so that memory is that of one market."""
    with _caches_lock:
        if not _caches or _caches[0].context != context:
            _caches[:] = [MarketCache(context)]
        return _caches[0]


def clear_market_cache() -> None:
    """Give the memory back, where no more jobs follow."""
    with _caches_lock:
        _caches.clear()


class MarketCache:
    """A market that is loaded once and then follows the database, whoever writes to it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._lock = Lock()
        self._cached: CachedMarket | None = None

    @property
    def statistics(self) -> MarketStatistics | None:
        """What the market goes by; None before it is loaded."""
        return self._cached.statistics if self._cached else None

    def load(self, progress: ProgressCallback = ignore_progress) -> Market:
        """The market as stored now, its habits learned anew."""
        with self._lock:
            return self._load(progress)

    def refresh(self, progress: ProgressCallback = ignore_progress) -> Market:
        """The market as stored now, by the habits learned last unless too much has changed since."""
        with self._lock:
            if self._cached is None:
                return self._load(progress)
            kept = self._apply_changes(self._cached, progress)
            return self._load(progress) if kept.is_stale else self._build_market(kept)

    def _load(self, progress: ProgressCallback) -> Market:
        with self.context.open_unit(readonly=True) as unit:
            marks, people, rules = _list_revisions(unit), load_people(unit), load_rules(unit, self.context.now())
        common = find_common_by_kind(people)
        sides = make_sides(self.context, people, common, progress)
        habits = fit_statistics(self.context, sides, common)
        sizes = {kind: len(side) for kind, side in sides.items()}
        nobody: dict[PartyKind, frozenset[int]] = dict.fromkeys(sides, frozenset())
        views = encode_sides(sides, habits)
        seen = CachedMarket(
            revisions=marks, sides=sides, views=views, statistics=habits, rules=rules, sizes=sizes, changed=nobody
        )
        return self._build_market(seen)

    def _apply_changes(self, kept: CachedMarket, progress: ProgressCallback) -> CachedMarket:
        """What is kept, with the changes of others and the rules of the same moment."""
        with self.context.open_unit(readonly=True) as unit:
            marks, rules = _list_revisions(unit), load_rules(unit, self.context.now(), kept.rules)
            touched = {kind: _list_changed(kept.revisions[kind], now) for kind, now in marks.items()}
            people = load_changed_people(unit, {kind: ids & marks[kind].keys() for kind, ids in touched.items() if ids})
        for kind, side in make_sides(self.context, people, kept.statistics.common_clauses, progress).items():
            kept = _replace_rows(kept, kind, side, touched=touched[kind])
        return replace(kept, revisions=marks, rules=rules)

    def _build_market(self, kept: CachedMarket) -> Market:
        preferences = read_preferences(self.context)
        habits = refresh_interactions(self.context, kept.statistics, kept.views, preferences=preferences)
        self._cached = replace(kept, statistics=habits)
        return make_market(
            self.context, kept.sides, habits=habits, views=kept.views, rules=kept.rules, preferences=preferences
        )


def _list_revisions(unit: UnitOfWork) -> dict[PartyKind, Revisions]:
    return {
        PartyKind.STARTUP: unit.startups.list_revisions(),
        PartyKind.MENTOR: unit.mentors.list_revisions(),
        PartyKind.INVESTOR: unit.investors.list_revisions(),
    }


def _list_changed(before: Revisions, now: Revisions) -> set[int]:
    """Who came, changed or went."""
    return {it for it, mark in now.items() if before.get(it) != mark} | (before.keys() - now.keys())


def _replace_rows(kept: CachedMarket, kind: PartyKind, more: MarketSide, *, touched: set[int]) -> CachedMarket:
    """``more`` in the place of all who were touched."""
    old = kept.sides[kind]
    rows = np.flatnonzero(~np.isin(old.ids, list(touched)))
    side = (old if len(rows) == len(old) else old.take(rows)).join(more)
    views = {
        (own, partner): view.with_changed_rows(side, rows, more, calibration=kept.statistics.calibrations[partner])
        for (own, partner), view in kept.views.items()
        if own is kind
    }
    changed = touched - _list_unchanged_texts(old, more)
    return replace(
        kept,
        sides={**kept.sides, kind: side},
        views={**kept.views, **views},
        changed={**kept.changed, kind: kept.changed[kind] | changed},
    )


def _list_unchanged_texts(old: MarketSide, more: MarketSide) -> set[int]:
    """Who says what was said before: another number of free places changes no habits."""
    rows = old.find_rows(more.ids.tolist())
    return {
        int(more.ids[new]) for new, row in enumerate(rows) if row >= 0 and _texts_of(old, row) == _texts_of(more, new)
    }


def _texts_of(side: MarketSide, row: "int | np.intp") -> tuple[str, str]:
    return side.profile.texts[row], side.needs.texts[row]
