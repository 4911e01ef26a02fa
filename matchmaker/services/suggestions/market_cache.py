"""The market cached between the jobs of a process: only changed profiles are read and encoded again.

Profiles are compared by their revisions: the version, and fields that change without a new version. The rules and the
day are read each time. The statistics of the whole market are fitted again only when too many profiles have changed.
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
"""Share of a side whose texts may change before the statistics are fitted again. A twentieth hardly changes means,
quantiles and rarity. Markets of fewer than twenty profiles fit them again after every change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedMarket:
    """The cached parts of a market.

    ``sizes`` are those of the sides when the statistics were fitted. ``changed`` has the ids that were added or
    removed, or whose texts changed, since then.
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
        """Whether too many profiles have changed for the statistics."""
        return any(len(self.changed[kind]) > MAX_CHANGED_SHARE * size for kind, size in self.sizes.items())


_caches: "list[MarketCache]" = []
_caches_lock = Lock()


def get_market_cache(context: Context) -> "MarketCache":
    """The cache of this process. There is one at a time, so only one market takes memory."""
    with _caches_lock:
        if not _caches or _caches[0].context != context:
            _caches[:] = [MarketCache(context)]
        return _caches[0]


def clear_market_cache() -> None:
    """Free the memory when no more jobs follow."""
    with _caches_lock:
        _caches.clear()


class MarketCache:
    """A market that is loaded once and then updated from the database, whichever process wrote to it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._lock = Lock()
        self._cached: CachedMarket | None = None

    @property
    def statistics(self) -> MarketStatistics | None:
        """The statistics of the market. None before it is loaded."""
        return self._cached.statistics if self._cached else None

    def load(self, progress: ProgressCallback = ignore_progress) -> Market:
        """Load the whole market and fit its statistics."""
        with self._lock:
            return self._load(progress)

    def refresh(self, progress: ProgressCallback = ignore_progress) -> Market:
        """Update the market. The statistics stay as they are unless too many profiles have changed."""
        with self._lock:
            if self._cached is None:
                return self._load(progress)
            cached = self._apply_changes(self._cached, progress)
            return self._load(progress) if cached.is_stale else self._build_market(cached)

    def _load(self, progress: ProgressCallback) -> Market:
        with self.context.open_unit(readonly=True) as unit:
            revisions, people, rules = _list_revisions(unit), load_people(unit), load_rules(unit, self.context.now())
        common = find_common_by_kind(people)
        sides = make_sides(self.context, people, common, progress)
        statistics = fit_statistics(self.context, sides, common)
        sizes = {kind: len(side) for kind, side in sides.items()}
        unchanged: dict[PartyKind, frozenset[int]] = dict.fromkeys(sides, frozenset())
        views = encode_sides(sides, statistics)
        cached = CachedMarket(
            revisions=revisions,
            sides=sides,
            views=views,
            statistics=statistics,
            rules=rules,
            sizes=sizes,
            changed=unchanged,
        )
        return self._build_market(cached)

    def _apply_changes(self, cached: CachedMarket, progress: ProgressCallback) -> CachedMarket:
        """The cached market with changed profiles and rules, read at the same moment."""
        with self.context.open_unit(readonly=True) as unit:
            revisions, rules = _list_revisions(unit), load_rules(unit, self.context.now(), cached.rules)
            touched = {kind: _list_changed(cached.revisions[kind], now) for kind, now in revisions.items()}
            people = load_changed_people(
                unit, {kind: ids & revisions[kind].keys() for kind, ids in touched.items() if ids}
            )
        for kind, side in make_sides(self.context, people, cached.statistics.common_clauses, progress).items():
            cached = _replace_rows(cached, kind, side, touched=touched[kind])
        return replace(cached, revisions=revisions, rules=rules)

    def _build_market(self, cached: CachedMarket) -> Market:
        preferences = read_preferences(self.context)
        statistics = refresh_interactions(self.context, cached.statistics, cached.views, preferences=preferences)
        self._cached = replace(cached, statistics=statistics)
        return make_market(
            self.context,
            cached.sides,
            statistics=statistics,
            views=cached.views,
            rules=cached.rules,
            preferences=preferences,
        )


def _list_revisions(unit: UnitOfWork) -> dict[PartyKind, Revisions]:
    return {
        PartyKind.STARTUP: unit.startups.list_revisions(),
        PartyKind.MENTOR: unit.mentors.list_revisions(),
        PartyKind.INVESTOR: unit.investors.list_revisions(),
    }


def _list_changed(before: Revisions, now: Revisions) -> set[int]:
    """Ids that were added, changed or removed."""
    return {it for it, revision in now.items() if before.get(it) != revision} | (before.keys() - now.keys())


def _replace_rows(cached: CachedMarket, kind: PartyKind, more: MarketSide, *, touched: set[int]) -> CachedMarket:
    """Replace the rows of the ``touched`` profiles by ``more``."""
    old = cached.sides[kind]
    rows = np.flatnonzero(~np.isin(old.ids, list(touched)))
    side = (old if len(rows) == len(old) else old.take(rows)).join(more)
    views = {
        (own, partner): encoded.with_changed_rows(side, rows, more, calibration=cached.statistics.calibrations[partner])
        for (own, partner), encoded in cached.views.items()
        if own is kind
    }
    changed = touched - _list_unchanged_texts(old, more)
    return replace(
        cached,
        sides={**cached.sides, kind: side},
        views={**cached.views, **views},
        changed={**cached.changed, kind: cached.changed[kind] | changed},
    )


def _list_unchanged_texts(old: MarketSide, more: MarketSide) -> set[int]:
    """Profiles whose texts did not change. A new number of free places does not change the statistics."""
    rows = old.find_rows(more.ids.tolist())
    return {
        int(more.ids[new]) for new, row in enumerate(rows) if row >= 0 and _texts_of(old, row) == _texts_of(more, new)
    }


def _texts_of(side: MarketSide, row: "int | np.intp") -> tuple[str, str]:
    return side.profile.texts[row], side.needs.texts[row]
