"""What the solver answered, as the domain tells it: meetings, unmet wishes with codes, and the quality."""

from collections.abc import Iterator, Mapping

from matchmaker.domain.events import Wish
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.timetables import MeetingDraft, PlanQuality, UnmetWish
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState
from matchmaker.scheduling.explaining.unmet_reasons import Standing, UnmetMeeting, UnmetMeetingReason, explain_unmet
from matchmaker.scheduling.model.problem import PairOrigin
from matchmaker.scheduling.model.timetable import PlannedTimetable
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, PlanProblem

SAME_PEOPLE = "same_people"
"""The two meet already in other roles, or are one person."""

CONFLICT = "conflict"
"""The ledger of conflicts of interest keeps the two apart."""


def make_meetings(given: PlanInput, planned: PlanProblem, timetable: PlannedTimetable) -> list[MeetingDraft]:
    """The placed pairs; tables count from 1."""
    slots = given.event.slots
    origins = {PairOrigin.WISHED: MeetingOrigin.WISHED, PairOrigin.SUGGESTED: MeetingOrigin.SUGGESTED}
    return [
        MeetingDraft(
            slot_id=slots[it.slot].id,
            table=it.table + 1,
            startup_participation_id=planned.pairs[it.pair][0].id,
            investor_participation_id=planned.pairs[it.pair][1].id,
            origin=origins[planned.problem.pairs[it.pair].origin],
        )
        for it in timetable.placed
    ]


def make_unmet_wishes(given: PlanInput, planned: PlanProblem, timetable: PlannedTimetable) -> list[UnmetWish]:
    """Every wish among registered people that no meeting came of, with its reason."""
    reasons = {it.pair: it for it in explain_unmet(planned.problem, timetable)}
    found = []
    for wish in _list_counted(given):
        two = frozenset((wish.wisher_id, wish.wished_id))
        if two in planned.duplicate_pairs:
            found.append(
                UnmetWish(wisher_id=wish.wisher_id, wished_id=wish.wished_id, code=SAME_PEOPLE, is_proven=True)
            )
        elif two in given.blocked:
            found.append(UnmetWish(wisher_id=wish.wisher_id, wished_id=wish.wished_id, code=CONFLICT, is_proven=True))
        elif planned.pair_of[two] in reasons:
            found.append(_make_unmet_wish(wish, reasons[planned.pair_of[two]], given, planned))
    return found


def _list_counted(given: PlanInput) -> Iterator[Wish]:
    """Wishes of registered people for registered people; passes are none."""
    present = {it.id for it in given.participations if it.state is ParticipationState.REGISTERED}
    for wish in given.wishes:
        if not wish.is_veto and {wish.wisher_id, wish.wished_id} <= present:
            yield wish


def _make_unmet_wish(wish: Wish, unmet: UnmetMeeting, given: PlanInput, planned: PlanProblem) -> UnmetWish:
    """The first who stands in the way, and the one change that would open the way, go into the data."""
    data: dict[str, object] = {"common_slots": len(unmet.common_slots)}
    names = planned.name_people(unmet.pair)
    if unmet.people:
        data |= _blocker_data(unmet.reason, unmet.people[0], names)
    if unmet.opening:
        data |= {"opening": unmet.opening.kind.value, "opening_slot_id": given.event.slots[unmet.opening.slot].id}
        if unmet.opening.person is not None:
            data["opening_who_id"] = names[unmet.opening.person]
    return UnmetWish(
        wisher_id=wish.wisher_id,
        wished_id=wish.wished_id,
        code=unmet.reason.value,
        data=data,
        is_proven=unmet.proven,
    )


def _blocker_data(
    reason: UnmetMeetingReason, standing: Standing, names: Mapping[int, ParticipationId]
) -> dict[str, object]:
    """Who stands in the way; the place among the wishes only where dearer ones are what stands there."""
    data: dict[str, object] = {
        "who_id": names[standing.person],
        "meetings": standing.meetings,
        "most": standing.max_meetings,
    }
    is_behind = reason is UnmetMeetingReason.PERSON_FULL and standing.position > standing.meetings > 0
    if is_behind or reason is UnmetMeetingReason.OUTRANKED:
        return {**data, "position": standing.position, "wishes": standing.wishes}
    return data


def make_quality(planned: PlanProblem, timetable: PlannedTimetable) -> PlanQuality:
    """What can be said of the answer; ``wishes`` and ``met`` count wished pairs, a mutual wish once."""
    pairs = planned.problem.pairs
    placed = [pairs[it.pair].origin for it in timetable.placed]
    return PlanQuality(
        wishes=sum(pair.origin is PairOrigin.WISHED for pair in pairs) + len(planned.duplicate_pairs),
        met=placed.count(PairOrigin.WISHED),
        value=timetable.value,
        bound=timetable.bound,
        is_proven=timetable.proven,
        suggested=placed.count(PairOrigin.SUGGESTED),
        breaks=timetable.breaks,
        below_floor=len(timetable.shortages),
        seconds=round(timetable.seconds, 2),
        short=tuple(planned.first_participations[it.person] for it in timetable.shortages),
    )
