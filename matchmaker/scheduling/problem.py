"""What a planner is asked: people, wished and suggested pairs, slots and tables. Everything is an index."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.checks import check_problem


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
    most_in_a_row : int or None
        Meetings in slots that follow each other without a pause at most, > 0; None for any number.
    """

    open_slots: frozenset[int]
    max_meetings: int
    min_meetings: int = 0
    group: int | None = None
    table: int | None = None
    max_in_a_row: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingPair:
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
    must : bool
        The organizers want it before everything else; a wished pair.
    substitute_for : int or None
        The wished pair that this one replaces when it cannot meet: one of the two sends a colleague of the same group.
        Only one of a wish and its stand-ins takes place.
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
    pauses : frozenset of int
        Slots with a pause before them (coffee, lunch): a pause is no break, and ends a row of meetings.
    met_before : frozenset of frozenset of int
        Two people who know each other already: they are not suggested, but may wish.
    rooms : tuple of int
        Room of each table, for as many tables as the fullest slot has; empty: one room.

    Raises
    ------
    ValueError
        When an index or a length does not fit, naming got and expected.
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
    """A meeting in the timetable: which pair, in which slot, at which table (all counted from 0)."""

    pair: int
    slot: int
    table: int
