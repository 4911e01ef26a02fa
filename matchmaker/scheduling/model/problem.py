"""The input of the planner: people, wished and suggested pairs, slots and tables. Everything is an index.

The dataclasses come first, then the checks that a ``Problem`` runs when it is created.
"""

from dataclasses import dataclass
from enum import StrEnum


class PairOrigin(StrEnum):
    """Where a pair comes from. A suggested pair never takes the place of a wished one."""

    WISHED = "wished"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Person:
    """A participant with one calendar, whatever the roles.

    Attributes
    ----------
    open_slots : frozenset of int
        Slots, counted from 0, in which the person can meet.
    max_meetings : int
        Largest number of meetings of the person, >= 0.
    min_meetings : int
        Fairness floor: number of meetings the person should get if possible, >= 0.
    group : int or None
        A person meets at most one member of a group (partners of one fund), unless the pair ``is_requested``.
    table : int or None
        The person's own table, used wherever it is free.
    max_in_a_row : int or None
        Largest number of meetings in consecutive slots without a pause, > 0; None for no limit.
    """

    open_slots: frozenset[int]
    max_meetings: int
    min_meetings: int = 0
    group: int | None = None
    table: int | None = None
    max_in_a_row: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingPair:
    """Two people who may meet one time.

    Attributes
    ----------
    a, b : int
        Indexes of two different people; their order carries no meaning.
    value : int
        Value of the meeting, > 0. Only values of pairs with the same origin are compared.
    origin : PairOrigin
        Wished pairs come first lexicographically, suggested pairs fill what is left.
    is_requested : bool
        The meeting is wanted even if the two, or others of their groups, already meet.
    session : frozenset of int or None
        Slots in which the two want to meet (the morning); None for any slot.
    is_mutual : bool
        Both asked for it.
    is_must : bool
        The organizers want it before everything else. Only a wished pair can be a must.
    substitute_for : int or None
        The wished pair that this pair replaces when it cannot meet: one of the two sends a colleague of the same
        group. Of a wish and its substitutes, only one takes place.
    """

    a: int
    b: int
    value: int
    origin: PairOrigin = PairOrigin.WISHED
    is_requested: bool = False
    session: frozenset[int] | None = None
    is_mutual: bool = False
    is_must: bool = False
    substitute_for: int | None = None

    @property
    def people(self) -> frozenset[int]:
        """The two people, without an order."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Problem:
    """One event to plan.

    Attributes
    ----------
    slots : int
        Number of slots s, in the order of time.
    tables : tuple of int, length s
        Number of tables in each slot.
    people : tuple of Person, length n
    pairs : tuple of MeetingPair, length m
        Two people form one pair only, unless the further pairs are ``is_requested``.
    vetoed : frozenset of frozenset of int
        Pairs of people who must not meet.
    fixed : tuple of (pair, slot)
        Agreed meetings. They keep their slots.
    days : tuple of int, length s or 0
        Day of each slot. Waiting overnight is no break. Empty for one day.
    precedences : tuple of (earlier pair, later pair)
        When both meet, the first is in an earlier slot.
    lost_tables : frozenset of (slot, table)
        Tables of ``tables`` that cannot be used in a slot.
    pauses : frozenset of int
        Slots with a pause before them (coffee, lunch). A pause is not counted as a break, and it ends a row of
        meetings.
    met_before : frozenset of frozenset of int
        Two people who know each other already. They are not suggested to each other, but they may wish to meet.
    rooms : tuple of int
        Room of each table, at least as many as the slot with the most tables has. Empty for one room.

    Raises
    ------
    ValueError
        When an index or a length does not fit. The message names the value and what was expected.
    """

    slots: int
    tables: tuple[int, ...]
    people: tuple[Person, ...]
    pairs: tuple[MeetingPair, ...]
    vetoed: frozenset[frozenset[int]] = frozenset()
    fixed: tuple[tuple[int, int], ...] = ()
    days: tuple[int, ...] = ()
    precedences: tuple[tuple[int, int], ...] = ()
    lost_tables: frozenset[tuple[int, int]] = frozenset()
    pauses: frozenset[int] = frozenset()
    met_before: frozenset[frozenset[int]] = frozenset()
    rooms: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_problem(self)

    def list_tables(self, slot: int) -> list[int]:
        """Tables that can be used in a slot, ascending."""
        return [table for table in range(self.tables[slot]) if (slot, table) not in self.lost_tables]


@dataclass(frozen=True, slots=True, order=True)
class Placement:
    """A meeting in the timetable: the pair, the slot and the table, all counted from 0."""

    pair: int
    slot: int
    table: int


def check_problem(problem: Problem) -> None:
    """Raise ValueError when an index or a length does not fit. The message names the value and what was expected."""
    _check_slots(problem)
    _check_people(problem)
    _check_pairs(problem)
    _check_substitutes(problem)
    _check_separated_people(problem)
    _check_fixed(problem)
    _check_precedences(problem)
    _check_lost_tables(problem)


def _require(*, holds: bool, what: str, got: object, expected: str) -> None:
    if not holds:
        raise ValueError(f"{what}: got {got}, expected {expected}")


def _check_slots(problem: Problem) -> None:
    s = problem.slots
    _require(holds=s >= 0, what="slots", got=s, expected="at least 0")
    _require(
        holds=len(problem.tables) == s,
        what="tables",
        got=len(problem.tables),
        expected=f"one number a slot, {s}",
    )
    _require(
        holds=min(problem.tables, default=0) >= 0,
        what="tables",
        got=problem.tables,
        expected="at least 0 each",
    )
    _require(holds=len(problem.days) in (0, s), what="days", got=len(problem.days), expected=f"none or {s}")
    is_sorted = list(problem.days) == sorted(problem.days)
    _require(holds=is_sorted, what="days", got=problem.days, expected="in the order of time")
    in_range = all(0 <= t < s for t in problem.pauses)
    _require(holds=in_range, what="pauses", got=sorted(problem.pauses), expected=f"in 0..{s - 1}")
    has_room = not problem.rooms or len(problem.rooms) >= max(problem.tables, default=0)
    _require(holds=has_room, what="rooms", got=len(problem.rooms), expected="none, or one a table")


def _check_people(problem: Problem) -> None:
    for index, person in enumerate(problem.people):
        what = f"person {index}"
        in_range = all(0 <= t < problem.slots for t in person.open_slots)
        _require(
            holds=in_range,
            what=f"{what} open_slots",
            got=sorted(person.open_slots),
            expected=f"in 0..{problem.slots - 1}",
        )
        _require(
            holds=person.max_meetings >= 0, what=f"{what} max_meetings", got=person.max_meetings, expected="at least 0"
        )
        _require(
            holds=person.min_meetings >= 0, what=f"{what} min_meetings", got=person.min_meetings, expected="at least 0"
        )
        row = person.max_in_a_row
        _require(holds=row is None or row > 0, what=f"{what} max_in_a_row", got=row, expected="above 0, or None")


def _check_pairs(problem: Problem) -> None:
    seen = set[frozenset[int]]()
    for index, pair in enumerate(problem.pairs):
        fault = _find_fault(problem, pair, seen)
        if fault is not None:
            what, got, expected = fault
            raise ValueError(f"pair {index}{what}: got {got}, expected {expected}")
        seen.add(pair.people)


def _find_fault(problem: Problem, pair: MeetingPair, seen: set[frozenset[int]]) -> tuple[str, object, str] | None:
    """The first fault of a pair: the field, its value and the expected value; None when the pair is valid.

    The texts are built only for a fault, as there can be many thousand pairs.
    """
    n, a, b = len(problem.people), pair.a, pair.b
    if a == b or not (0 <= a < n and 0 <= b < n):
        return "", (a, b), f"two different people in 0..{n - 1}"
    if pair.value <= 0:
        return " value", pair.value, "above 0"
    if pair.session is not None and not all(0 <= t < problem.slots for t in pair.session):
        return " session", sorted(pair.session), f"in 0..{problem.slots - 1}"
    if not pair.is_requested and pair.people in seen:
        return "", (a, b), "every two people once, unless asked"
    if pair.is_must and pair.origin is not PairOrigin.WISHED:
        return " must", pair.origin.value, "a wished pair"
    return None


def _check_substitutes(problem: Problem) -> None:
    for index, pair in enumerate(problem.pairs):
        root = pair.substitute_for
        if root is not None:
            is_wish = 0 <= root < len(problem.pairs) and problem.pairs[root].substitute_for is None
            fits = is_wish and not pair.is_must and _is_colleague(problem, pair, problem.pairs[root])
            expected = "a wish of more value, with a colleague of the same group"
            _require(holds=fits, what=f"pair {index} substitute_for", got=root, expected=expected)


def _is_colleague(problem: Problem, pair: MeetingPair, wish: MeetingPair) -> bool:
    """Whether a pair may replace a wish: it has less value, one person is the same, the other is a colleague."""
    others = pair.people ^ wish.people
    groups = {problem.people[person].group for person in others}
    is_lesser = pair.origin is wish.origin is PairOrigin.WISHED and pair.value < wish.value
    return is_lesser and len(others) == len(pair.people) and len(groups) == 1 and None not in groups


def _check_separated_people(problem: Problem) -> None:
    n = len(problem.people)
    for what, sets in (("vetoed", problem.vetoed), ("met_before", problem.met_before)):
        for people in sets:
            is_two = len(people) == 2 and all(0 <= p < n for p in people)
            _require(holds=is_two, what=what, got=sorted(people), expected=f"two people in 0..{n - 1}")


def _check_fixed(problem: Problem) -> None:
    m, seen = len(problem.pairs), set[int]()
    for pair, slot in problem.fixed:
        fits = 0 <= pair < m and 0 <= slot < problem.slots
        _require(
            holds=fits,
            what="fixed",
            got=(pair, slot),
            expected=f"pair in 0..{m - 1}, slot in 0..{problem.slots - 1}",
        )
        _require(holds=pair not in seen, what="fixed", got=(pair, slot), expected="every pair once")
        seen.add(pair)


def _check_precedences(problem: Problem) -> None:
    m = len(problem.pairs)
    for both in problem.precedences:
        fits = both[0] != both[1] and all(0 <= pair < m for pair in both)
        _require(holds=fits, what="precedences", got=both, expected=f"two different pairs in 0..{m - 1}")


def _check_lost_tables(problem: Problem) -> None:
    for slot, table in problem.lost_tables:
        fits = 0 <= slot < problem.slots and 0 <= table < problem.tables[slot]
        _require(holds=fits, what="lost_tables", got=(slot, table), expected="a slot and one of its tables")
