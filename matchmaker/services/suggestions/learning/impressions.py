"""What people were shown is noted beside the page, so that what they choose can be held against it."""

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
"""Seconds to wait for a busy database, about what a page takes; what is not noted then is no harm."""


class ListedCandidate(Protocol):
    """Somebody on a list of suggestions."""

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
    """Note what the actor is shown for own profiles; nothing for who looks after others, or switched suggestions off.

    A page never fails for it: where the database is busy, it is left out with a warning.
    """
    own = set(actor.list_profiles()) if actor.is_personalised else set()
    seen = [it for it in lists if (it.seeker_kind, it.seeker_id) in own]
    impressions = [it for one in seen for it in _list_impressions(one, surface, context.now())]
    if not impressions:
        return
    try:
        with context.open_unit(patience=PATIENCE) as unit:
            unit.impressions.record(impressions, find_today(context))
            unit.commit()
    except DatabaseBusy:
        log.warning("the database is busy: %s impressions (%s) are not noted", len(impressions), surface)


def purge_impressions(context: Context) -> int:
    """Forget what was shown longer ago than the setting says; how many rows that were."""
    first = local_day(context.now() - timedelta(days=context.settings.impression_days))
    with context.open_unit() as unit:
        count = unit.impressions.purge(first)
        unit.commit()
    return count


def _list_impressions(shown: ShownList, surface: Surface, now: datetime) -> Iterator[Impression]:
    for position, it in enumerate(shown.candidates, 1):
        yield Impression(
            seeker_kind=shown.seeker_kind,
            seeker_id=shown.seeker_id,
            candidate_kind=shown.candidate_kind,
            candidate_id=it.profile.id,
            surface=surface,
            position=position,
            band=it.fit.band,
            score=it.fit.score,
            shown_at=now,
        )
