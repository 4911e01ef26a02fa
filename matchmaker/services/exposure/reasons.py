"""Why somebody is suggested to nobody, from what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.accounts import Actor
from matchmaker.domain.exposure import UnlistedReason
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.handicaps.bounds import MATCHES_SHARE, MAX_BOOST
from matchmaker.matching.texts import THIN_TEXT
from matchmaker.services.conflicts import list_blocked
from matchmaker.services.context import UseCase
from matchmaker.storage.queries.exposure import Candidate

MAX_BOOST = MAX_BOOST * MATCHES_SHARE
"""Who has a greater head start was raised to reach the floor, so fits somebody well enough to be thought of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedReasonFinder:
    """What reasons are found by: head starts by id, and who is kept apart from somebody."""

    today: date
    handicaps: Mapping[int, float]
    kept_apart: frozenset[int]

    def find_reason(self, it: Candidate) -> UnlistedReason:
        """The first reason that holds."""
        for reason, holds in (
            (UnlistedReason.LEFT, it.has_left),
            (UnlistedReason.EXPIRED, it.certified_until is not None and it.certified_until < self.today),
            (UnlistedReason.FULL, it.places_left == 0),
            (UnlistedReason.PAUSED, it.is_paused and (it.paused_until is None or self.today <= it.paused_until)),
            (UnlistedReason.PENDING, it.id not in self.handicaps),
            (UnlistedReason.THIN, it.words < THIN_TEXT),
            (UnlistedReason.CONFLICT, it.id in self.kept_apart),
            (UnlistedReason.OUTRANKED, self.handicaps.get(it.id, 0.0) > MAX_BOOST),
        ):
            if holds:
                return reason
        return UnlistedReason.NO_FIT


def load_reason_finder(case: UseCase[Actor | None], kinds: tuple[PartyKind, PartyKind]) -> UnlistedReasonFinder:
    """The judge of one kind of list."""
    partner = kinds[1] if kinds[0] is PartyKind.STARTUP else kinds[0]
    forbidden = list_blocked(case.unit, now=case.now)
    if kinds[1] is PartyKind.STARTUP:
        kept_apart = frozenset(startup for startup, _ in forbidden.pairs[partner])
    else:
        kept_apart = frozenset(other for _, other in forbidden.pairs[partner]) | forbidden.partners[partner]
    return UnlistedReasonFinder(
        today=case.today, handicaps=case.unit.exposure.list_handicaps(kinds), kept_apart=kept_apart
    )
