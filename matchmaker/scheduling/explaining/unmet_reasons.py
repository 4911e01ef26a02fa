"""The reason why a wish is not in the timetable, found with the same rules that built it.

Suggested meetings never prevent a wish, so only wished and fixed meetings are considered. Take the cheapest option to
place the wish. Of the meetings it would remove, the most valuable one is reported.
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
    """Why a wish is unmet. The texts are in the catalogues."""

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
"""The reason when the obstacle with the highest price is about one of these rules."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of a wish for one of its two people.

    Attributes
    ----------
    person : int
    meetings, max_meetings : int
        Number of meetings in the timetable, and its limit.
    position, wishes : int
        Place of this wish among the person's wished pairs by value, and their number. Counted from 1; placed wishes of
        equal value come first.
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
    reason : UnmetMeetingReason
    people : tuple of Standing
        People who are obstacles (full or busy), the highest price first; empty without any.
    common_slots : tuple of int
        Slots that both have open.
    proven : bool
        No valid timetable with the fixed meetings can hold this pair, whatever else is removed.
    opening : Opening or None
        One change that would place the pair with all other wishes unchanged, if there is one.
    """

    pair: int
    reason: UnmetMeetingReason
    people: tuple[Standing, ...]
    common_slots: tuple[int, ...]
    proven: bool
    opening: Opening | None


def explain_unmet(problem: Problem, timetable: PlannedTimetable) -> tuple[UnmetMeeting, ...]:
    """The reason of every wish that is not in a timetable.

    Parameters
    ----------
    problem : Problem
    timetable : PlannedTimetable
        A timetable of this problem.

    Returns
    -------
    tuple of UnmetMeeting
        One for each wished pair that is not placed, ascending by pair.
    """
    placed = [(it.pair, it.slot) for it in timetable.placed]
    met = {pair for pair, _ in placed}
    explainer = _Explainer(problem, placed)
    return tuple(explainer.explain(pair) for pair in list_unplaced(problem, met))


class _Explainer:
    """The resources that the wished and fixed meetings of a timetable use, and those that the fixed ones use alone."""

    def __init__(self, problem: Problem, placed: Sequence[tuple[int, int]]) -> None:
        self.problem = problem
        considered = [it for it in placed if is_wished(problem.pairs[it[0]]) or it in problem.fixed]
        self.wished = SlotHolders(problem, considered, movable=set(considered) - set(problem.fixed))
        self.fixed = SlotHolders(problem, problem.fixed, movable=())
        self.used = self.wished.count()
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
        option = self.fixed.find_cheapest_option(pair, slots)
        proven = option is None or bool(option.obstacles)
        if not proven:
            option = self.wished.find_cheapest_option(pair, slots)
        reason, people = self._find_reason(pair, slots, option)
        return UnmetMeeting(
            pair,
            reason,
            tuple(self._get_standing(pair, person) for person in people),
            slots,
            proven,
            find_opening(self.problem, pair, self.used),
        )

    def _find_reason(
        self, pair: int, slots: Sequence[int], option: PlacementOption | None
    ) -> tuple[UnmetMeetingReason, tuple[int, ...]]:
        """The reason, and the people who are obstacles; ``slots`` are those that the availability rules allow."""
        if option is None:
            return self._find_closed_reason(pair), ()
        if not option.obstacles:
            return UnmetMeetingReason.STILL_POSSIBLE, ()
        first, value = option.obstacles[0], self.problem.pairs[pair].value
        people = tuple(it.person for it in option.obstacles if it.person is not None)
        if option.price < value and self._harms_floor(pair, option.displaced):
            behind = tuple(it for it in people if self._is_behind(pair, it))
            return (UnmetMeetingReason.PERSON_FULL, behind) if behind else (UnmetMeetingReason.FAIR_SHARE, people)
        if first.price < value <= option.price:
            return UnmetMeetingReason.TWO_FOR_ONE, people
        reason = _REASONS.get(first.label)
        if reason is not None:
            same = (it.person for it in option.obstacles if it.label is first.label)
            return reason, tuple(person for person in same if person is not None)
        is_order = first.label is RuleLabel.PRECEDENCE
        busy = UnmetMeetingReason.BUSY_AT_COMMON_SLOTS
        return (busy, people) if is_order else self._find_busy_reason(pair, slots, people)

    def _harms_floor(self, pair: int, displaced: Iterable[int]) -> bool:
        """Whether fewer wished meetings would count for the floors if these pairs were removed for this one."""
        wished = {it for it in self.met if is_wished(self.problem.pairs[it])}
        return self.goal.floor_served(self.problem, (wished - set(displaced)) | {pair}) < self.served

    def _is_behind(self, pair: int, person: int) -> bool:
        """Whether the person is full and has at least ``max_meetings`` wishes that come before this one."""
        standing = self._get_standing(pair, person)
        return standing.meetings >= standing.max_meetings < standing.position

    def _find_closed_reason(self, index: int) -> UnmetMeetingReason:
        """The reason when the availability rules allow no slot: a veto, or no common slot."""
        slots, pair = range(self.problem.slots), self.problem.pairs[index]
        shut = {rule.label for rule in AVAILABILITY_RULES if not any(rule.allows(self.problem, pair, t) for t in slots)}
        return UnmetMeetingReason.VETOED if RuleLabel.VETO in shut and slots else UnmetMeetingReason.NO_COMMON_SLOT

    def _find_busy_reason(
        self, pair: int, slots: Sequence[int], first: Sequence[int]
    ) -> tuple[UnmetMeetingReason, tuple[int, ...]]:
        """The reason when every common slot is full: no table where both are free, else their other meetings."""
        busy_in = [self.wished.list_busy(pair, slot) for slot in slots]
        if not all(busy_in):
            return UnmetMeetingReason.NO_TABLE, ()
        people = dict.fromkeys([*first, *sorted(person for busy in busy_in for person, _ in busy)])
        is_outranked = all(any(self._has_more_value(other, than=pair) for _, other in busy) for busy in busy_in)
        reason = UnmetMeetingReason.OUTRANKED if is_outranked else UnmetMeetingReason.BUSY_AT_COMMON_SLOTS
        return reason, tuple(people)

    def _has_more_value(self, pair: int, *, than: int) -> bool:
        """Whether a pair is a wish of more value than another."""
        pairs = self.problem.pairs
        return is_wished(pairs[pair]) and pairs[pair].value > pairs[than].value

    def _get_standing(self, pair: int, person: int) -> Standing:
        own_value, wishes = self.problem.pairs[pair].value, self.wishes[person]
        values = [(self.problem.pairs[it].value, it in self.met) for it in wishes if it != pair]
        position = 1 + sum(value > own_value or (value == own_value and is_met) for value, is_met in values)
        return Standing(person, self.meetings[person], self.problem.people[person].max_meetings, position, len(wishes))
