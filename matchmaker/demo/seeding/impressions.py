"""Impressions of the participants before they wished: on the page of the meeting, then on their wish lists."""

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

DONE_FLAG = "demo_shown"
"""Name of the flag that the impressions are stored."""

ON_EVENT, ON_WISHES = 6, 12
"""Candidates seen on each of the two pages."""

LATEST, EARLIEST = 9, 26
"""Range of days ago on which participants saw them."""


def seed_shown(context: Context, event_id: EventId) -> int:
    """Store the impressions one time; returns their number."""
    with context.open_unit() as unit:
        if unit.flags.find(DONE_FLAG) is not None:
            return 0
        participations = unit.participations.list_for_event(event_id)
        ranked = _rank(unit, participations)
        shown = 0
        for own in participations:
            impressions = list(_make_impressions(context, own, ranked.get(own.id, [])))
            unit.impressions.record(impressions, local_day(_get_viewing_time(context, own)))
            shown += len(impressions)
        unit.flags.set(DONE_FLAG, str(shown))
        unit.commit()
    return shown


def _rank(
    unit: UnitOfWork, participations: Sequence[Participation]
) -> dict[ParticipationId, list[tuple[Participation, Fit]]]:
    """The suggestions of each participant, the best first and equal ones by id, as on the pages."""
    by_profile = {(it.kind, it.profile_id): it for it in participations}
    ids = {kind: [it.profile_id for it in participations if it.kind is kind] for kind in PartyKind}
    found: dict[ParticipationId, list[tuple[Participation, Fit]]] = defaultdict(list)
    for (startup_id, investor_id), fit in list_suggested_pairs(unit, ids).items():
        startup = by_profile[PartyKind.STARTUP, startup_id]
        investor = by_profile[PartyKind.INVESTOR, investor_id]
        found[startup.id].append((investor, fit))
        found[investor.id].append((startup, fit))
    return {key: sorted(others, key=lambda it: (-it[1].score, it[0].id)) for key, others in found.items()}


def _make_impressions(
    context: Context, own: Participation, ranked: Sequence[tuple[Participation, Fit]]
) -> Iterator[Impression]:
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
                shown_at=_get_viewing_time(context, own),
            )


def _get_viewing_time(context: Context, own: Participation) -> datetime:
    """When a participant saw the suggestions; the day depends on the participant."""
    return context.now() - get_viewing_age(own.id)


def get_viewing_age(participation_id: ParticipationId) -> timedelta:
    """How long ago a participant saw the suggestions."""
    return timedelta(days=LATEST + participation_id % (EARLIEST - LATEST))
