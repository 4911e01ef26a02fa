"""The planner's result in values of the domain: meetings, unmet wishes with codes, and the quality."""

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
"""Code: the two people meet already in other roles, or are one person."""

CONFLICT = "conflict"
"""Code: the ledger of conflicts of interest keeps the two apart."""


def make_meetings(plan_input: PlanInput, plan_problem: PlanProblem, timetable: PlannedTimetable) -> list[MeetingDraft]:
    """The placed pairs as meetings. Tables count from 1."""
    slots = plan_input.event.slots
    origins = {PairOrigin.WISHED: MeetingOrigin.WISHED, PairOrigin.SUGGESTED: MeetingOrigin.SUGGESTED}
    return [
        MeetingDraft(
            slot_id=slots[placement.slot].id,
            table=placement.table + 1,
            startup_participation_id=plan_problem.pairs[placement.pair][0].id,
            investor_participation_id=plan_problem.pairs[placement.pair][1].id,
            origin=origins[plan_problem.problem.pairs[placement.pair].origin],
        )
        for placement in timetable.placed
    ]


def make_unmet_wishes(plan_input: PlanInput, plan_problem: PlanProblem, timetable: PlannedTimetable) -> list[UnmetWish]:
    """Every wish among registered people that got no meeting, with its reason."""
    reasons = {it.pair: it for it in explain_unmet(plan_problem.problem, timetable)}
    found = []
    for wish in _list_counted(plan_input):
        ids = frozenset((wish.wisher_id, wish.wished_id))
        if ids in plan_problem.duplicate_pairs:
            found.append(
                UnmetWish(wisher_id=wish.wisher_id, wished_id=wish.wished_id, code=SAME_PEOPLE, is_proven=True)
            )
        elif ids in plan_input.blocked:
            found.append(UnmetWish(wisher_id=wish.wisher_id, wished_id=wish.wished_id, code=CONFLICT, is_proven=True))
        elif plan_problem.pair_of[ids] in reasons:
            found.append(_make_unmet_wish(wish, reasons[plan_problem.pair_of[ids]], plan_input, plan_problem))
    return found


def _list_counted(plan_input: PlanInput) -> Iterator[Wish]:
    """Wishes of registered people for registered people, without passes."""
    present = {it.id for it in plan_input.participations if it.state is ParticipationState.REGISTERED}
    for wish in plan_input.wishes:
        if not wish.is_veto and {wish.wisher_id, wish.wished_id} <= present:
            yield wish


def _make_unmet_wish(wish: Wish, unmet: UnmetMeeting, plan_input: PlanInput, plan_problem: PlanProblem) -> UnmetWish:
    """An unmet wish. Its data name the first person who blocks it, and one change that would make it possible."""
    data: dict[str, object] = {"common_slots": len(unmet.common_slots)}
    names = plan_problem.name_people(unmet.pair)
    if unmet.people:
        data |= _blocker_data(unmet.reason, unmet.people[0], names)
    if unmet.opening:
        data |= {"opening": unmet.opening.kind.value, "opening_slot_id": plan_input.event.slots[unmet.opening.slot].id}
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
    reason: UnmetMeetingReason, blocker: Standing, names: Mapping[int, ParticipationId]
) -> dict[str, object]:
    """Data on the person who blocks a wish. The wish's position is given only if higher-valued wishes block it."""
    data: dict[str, object] = {
        "who_id": names[blocker.person],
        "meetings": blocker.meetings,
        "most": blocker.max_meetings,
    }
    is_behind = reason is UnmetMeetingReason.PERSON_FULL and blocker.position > blocker.meetings > 0
    if is_behind or reason is UnmetMeetingReason.OUTRANKED:
        return {**data, "position": blocker.position, "wishes": blocker.wishes}
    return data


def make_quality(plan_problem: PlanProblem, timetable: PlannedTimetable) -> PlanQuality:
    """The quality of the result. ``wishes`` and ``met`` count wished pairs, a mutual wish once."""
    pairs = plan_problem.problem.pairs
    placed = [pairs[it.pair].origin for it in timetable.placed]
    return PlanQuality(
        wishes=sum(pair.origin is PairOrigin.WISHED for pair in pairs) + len(plan_problem.duplicate_pairs),
        met=placed.count(PairOrigin.WISHED),
        value=timetable.value,
        bound=timetable.bound,
        is_proven=timetable.proven,
        suggested=placed.count(PairOrigin.SUGGESTED),
        breaks=timetable.breaks,
        below_floor=len(timetable.shortages),
        seconds=round(timetable.seconds, 2),
        short=tuple(plan_problem.first_participations[it.person] for it in timetable.shortages),
    )
