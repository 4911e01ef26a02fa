"""Who is not to be suggested to whom, as the database has it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests import list_blocked
from matchmaker.services.suggestions.market import ExposureBoosts, Pairs
from matchmaker.storage import UnitOfWork

PARTNERS = (PartyKind.MENTOR, PartyKind.INVESTOR)
"""Kinds that startups seek, each a market of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRules:
    """By the partner's kind the pairs (startup, partner) that are not to be suggested, and the partners who are not to
    be suggested to any startup. ``handicaps`` are the head starts by which all lists were ordered
    last, and ``ordered_at`` is when.
    """

    forbidden: Mapping[PartyKind, Pairs]
    blocked_partners: Mapping[PartyKind, frozenset[int]]
    exposure_boosts: Mapping[tuple[PartyKind, PartyKind], ExposureBoosts]
    ordered_at: datetime | None


def load_rules(unit: UnitOfWork, now: datetime, known: MarketRules | None = None) -> MarketRules:
    """Pairs that are one person, or mentor and mentee already, or blocked in the ledger. Head starts that are ``known``
    are not read again.
    """
    ordered_at = unit.exposure_boosts.find_time()
    is_known = known is not None and known.ordered_at == ordered_at
    blocked = list_blocked(unit, now=now)
    under_way = frozenset(
        (it.startup_id, it.mentor_id) for it in unit.applications.list_open() if it.state is ApplicationState.ACCEPTED
    )
    own = {kind: blocked.pairs[kind] | unit.relations.list_own_startups(kind) for kind in PARTNERS}
    return MarketRules(
        forbidden={**own, PartyKind.MENTOR: own[PartyKind.MENTOR] | under_way},
        blocked_partners=blocked.partners,
        exposure_boosts=known.exposure_boosts if known and is_known else unit.exposure_boosts.load(),
        ordered_at=ordered_at,
    )
