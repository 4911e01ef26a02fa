"""Why a wish is not in the timetable, read off the same rules that built it.

Suggested meetings never stand in the way of a wish, so only wished and fixed meetings are looked at. Of several things
in the way, the one named is the dearest that the cheapest way to place the wish would have to clear.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.explaining.obstacles import PlacementOption, SlotHolders
from matchmaker.scheduling.explaining.openings import Opening, find_opening
from matchmaker.scheduling.model.goal import make_goal
from matchmaker.scheduling.model.problem import PairOrigin, Problem
from matchmaker.scheduling.model.rules import AVAILABILITY_RULES, RuleLabel, list_open_slots
from matchmaker.scheduling.model.timetable import PlannedTimetable, is_wished, list_unplaced


class UnmetMeetingReason(StrEnum):
    """Why a wish is unmet; the texts are in the catalogues."""

    VETOED = "vetoed"
    NO_COMMON_SLOT = "no_common_slot"
    PERSON_FULL = "person_full"
    GROUP = "group"
    IN_A_ROW = "in_a_row"
    NO_TABLE = "no_table"
    BUSY_AT_COMMON_SLOTS = "busy_at_common_slots"
    OUTRANKED = "outranked"
    TWO_FOR_ONE = "two_for_one"
    FAIR_SHARE = "fair_share"
    STILL_POSSIBLE = "still_possible"


_REASONS = {
    RuleLabel.MAX_MEETINGS: UnmetMeetingReason.PERSON_FULL,
    RuleLabel.GROUP: UnmetMeetingReason.GROUP,
    RuleLabel.IN_A_ROW: UnmetMeetingReason.IN_A_ROW,
}
"""What is said when the dearest obstacle is about one of these rules."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a wish stands with one of its two people.

    Attributes
    ----------
    person : int
    meetings, most : int
        Meetings in the timetable, and at most.
    position, wishes : int
        Place of this wish among the person's wished pairs by value, from 1, behind the placed ones of equal value, and
        how many there are.
    """

    person: int
    meetings: int
    max_meetings: int
    position: int
    wishes: int


@dataclass(frozen=True, slots=True)
class UnmetMeeting:
    """A wish that is not placed, with its reason.

    Attributes
    ----------
    pair : int
    reason : Reason
    who : tuple of Standing
        Those who stand in the way, the dearest obstacle first: the full, the busy; empty when nobody does.
    common_slots : tuple of int
        Slots that both have open.
    proven : bool
        No valid timetable that keeps the fixed meetings can hold this pair, whatever else is given up.
    opening : Opening or None
        One change that would place the pair with all other wishes kept, when there is one.
    """

    pair: int
    reason: UnmetMeetingReason
    people: tuple[Standing, ...]
    common_slots: tuple[int, ...]
    proven: bool
    opening: Opening | None


def explain_unmet(problem: Problem, timetable: PlannedTimetable) -> tuple[UnmetMeeting, ...]:
    """The reason of every wish that a timetable leaves out.

    Parameters
    ----------
    problem : Problem
    timetable : Timetable
        Of this problem.

    Returns
    -------
    tuple of Unmet
        One for each wished pair that is not placed, ascending by pair.
    """
    placed = [(it.pair, it.slot) for it in timetable.placed]
    met = {pair for pair, _ in placed}
    look = _Explainer(problem, placed)
    return tuple(look.explain(pair) for pair in list_unplaced(problem, met))


class _Explainer:
    """What the wished meetings of a timetable take up, and what the fixed ones alone do."""

    def __init__(self, problem: Problem, placed: Sequence[tuple[int, int]]) -> None:
        self.problem = problem
        standing = [it for it in placed if is_wished(problem.pairs[it[0]]) or it in problem.fixed]
        self.wished = SlotHolders(problem, standing, movable=set(standing) - set(problem.fixed))
        self.fixed = SlotHolders(problem, problem.fixed, movable=())
        self.taken = self.wished.count()
        self.meetings = Counter(person for pair, _ in placed for person in problem.pairs[pair].people)
        self.met = {pair for pair, _ in placed}
        self.goal = make_goal(problem, PairOrigin.WISHED)
        self.served = self.goal.floor_served(problem, [it for it in self.met if is_wished(problem.pairs[it])])
        self.wishes: dict[int, list[int]] = {}
        for index, pair in enumerate(problem.pairs):
            for person in pair.people if is_wished(pair) else ():
                self.wishes.setdefault(person, []).append(index)

    def explain(self, pair: int) -> UnmetMeeting:
        slots = list_open_slots(self.problem, pair)
        way = self.fixed.find_cheapest_option(pair, slots)
        proven = way is None or bool(way.obstacles)
        if not proven:
            way = self.wished.find_cheapest_option(pair, slots)
        reason, who = self._find_reason(pair, slots, way)
        return UnmetMeeting(
            pair,
            reason,
            tuple(self._get_standing(pair, person) for person in who),
            slots,
            proven,
            find_opening(self.problem, pair, self.taken),
        )

    def _find_reason(
        self, pair: int, slots: Sequence[int], way: PlacementOption | None
    ) -> tuple[UnmetMeetingReason, tuple[int, ...]]:
        """The reason and the people in the way; ``slots`` are those that the closed rules leave."""
        if way is None:
            return self._name_closed(pair), ()
        if not way.obstacles:
            return UnmetMeetingReason.STILL_POSSIBLE, ()
        first, value = way.obstacles[0], self.problem.pairs[pair].value
        people = tuple(it.person for it in way.obstacles if it.person is not None)
        if way.price < value and self._harms_floor(pair, way.displaced):
            behind = tuple(it for it in people if self._is_behind(pair, it))
            return (UnmetMeetingReason.PERSON_FULL, behind) if behind else (UnmetMeetingReason.FAIR_SHARE, people)
        if first.price < value <= way.price:
            return UnmetMeetingReason.TWO_FOR_ONE, people
        reason = _REASONS.get(first.label)
        if reason is not None:
            return reason, tuple(it.person for it in way.obstacles if it.label is first.label and it.person is not None)
        is_order = first.label is RuleLabel.PRECEDENCE
        return (UnmetMeetingReason.BUSY_AT_COMMON_SLOTS, people) if is_order else self._name_slots(pair, slots, people)

    def _harms_floor(self, pair: int, gone: Iterable[int]) -> bool:
        """Whether fewer meetings under the floors were met by wishes if these pairs gave way."""
        wished = {it for it in self.met if is_wished(self.problem.pairs[it])}
        return self.goal.floor_served(self.problem, (wished - set(gone)) | {pair}) < self.served

    def _is_behind(self, pair: int, person: int) -> bool:
        """Whether the person is full, and more wishes are dearer than the person takes meetings."""
        it = self._get_standing(pair, person)
        return it.meetings >= it.max_meetings < it.position

    def _name_closed(self, pair: int) -> UnmetMeetingReason:
        """Which closed rule shuts all slots: the first that would do so alone."""
        slots, it = range(self.problem.slots), self.problem.pairs[pair]
        shut = {rule.label for rule in AVAILABILITY_RULES if not any(rule.allows(self.problem, it, t) for t in slots)}
        return UnmetMeetingReason.VETOED if RuleLabel.VETO in shut and slots else UnmetMeetingReason.NO_COMMON_SLOT

    def _name_slots(
        self, pair: int, slots: Sequence[int], first: Sequence[int]
    ) -> tuple[UnmetMeetingReason, tuple[int, ...]]:
        """Every common slot is taken: by tables where both are free, else by the people's other meetings."""
        sitting = [self.wished.list_sitting(pair, slot) for slot in slots]
        if not all(sitting):
            return UnmetMeetingReason.NO_TABLE, ()
        who = dict.fromkeys([*first, *sorted(person for busy in sitting for person, _ in busy)])
        is_outranked = all(any(self._is_dearer(other, than=pair) for _, other in busy) for busy in sitting)
        return (UnmetMeetingReason.OUTRANKED if is_outranked else UnmetMeetingReason.BUSY_AT_COMMON_SLOTS), tuple(who)

    def _is_dearer(self, pair: int, *, than: int) -> bool:
        """Whether a wish is worth more than another."""
        pairs = self.problem.pairs
        return is_wished(pairs[pair]) and pairs[pair].value > pairs[than].value

    def _get_standing(self, pair: int, person: int) -> Standing:
        mine, wishes = self.problem.pairs[pair].value, self.wishes[person]
        values = [(self.problem.pairs[it].value, it in self.met) for it in wishes if it != pair]
        position = 1 + sum(value > mine or (value == mine and is_met) for value, is_met in values)
        return Standing(person, self.meetings[person], self.problem.people[person].max_meetings, position, len(wishes))
