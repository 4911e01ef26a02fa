"""What an event gives the planner: people, wishes, suggestions, conflicts and tables, as they are now."""

from collections.abc import Mapping
from datetime import datetime

from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.profiles import Investor
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.conflicts.attending import judge_participations
from matchmaker.services.events.candidates import list_suggested_pairs
from matchmaker.services.timetables.problem import PlanInput, Two
from matchmaker.storage import UnitOfWork


def load_input(unit: UnitOfWork, event_id: EventId, now: datetime) -> PlanInput:
    """What the planner is given: registered people, wishes, suggested pairs among those registered, and conflicts."""
    event = unit.events.get(event_id)
    entries = unit.participations.list_entries(event_id, state=ParticipationState.REGISTERED)
    by_profile: dict[tuple[PartyKind, int], ParticipationId] = {
        (it.participation.kind, it.profile.id): it.participation.id for it in entries
    }
    profiles = {
        kind: [profile for of, profile in by_profile if of is kind] for kind in (PartyKind.STARTUP, PartyKind.INVESTOR)
    }
    fits = list_suggested_pairs(unit, profiles)
    scores: dict[Two, float] = {
        frozenset((by_profile[PartyKind.STARTUP, startup], by_profile[PartyKind.INVESTOR, investor])): fit.score
        for (startup, investor), fit in fits.items()
    }
    houses: Mapping[ParticipationId, str] = {
        it.participation.id: it.profile.organisation.strip()
        for it in entries
        if isinstance(it.profile, Investor) and it.profile.organisation.strip()
    }
    registered = [it.participation for it in entries]
    wishes = unit.wishes.list_for_event(event_id)
    wished = {frozenset((it.wisher_id, it.wished_id)) for it in wishes if not it.is_veto}
    judged = judge_participations(unit, registered, wished | scores.keys(), now=now)
    return PlanInput(
        event=event,
        participations=registered,
        wishes=wishes,
        scores=scores,
        organisations=houses,
        blocked=frozenset(two for two, judgement in judged.items() if judgement.is_blocked),
        warned=frozenset(two for two, judgement in judged.items() if judgement.is_warned),
        lost_tables=unit.events.list_lost_tables(event_id),
    )
