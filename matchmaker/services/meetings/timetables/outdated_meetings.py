"""Meetings of a draft that are not possible any more.

The reasons: passes, conflicts of interest, closed slots, lower limits of meetings, or two roles of one person.
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
    """Ids of the meetings that could not be planned now. ``blocked``: pairs that the conflict ledger keeps apart.

    ``participations`` are the registered ones. All people of the meetings must be among them, and all slots must be
    slots of the ``event``. If somebody has more meetings than the limit, the last ones of the day are returned.
    """
    planner_people = make_planner_people(event, participations, {})
    index_of = {slot.id: index for index, slot in enumerate(event.slots)}
    vetoed = {frozenset((it.wisher_id, it.wished_id)) for it in wishes if it.is_veto} | set(blocked)
    passed = (
        it.id for it in meetings if frozenset((it.startup_participation_id, it.investor_participation_id)) in vetoed
    )
    return frozenset([*passed, *_list_impossible(meetings, planner_people, index_of)])


def _list_impossible(
    meetings: Sequence[Meeting], planner_people: PlannerPeople, index_of: Mapping[SlotId, int]
) -> Iterator[MeetingId]:
    """Meetings for which one of the two people has no open slot or no meeting left."""
    days: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in sorted(meetings, key=lambda it: index_of[it.slot_id]):
        startup = planner_people.person_of[meeting.startup_participation_id]
        investor = planner_people.person_of[meeting.investor_participation_id]
        if startup == investor:
            yield meeting.id
        days[startup].append(meeting)
        days[investor].append(meeting)
    for person, day in days.items():
        free, left = set(planner_people.people[person].open_slots), planner_people.people[person].max_meetings
        for meeting in day:
            slot = index_of[meeting.slot_id]
            if slot not in free or left <= 0:
                yield meeting.id
            else:
                free.remove(slot)
                left -= 1
