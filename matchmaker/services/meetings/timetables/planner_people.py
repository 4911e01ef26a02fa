"""The planner's people: participations of one account are one person with one calendar."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.events import FAIRNESS_FLOOR, Event, Participation
from matchmaker.domain.ids import ParticipationId, SlotId
from matchmaker.scheduling.model.problem import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerPeople:
    """People of the planning problem. ``person_of``: index in ``people`` by participation."""

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
    """One person for each account, and for each participation without an account.

    ``organisations`` gives the organisation of investors. A startup that wished for neither of two partners of one
    organisation meets at most one of them.
    """
    by_account: dict[Hashable, list[Participation]] = {}
    for participation in participations:
        account_id = participation.account_id
        key = account_id if account_id is not None else ("alone", participation.id)
        by_account.setdefault(key, []).append(participation)
    slot_index = {slot.id: index for index, slot in enumerate(event.slots)}
    groups: dict[str, int] = {}
    people, person_of = [], {}
    for index, roles in enumerate(by_account.values()):
        organisation = next((organisations[it.id] for it in roles if organisations.get(it.id)), None)
        group = None if organisation is None else groups.setdefault(organisation, len(groups))
        people.append(_make_person(roles, slot_index, group))
        person_of.update({it.id: index for it in roles})
    return PlannerPeople(people=tuple(people), person_of=person_of)


def _make_person(roles: Sequence[Participation], slot_index: Mapping[SlotId, int], group: int | None) -> Person:
    """A person with the slots that are open in every role, and the smallest limit of meetings of all roles."""
    shared = frozenset.intersection(*(it.open_slots for it in roles))
    open_slots = frozenset(slot_index[slot] for slot in shared if slot in slot_index)
    most = min(it.most for it in roles)
    has_floor = min(most, len(open_slots)) >= FAIRNESS_FLOOR
    return Person(
        open_slots=open_slots, max_meetings=most, min_meetings=FAIRNESS_FLOOR if has_floor else 0, group=group
    )
