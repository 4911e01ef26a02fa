"""Record what people were shown, so that training can compare it with what they chose."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import DatabaseBusy
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.local_time import local_day
from matchmaker.domain.profiles import Profile
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import Context, find_today

log = logging.getLogger(__name__)

PATIENCE = 0.1
"""Seconds to wait for a busy database, about as long as a page takes. Losing a few impressions does no harm."""


class ListedCandidate(Protocol):
    """Somebody in a list of suggestions."""

    @property
    def fit(self) -> Fit: ...

    @property
    def profile(self) -> Profile: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A ranked list as a page shows it, the first place first."""

    seeker_kind: PartyKind
    seeker_id: int
    candidate_kind: PartyKind
    candidates: Sequence[ListedCandidate]


def record_impressions(context: Context, actor: Actor, surface: Surface, lists: Iterable[ShownList]) -> None:
    """Record what the actor is shown for their own profiles.

    Nothing is recorded for operators who look after others, or for people who switched suggestions off. A page never
    fails because of this. When the database is busy, the impressions are dropped with a warning.
    """
    own = set(actor.list_profiles()) if actor.is_personalised else set()
    own_lists = [it for it in lists if (it.seeker_kind, it.seeker_id) in own]
    impressions = [it for shown in own_lists for it in _list_impressions(shown, surface, context.now())]
    if not impressions:
        return
    try:
        with context.open_unit(patience=PATIENCE) as unit:
            unit.impressions.record(impressions, find_today(context))
            unit.commit()
    except DatabaseBusy:
        log.warning("the database is busy: %s impressions (%s) are not noted", len(impressions), surface)


def purge_impressions(context: Context) -> int:
    """Delete impressions older than the setting allows. Returns how many rows were deleted."""
    first = local_day(context.now() - timedelta(days=context.settings.impression_days))
    with context.open_unit() as unit:
        count = unit.impressions.purge(first)
        unit.commit()
    return count


def _list_impressions(shown: ShownList, surface: Surface, now: datetime) -> Iterator[Impression]:
    for position, candidate in enumerate(shown.candidates, 1):
        yield Impression(
            seeker_kind=shown.seeker_kind,
            seeker_id=shown.seeker_id,
            candidate_kind=shown.candidate_kind,
            candidate_id=candidate.profile.id,
            surface=surface,
            position=position,
            band=candidate.fit.band,
            score=candidate.fit.score,
            shown_at=now,
        )
