"""Pairs that must not be suggested, read from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests import list_blocked
from matchmaker.services.suggestions.market import PARTNERS, ExposureBoosts, Pairs
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRules:
    """Rules for suggestions, by the partner's kind.

    ``forbidden`` has the pairs (startup, partner) that must not be suggested. ``blocked_partners`` must not be
    suggested to any startup. ``exposure_boosts`` are those of the last run over all lists, which was at ``ordered_at``.
    """

    forbidden: Mapping[PartyKind, Pairs]
    blocked_partners: Mapping[PartyKind, frozenset[int]]
    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], ExposureBoosts]
    ordered_at: datetime | None


def load_rules(unit: UnitOfWork, now: datetime, known: MarketRules | None = None) -> MarketRules:
    """Read the rules: pairs of one person, mentors with their present mentees, and what the ledger blocks.

    The boosts in ``known`` are used again where they are still current.
    """
    ordered_at = unit.exposure_boosts.find_time()
    is_known = known is not None and known.ordered_at == ordered_at
    blocked = list_blocked(unit, now=now)
    accepted = frozenset(
        (it.startup_id, it.mentor_id) for it in unit.applications.list_open() if it.state is ApplicationState.ACCEPTED
    )
    pairs = {kind: blocked.pairs[kind] | unit.relations.list_own_startups(kind) for kind in PARTNERS}
    return MarketRules(
        forbidden={**pairs, PartyKind.MENTOR: pairs[PartyKind.MENTOR] | accepted},
        blocked_partners=blocked.partners,
        exposure_boosts=known.exposure_boosts if known and is_known else unit.exposure_boosts.load(),
        ordered_at=ordered_at,
    )
