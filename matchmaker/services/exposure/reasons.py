"""Why somebody is suggested to nobody, from what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.accounts import Actor
from matchmaker.domain.exposure import Unlisted
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.handicaps.bounds import MARKET_SHARE, MOST_HANDICAP
from matchmaker.matching.texts import THIN_TEXT
from matchmaker.services.conflicts import list_forbidden
from matchmaker.services.context import UseCase
from matchmaker.storage.queries.exposure import Candidate

RAISED = MOST_HANDICAP * MARKET_SHARE
"""Who has a greater head start was raised to reach the floor, so fits somebody well enough to be thought of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What reasons are found by: head starts by id, and who is kept apart from somebody."""

    today: date
    handicaps: Mapping[int, float]
    kept_apart: frozenset[int]

    def find_reason(self, it: Candidate) -> Unlisted:
        """The first reason that holds."""
        for reason, holds in (
            (Unlisted.LEFT, it.has_left),
            (Unlisted.EXPIRED, it.certified_until is not None and it.certified_until < self.today),
            (Unlisted.FULL, it.places_left == 0),
            (Unlisted.PAUSED, it.is_paused and (it.paused_until is None or self.today <= it.paused_until)),
            (Unlisted.PENDING, it.id not in self.handicaps),
            (Unlisted.THIN, it.words < THIN_TEXT),
            (Unlisted.CONFLICT, it.id in self.kept_apart),
            (Unlisted.OUTRANKED, self.handicaps.get(it.id, 0.0) > RAISED),
        ):
            if holds:
                return reason
        return Unlisted.NO_FIT


def load_judge(case: UseCase[Actor | None], kinds: tuple[PartyKind, PartyKind]) -> Judge:
    """The judge of one kind of list."""
    partner = kinds[1] if kinds[0] is PartyKind.STARTUP else kinds[0]
    forbidden = list_forbidden(case.unit, now=case.now)
    if kinds[1] is PartyKind.STARTUP:
        kept_apart = frozenset(startup for startup, _ in forbidden.pairs[partner])
    else:
        kept_apart = frozenset(other for _, other in forbidden.pairs[partner]) | forbidden.partners[partner]
    return Judge(today=case.today, handicaps=case.unit.exposure.list_handicaps(kinds), kept_apart=kept_apart)
