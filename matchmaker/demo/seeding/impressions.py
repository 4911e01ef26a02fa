"""What the participants of the invented meeting were shown before they wished: its page, then their wish lists."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from matchmaker.domain.events import Participation
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.meetings.events.candidates import list_suggested_pairs
from matchmaker.services.platform.context import Context
from matchmaker.storage import UnitOfWork

DONE = "demo_shown"
"""Name of the mark that this was made."""

ON_EVENT, ON_WISHES = 6, 12
"""Candidates that were looked at on either page."""

LATEST, EARLIEST = 9, 26
"""Days ago on which participants looked."""


def seed_shown(context: Context, event_id: EventId) -> int:
    """Note it once; how many were shown."""
    with context.open_unit() as unit:
        if unit.flags.find(DONE) is not None:
            return 0
        there = unit.participations.list_for_event(event_id)
        ranked = _rank(unit, there)
        shown = 0
        for own in there:
            impressions = list(_show(context, own, ranked.get(own.id, [])))
            unit.impressions.record(impressions, local_day(_choose_moment(context, own)))
            shown += len(impressions)
        unit.flags.set(DONE, str(shown))
        unit.commit()
    return shown


def _rank(unit: UnitOfWork, there: Sequence[Participation]) -> dict[ParticipationId, list[tuple[Participation, Fit]]]:
    """Whom each is suggested, the best first and equal ones in the order of their numbers, as the pages do."""
    by_profile = {(it.kind, it.profile_id): it for it in there}
    ids = {kind: [it.profile_id for it in there if it.kind is kind] for kind in PartyKind}
    found: dict[ParticipationId, list[tuple[Participation, Fit]]] = defaultdict(list)
    for (startup_id, investor_id), fit in list_suggested_pairs(unit, ids).items():
        startup = by_profile[PartyKind.STARTUP, startup_id]
        investor = by_profile[PartyKind.INVESTOR, investor_id]
        found[startup.id].append((investor, fit))
        found[investor.id].append((startup, fit))
    return {key: sorted(others, key=lambda it: (-it[1].score, it[0].id)) for key, others in found.items()}


def _show(context: Context, own: Participation, ranked: Sequence[tuple[Participation, Fit]]) -> Iterator[Impression]:
    for surface, most in ((Surface.EVENT, ON_EVENT), (Surface.WISHES, ON_WISHES)):
        for position, (other, fit) in enumerate(ranked[:most], 1):
            yield Impression(
                seeker_kind=own.kind,
                seeker_id=own.profile_id,
                candidate_kind=other.kind,
                candidate_id=other.profile_id,
                surface=surface,
                position=position,
                band=fit.band,
                score=fit.score,
                shown_at=_choose_moment(context, own),
            )


def _choose_moment(context: Context, own: Participation) -> datetime:
    """When they looked: each on a day of their own."""
    return context.now() - choose_look(own.id)


def choose_look(participation_id: ParticipationId) -> timedelta:
    """How long ago a participant looked at suggestions."""
    return timedelta(days=LATEST + participation_id % (EARLIEST - LATEST))
