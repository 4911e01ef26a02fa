"""What a planner is asked: people, wished and suggested pairs, slots and tables. Everything is an index."""

from dataclasses import dataclass
from enum import StrEnum


class PairOrigin(StrEnum):
    """Where a pair comes from; a suggested pair never takes the place of a wished one."""

    WISHED = "wished"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with one calendar, whatever the roles.

    Attributes
    ----------
    open_slots : frozenset of int
        Slots, counted from 0, in which the person can meet.
    most : int
        Meetings the person takes at most, >= 0.
    least : int
        Fairness floor: meetings the person should get when that is possible, 0 <= least.
    group : int or None
        People of one group (partners of one fund) are not sent to the same partner, unless a pair is ``asked``.
    table : int or None
        The table the person owns; kept where it is free.
    """

    open_slots: frozenset[int]
    most: int
    least: int = 0
    group: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may meet once.

    Attributes
    ----------
    a, b : int
        Indexes of two different people; their order carries no meaning.
    value : int
        What the meeting is worth, > 0; compared among pairs of one origin only.
    origin : PairOrigin
        Wished pairs come first lexicographically, suggested ones fill what is left.
    asked : bool
        The meeting is wanted although the two, or others of their groups, meet as well.
    session : frozenset of int or None
        Slots in which the two want to meet (the morning), None when any will do.
    mutual : bool
        Both asked for it.
    """

    a: int
    b: int
    value: int
    origin: PairOrigin = PairOrigin.WISHED
    asked: bool = False
    session: frozenset[int] | None = None
    mutual: bool = False

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
        Tables that stand in each slot.
    people : tuple of Person, length n
    pairs : tuple of Pair, length m
        No two of the same two people, unless ``asked``.
    vetoed : frozenset of frozenset of int
        Pairs of people who must not meet.
    fixed : tuple of (pair, slot)
        Meetings that are agreed: they stay where they are.
    days : tuple of int, length s or 0
        Day of each slot; waiting overnight is no break. Empty: one day.
    precedences : tuple of (earlier pair, later pair)
        When both meet, the first is in an earlier slot.
    lost_tables : frozenset of (slot, table)
        Tables of ``tables`` that cannot be used in a slot.

    Raises
    ------
    ValueError
        When an index or a length does not fit, naming got and expected.
    """

    slots: int
    tables: tuple[int, ...]
    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]
    vetoed: frozenset[frozenset[int]] = frozenset()
    fixed: tuple[tuple[int, int], ...] = ()
    days: tuple[int, ...] = ()
    precedences: tuple[tuple[int, int], ...] = ()
    lost_tables: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        _check_slots(self)
        _check_people(self)
        _check_pairs(self)
        _check_fixed(self)
        _check_precedences(self)
        _check_lost_tables(self)

    def list_tables(self, slot: int) -> list[int]:
        """Tables that can be used in a slot, ascending."""
        return [table for table in range(self.tables[slot]) if (slot, table) not in self.lost_tables]


@dataclass(frozen=True, slots=True, order=True)
class Placement:
    """A meeting in the timetable: which pair, in which slot, at which table (all counted from 0)."""

    pair: int
    slot: int
    table: int


def _expect(*, holds: bool, what: str, got: object, expected: str) -> None:
    if not holds:
        raise ValueError(f"{what}: got {got}, expected {expected}")


def _check_slots(problem: Problem) -> None:
    s = problem.slots
    _expect(holds=s >= 0, what="slots", got=s, expected="at least 0")
    _expect(
        holds=len(problem.tables) == s,
        what="tables",
        got=len(problem.tables),
        expected=f"one number a slot, {s}",
    )
    _expect(
        holds=min(problem.tables, default=0) >= 0,
        what="tables",
        got=problem.tables,
        expected="at least 0 each",
    )
    _expect(holds=len(problem.days) in (0, s), what="days", got=len(problem.days), expected=f"none or {s}")
    is_sorted = list(problem.days) == sorted(problem.days)
    _expect(holds=is_sorted, what="days", got=problem.days, expected="in the order of time")


def _check_people(problem: Problem) -> None:
    for index, person in enumerate(problem.people):
        what = f"person {index}"
        in_range = all(0 <= t < problem.slots for t in person.open_slots)
        _expect(
            holds=in_range,
            what=f"{what} open_slots",
            got=sorted(person.open_slots),
            expected=f"in 0..{problem.slots - 1}",
        )
        _expect(holds=person.most >= 0, what=f"{what} most", got=person.most, expected="at least 0")
        _expect(holds=person.least >= 0, what=f"{what} least", got=person.least, expected="at least 0")


def _check_pairs(problem: Problem) -> None:
    n, seen = len(problem.people), set[frozenset[int]]()
    for index, pair in enumerate(problem.pairs):
        what = f"pair {index}"
        is_two = pair.a != pair.b and 0 <= pair.a < n and 0 <= pair.b < n
        _expect(holds=is_two, what=what, got=(pair.a, pair.b), expected=f"two different people in 0..{n - 1}")
        _expect(holds=pair.value > 0, what=f"{what} value", got=pair.value, expected="above 0")
        in_range = pair.session is None or all(0 <= t < problem.slots for t in pair.session)
        _expect(holds=in_range, what=f"{what} session", got=pair.session, expected=f"in 0..{problem.slots - 1}")
        is_new = pair.people not in seen or pair.asked
        _expect(holds=is_new, what=what, got=(pair.a, pair.b), expected="every two people once, unless asked")
        seen.add(pair.people)
    for people in problem.vetoed:
        is_two = len(people) == 2 and all(0 <= p < n for p in people)
        _expect(holds=is_two, what="vetoed", got=sorted(people), expected=f"two people in 0..{n - 1}")


def _check_fixed(problem: Problem) -> None:
    m, seen = len(problem.pairs), set[int]()
    for pair, slot in problem.fixed:
        fits = 0 <= pair < m and 0 <= slot < problem.slots
        _expect(
            holds=fits,
            what="fixed",
            got=(pair, slot),
            expected=f"pair in 0..{m - 1}, slot in 0..{problem.slots - 1}",
        )
        _expect(holds=pair not in seen, what="fixed", got=(pair, slot), expected="every pair once")
        seen.add(pair)


def _check_precedences(problem: Problem) -> None:
    m = len(problem.pairs)
    for both in problem.precedences:
        fits = both[0] != both[1] and all(0 <= pair < m for pair in both)
        _expect(holds=fits, what="precedences", got=both, expected=f"two different pairs in 0..{m - 1}")


def _check_lost_tables(problem: Problem) -> None:
    for slot, table in problem.lost_tables:
        fits = 0 <= slot < problem.slots and 0 <= table < problem.tables[slot]
        _expect(holds=fits, what="lost_tables", got=(slot, table), expected="a slot and one of its tables")
