"""Who is not to be suggested to whom, as the database has it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from matchmaker.domain.vocabulary import MentorshipState, PartyKind
from matchmaker.services.conflicts import list_forbidden
from matchmaker.services.suggesting.market import Pairs

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

PARTNERS = (PartyKind.MENTOR, PartyKind.INVESTOR)
"""Kinds that startups seek, each a market of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """By the partner's kind the pairs (startup, partner) that are not to be suggested, and the partners who are not to
    be suggested to any startup.
    """

    forbidden: Mapping[PartyKind, Pairs]
    closed: Mapping[PartyKind, frozenset[int]]


def load_rules(unit: "UnitOfWork", now: datetime) -> Rules:
    """Pairs that are one person, or mentor and mentee already, or blocked in the ledger."""
    blocked = list_forbidden(unit, now=now)
    under_way = frozenset(
        (it.startup_id, it.mentor_id) for it in unit.mentorships.list_open() if it.state is MentorshipState.ACCEPTED
    )
    own = {kind: blocked.pairs[kind] | _list_own(unit, kind) for kind in PARTNERS}
    return Rules(forbidden={**own, PartyKind.MENTOR: own[PartyKind.MENTOR] | under_way}, closed=blocked.partners)


def _list_own(unit: "UnitOfWork", kind: PartyKind) -> Pairs:
    """Startups of the very account that a mentor or an investor logs in with."""
    partner_of = unit.accounts.list_owners(kind)
    links = unit.accounts.list_links(partner_of)
    return frozenset(
        (link.id, partner_of[account])
        for account, found in links.items()
        for link in found
        if link.kind is PartyKind.STARTUP
    )
