"""Load the market: profiles, texts, statistics and rules become the arrays that suggestions are computed from."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import cast

from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.encoded_sides import EncodedSide, encode_side
from matchmaker.matching.market.industry_tree import IndustryTree, build_industry_tree
from matchmaker.matching.market.interaction_tables import InteractionTables
from matchmaker.matching.market.profile_arrays import investor_side, mentor_side, startup_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.preferences import Preferences
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.text.profile_texts import CommonClauses, find_common_clauses, needs_texts, profile_texts
from matchmaker.reference.facts import read_gbt_classes, read_industry_classes
from matchmaker.services.platform.context import Context, ProgressCallback, find_today, ignore_progress
from matchmaker.services.suggestions.forbidden_pairs import MarketRules
from matchmaker.services.suggestions.learning.evidence import list_excluded_people
from matchmaker.services.suggestions.learning.interactions import count_days, load_interactions, uses_interactions
from matchmaker.services.suggestions.market import PARTNERS, Market
from matchmaker.services.suggestions.vectors import load_vectors
from matchmaker.storage import UnitOfWork

Profiles = Sequence[Startup] | Sequence[Mentor] | Sequence[Investor]
People = Mapping[PartyKind, Profiles]
Sides = Mapping[PartyKind, MarketSide]
Views = Mapping[tuple[PartyKind, PartyKind], EncodedSide]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketStatistics:
    """Statistics of the whole market.

    ``common_clauses`` are by kind of profile, ``calibrations`` by the partner's kind. ``interactions`` are filled only
    where the serving version gives them a weight. ``as_of`` is their day and the people left out of them. When one of
    the two changes, the interactions are read again.
    """

    common_clauses: Mapping[PartyKind, CommonClauses]
    calibrations: Mapping[PartyKind, Calibration]
    interactions: Mapping[PartyKind, InteractionTables] = field(default_factory=dict)
    as_of: tuple[int, Mapping[PartyKind, frozenset[int]]] | None = None


def load_people(unit: UnitOfWork) -> People:
    """All profiles by kind."""
    return {
        PartyKind.STARTUP: tuple(unit.startups.iterate_all()),
        PartyKind.MENTOR: tuple(unit.mentors.iterate_all()),
        PartyKind.INVESTOR: tuple(unit.investors.iterate_all()),
    }


def load_changed_people(unit: UnitOfWork, wanted: Mapping[PartyKind, AbstractSet[int]]) -> People:
    """The profiles with the wanted ids, by kind."""
    found: dict[PartyKind, Profiles] = {}
    for kind, ids in wanted.items():
        if kind is PartyKind.STARTUP:
            found[kind] = tuple(unit.startups.list_by_ids(map(StartupId, ids)).values())
        elif kind is PartyKind.MENTOR:
            found[kind] = tuple(unit.mentors.list_by_ids(map(MentorId, ids)).values())
        else:
            found[kind] = tuple(unit.investors.list_by_ids(map(InvestorId, ids)).values())
    return found


def find_common_by_kind(people: People) -> dict[PartyKind, CommonClauses]:
    """Clauses that too many profiles of a kind share."""
    return {kind: find_common_clauses(profiles) for kind, profiles in people.items()}


def fit_statistics(context: Context, sides: Sides, common: Mapping[PartyKind, CommonClauses]) -> MarketStatistics:
    """Fit the calibrations of these sides. Their texts leave out the clauses in ``common``."""
    tree, startups = read_tree(context.settings.seeds), sides[PartyKind.STARTUP]
    return MarketStatistics(
        common_clauses=common, calibrations={it: fit_calibration(startups, sides[it], tree) for it in PARTNERS}
    )


def encode_sides(sides: Sides, statistics: MarketStatistics) -> Views:
    """Sides encoded with the calibrations, by their kind and the partner's. Startups are encoded twice."""
    return {
        (kind, partner): encode_side(sides[kind], statistics.calibrations[partner])
        for partner in PARTNERS
        for kind in (PartyKind.STARTUP, partner)
    }


def refresh_interactions(
    context: Context, statistics: MarketStatistics, views: Views, *, preferences: Preferences
) -> MarketStatistics:
    """The statistics with past interactions, if the preferences use them.

    They are read again each day, and when somebody left or switched suggestions off or on.
    """
    weighed = [it for it in PARTNERS if uses_interactions(preferences, it)]
    if not weighed:
        return replace(statistics, interactions={}, as_of=None) if statistics.interactions else statistics
    with context.open_unit(readonly=True) as unit:
        as_of = int(count_days(context.now())), list_excluded_people(unit)
    if as_of == statistics.as_of and set(weighed) == statistics.interactions.keys():
        return statistics
    found = load_interactions(context, {it: views[PartyKind.STARTUP, it] for it in weighed})
    return replace(statistics, interactions=found, as_of=as_of)


def make_market(
    context: Context,
    sides: Sides,
    *,
    statistics: MarketStatistics,
    views: Views,
    rules: MarketRules,
    preferences: Preferences,
) -> Market:
    """The market of today with the weights of ``preferences``, for which the interactions were read."""
    return Market(
        sides=sides,
        calibrations={
            it: replace(calibration, preferences=preferences, interactions=statistics.interactions.get(it))
            for it, calibration in statistics.calibrations.items()
        },
        views=views,
        forbidden=rules.forbidden,
        blocked_partners=rules.blocked_partners,
        exposure_boosts=rules.exposure_boosts,
        tree=read_tree(context.settings.seeds),
        today=find_today(context),
    )


def make_sides(
    context: Context,
    people: People,
    common: Mapping[PartyKind, CommonClauses],
    progress: ProgressCallback = ignore_progress,
) -> dict[PartyKind, MarketSide]:
    """Sides of these profiles. The vectors of all texts are read or encoded together."""
    texts = {kind: profile_texts(profiles, common[kind]) for kind, profiles in people.items()}
    vectors = load_vectors(
        context, "passage", [text for own_texts in texts.values() for text in own_texts], progress=progress
    )
    sides: dict[PartyKind, MarketSide] = {}
    start = 0
    for kind, profiles in people.items():
        own = vectors[start : start + len(profiles)]
        start += len(profiles)
        if kind is PartyKind.STARTUP:
            startups = cast("Sequence[Startup]", profiles)
            needs = load_vectors(context, "query", needs_texts(startups, common[kind]), progress=progress)
            sides[kind] = startup_side(startups, profiles=own, needs=needs, common=common[kind])
        elif kind is PartyKind.MENTOR:
            sides[kind] = mentor_side(cast("Sequence[Mentor]", profiles), profiles=own, common=common[kind])
        else:
            sides[kind] = investor_side(cast("Sequence[Investor]", profiles), profiles=own, common=common[kind])
    return sides


@cache
def read_tree(seeds: Path) -> IndustryTree:
    """The tree of GB/T 4754 with the seven industries."""
    rows = [(it.code, it.name, it.level, it.parent) for it in read_gbt_classes(seeds)]
    classes = read_industry_classes(seeds)
    return build_industry_tree(rows, [(industry, code) for industry, codes in classes.items() for code in codes])
