"""Participations as the planner's people: everybody who sits in one chair has one calendar."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.events import FAIRNESS_FLOOR, Event, Participation
from matchmaker.domain.ids import ParticipationId, SlotId
from matchmaker.scheduling.model.problem import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerPeople:
    """``person_of`` tells the index in ``people`` of each participation."""

    people: tuple[Person, ...]
    person_of: Mapping[ParticipationId, int]

    def list_first_participations(self) -> tuple[ParticipationId, ...]:
        """The first participation of each person."""
        first: dict[int, ParticipationId] = {}
        for participation_id in sorted(self.person_of):
            first.setdefault(self.person_of[participation_id], participation_id)
        return tuple(first[person] for person in range(len(self.people)))


def make_planner_people(
    event: Event, participations: Sequence[Participation], organisations: Mapping[ParticipationId, str]
) -> PlannerPeople:
    """One person for each account, and for each participation nobody logs in for.

    ``organisations`` names the organisation of investors: partners of one house are not both sent to a startup that
    asked for neither.
    """
    chairs: dict[Hashable, list[Participation]] = {}
    for it in participations:
        chairs.setdefault(it.account_id if it.account_id is not None else ("alone", it.id), []).append(it)
    slot_index = {slot.id: index for index, slot in enumerate(event.slots)}
    groups: dict[str, int] = {}
    people, person_of = [], {}
    for index, chair in enumerate(chairs.values()):
        house = next((organisations[it.id] for it in chair if organisations.get(it.id)), None)
        group = None if house is None else groups.setdefault(house, len(groups))
        people.append(_make_person(chair, slot_index, group))
        person_of.update({it.id: index for it in chair})
    return PlannerPeople(people=tuple(people), person_of=person_of)


def _make_person(chair: Sequence[Participation], slot_index: Mapping[SlotId, int], group: int | None) -> Person:
    """Slots open in all roles and the least of their limits: no role sits in more meetings than it agreed to."""
    shared = frozenset.intersection(*(it.open_slots for it in chair))
    open_slots = frozenset(slot_index[slot] for slot in shared if slot in slot_index)
    most = min(it.most for it in chair)
    has_floor = min(most, len(open_slots)) >= FAIRNESS_FLOOR
    return Person(
        open_slots=open_slots, max_meetings=most, min_meetings=FAIRNESS_FLOOR if has_floor else 0, group=group
    )
