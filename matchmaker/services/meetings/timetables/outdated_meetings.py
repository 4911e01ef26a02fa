"""Meetings of a draft that today's facts forbid: passes, conflicts of interest, closed times, fewer places, two roles
of one person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from matchmaker.domain.events import Event, Participation, Wish
from matchmaker.domain.ids import MeetingId, ParticipationId, SlotId
from matchmaker.domain.timetables import Meeting
from matchmaker.services.meetings.timetables.planner_people import PlannerPeople, make_planner_people


def find_outdated(
    event: Event,
    meetings: Sequence[Meeting],
    participations: Sequence[Participation],
    wishes: Sequence[Wish],
    *,
    blocked: Collection[frozenset[ParticipationId]] = (),
) -> frozenset[MeetingId]:
    """Meetings that could not be planned now; ``blocked`` are pairs that the conflict ledger keeps apart.

    All of their people must be among the ``participations``, which are the registered ones, and all of their slots
    must be slots of the ``event``. Where somebody has more meetings than places, the last of the day are told.
    """
    calendars = make_planner_people(event, participations, {})
    index_of = {slot.id: index for index, slot in enumerate(event.slots)}
    vetoed = {frozenset((it.wisher_id, it.wished_id)) for it in wishes if it.is_veto} | set(blocked)
    passed = (
        it.id for it in meetings if frozenset((it.startup_participation_id, it.investor_participation_id)) in vetoed
    )
    return frozenset([*passed, *_list_impossible(meetings, calendars, index_of)])


def _list_impossible(
    meetings: Sequence[Meeting], calendars: PlannerPeople, index_of: Mapping[SlotId, int]
) -> Iterator[MeetingId]:
    """Meetings that the calendar of one of their two people has no room for."""
    days: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda it: index_of[it.slot_id]):
        startup = calendars.person_of[meeting.startup_participation_id]
        investor = calendars.person_of[meeting.investor_participation_id]
        if startup == investor:
            yield meeting.id
        days[startup].append(meeting)
        days[investor].append(meeting)
    for person, day in days.items():
        free, left = set(calendars.people[person].open_slots), calendars.people[person].max_meetings
        for meeting in day:
            slot = index_of[meeting.slot_id]
            if slot not in free or left <= 0:
                yield meeting.id
            else:
                free.remove(slot)
                left -= 1
