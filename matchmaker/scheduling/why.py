"""Why a wish is not in the timetable, read off the same rules that built it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.constraints import (
    CLOSED_RULES,
    Key,
    RuleLabel,
    Use,
    get_limit,
    list_open_slots,
    list_uses,
)
from matchmaker.scheduling.opening import Opening, find_opening
from matchmaker.scheduling.problem import Problem
from matchmaker.scheduling.timetable import Timetable, is_wished


class Reason(StrEnum):
    """Why a wish is unmet; the texts are in the catalogues."""

    VETOED = "vetoed"
    NO_COMMON_SLOT = "no_common_slot"
    PERSON_FULL = "person_full"
    GROUP = "group"
    NO_TABLE = "no_table"
    BUSY_AT_COMMON_SLOTS = "busy_at_common_slots"
    OUTRANKED = "outranked"
    STILL_POSSIBLE = "still_possible"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a wish stands with one of its two people.

    Attributes
    ----------
    person : int
    meetings, most : int
        Meetings in the timetable, and at most.
    position, wishes : int
        Place of this wish among the person's wished pairs by value, from 1, and how many there are.
    """

    person: int
    meetings: int
    most: int
    position: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that is not placed, with its reason.

    Attributes
    ----------
    pair : int
    reason : Reason
    who : tuple of Standing
        Those who stand in the way: the full person, the busy ones; empty when nobody does.
    common_slots : tuple of int
        Slots that both have open.
    proven : bool
        No valid timetable that keeps the fixed meetings can hold this pair, whatever else is given up.
    opening : Opening or None
        One change that would place the pair with everything else kept, when there is one.
    """

    pair: int
    reason: Reason
    who: tuple[Standing, ...]
    common_slots: tuple[int, ...]
    proven: bool
    opening: Opening | None


def why(problem: Problem, timetable: Timetable) -> tuple[Unmet, ...]:
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
    look = _Look(problem, placed)
    missing = (p for p, pair in enumerate(problem.pairs) if is_wished(pair) and p not in met)
    return tuple(look.explain(pair) for pair in missing)


class _Look:
    """What the meetings of a timetable take up, and what the fixed ones alone do."""

    def __init__(self, problem: Problem, placed: Sequence[tuple[int, int]]) -> None:
        self.problem = problem
        self.taken = _count_uses(problem, placed)
        self.fixed = _count_uses(problem, problem.fixed)
        self.at = {(key, slot): pair for pair, slot in placed for key in problem.pairs[pair].people}
        self.meetings = Counter(person for pair, _ in placed for person in problem.pairs[pair].people)
        self.values: dict[int, list[int]] = {}
        for pair in problem.pairs:
            for person in pair.people if is_wished(pair) else ():
                self.values.setdefault(person, []).append(pair.value)

    def explain(self, pair: int) -> Unmet:
        slots = list_open_slots(self.problem, pair)
        proven = all(_list_full(self.problem, pair, slot, taken=self.fixed) for slot in slots)
        reason, who = self._name(pair, slots, taken=self.fixed if proven else self.taken)
        return Unmet(
            pair,
            reason,
            tuple(self._stand(pair, person) for person in who),
            slots,
            proven,
            find_opening(self.problem, pair, self.taken),
        )

    def _name(self, pair: int, slots: Sequence[int], *, taken: Counter[Use]) -> tuple[Reason, tuple[int, ...]]:
        """The reason and the people in the way; ``slots`` are those that the closed rules leave."""
        if not slots:
            return self._name_closed(pair), ()
        full = {slot: _list_full(self.problem, pair, slot, taken=taken) for slot in slots}
        always = set.intersection(*({(use.rule.label, use.key) for use in uses} for uses in full.values()))
        for label, reason in ((RuleLabel.MOST, Reason.PERSON_FULL), (RuleLabel.GROUP, Reason.GROUP)):
            people = tuple(sorted(key[0] for rule, key in always if rule is label))
            if people:
                return reason, people
        if not all(full.values()):
            return Reason.STILL_POSSIBLE, ()
        return self._name_slots(pair, full)

    def _name_closed(self, pair: int) -> Reason:
        """Which closed rule shuts all slots: the first that would do so alone."""
        slots, it = range(self.problem.slots), self.problem.pairs[pair]
        shut = {rule.label for rule in CLOSED_RULES if not any(rule.allows(self.problem, it, t) for t in slots)}
        return Reason.VETOED if RuleLabel.VETO in shut and slots else Reason.NO_COMMON_SLOT

    def _name_slots(self, pair: int, full: dict[int, list[Use]]) -> tuple[Reason, tuple[int, ...]]:
        """Every common slot is taken: by tables where both are free, else by the people's other meetings."""
        busy = {
            slot: [use.key for use in uses if use.rule.label is RuleLabel.ONE_AT_A_TIME] for slot, uses in full.items()
        }
        if not all(busy.values()):
            return Reason.NO_TABLE, ()
        who = tuple(sorted({key[0] for keys in busy.values() for key in keys}))
        is_outranked = all(self._is_dearer(keys, slot, than=pair) for slot, keys in busy.items())
        return (Reason.OUTRANKED if is_outranked else Reason.BUSY_AT_COMMON_SLOTS), who

    def _is_dearer(self, keys: Iterable[Key], slot: int, *, than: int) -> bool:
        """Whether a dearer wish holds one of the people in the slot."""
        pairs = [self.problem.pairs[self.at[key[0], slot]] for key in keys]
        return any(is_wished(pair) and pair.value > self.problem.pairs[than].value for pair in pairs)

    def _stand(self, pair: int, person: int) -> Standing:
        values, mine = self.values[person], self.problem.pairs[pair].value
        position = 1 + sum(value > mine for value in values)
        return Standing(person, self.meetings[person], self.problem.people[person].most, position, len(values))


def _count_uses(problem: Problem, meetings: Iterable[tuple[int, int]]) -> Counter[Use]:
    return Counter(use for pair, slot in meetings for use in list_uses(problem, pair, slot))


def _list_full(problem: Problem, pair: int, slot: int, *, taken: Counter[Use]) -> list[Use]:
    """What the pair would take up in the slot although nothing is left of it."""
    return [use for use in list_uses(problem, pair, slot) if taken[use] >= get_limit(problem, use)]
