"""Making room: a pair that fits nowhere pushes others into other slots.

In a bipartite graph whose people are open all day, every set of pairs within capacity fits into the slots (König,
1916); the proof moves meetings along a chain. Open slots and tables break the guarantee, not the method: ``push_in``
evicts the meetings in the way and looks for other slots for them, to a depth (ejection chains, Glover, 1996).
"""

import random

from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable, iter_bits


class EjectionChains:
    """Looks for chains in one calendar; ``effort`` bounds the evictions tried for one pair."""

    def __init__(self, calendar: PartialTimetable, *, rng: random.Random, effort: int) -> None:
        self.calendar = calendar
        self.rng = rng
        self.effort = effort
        self._trail: list[tuple[int, int]] = []
        self._tries = 0

    def insert(self, pair: int, depth: int) -> bool:
        """Place a pair by chains of at most ``depth`` evictions in a row; nothing changes when there is none.

        Everybody who has a meeting before has one after: only slots change.
        """
        if not self.calendar.has_budget(pair):
            return False
        for limit in range(depth + 1):
            self._trail.clear()
            self._tries = self.effort
            if self._enter(pair, limit, frozenset((pair,))):
                return True
        return False

    def _enter(self, pair: int, depth: int, movers: frozenset[int]) -> bool:
        calendar = self.calendar
        slots = calendar.find_free_slots(pair)
        if slots:
            self._put(pair, self.rng.choice(iter_bits(slots)))
            return True
        if not depth:
            return False
        for slot, victims in self._list_evictions(pair, movers):
            if self._tries <= 0:
                return False
            self._tries -= 1
            mark = len(self._trail)
            for victim in victims:
                self._take(victim)
            self._put(pair, slot)
            now = movers.union(victims)
            if all(self._enter(victim, depth - 1, now) for victim in victims):
                return True
            self._undo(mark)
        return False

    def _list_evictions(self, pair: int, movers: frozenset[int]) -> list[tuple[int, tuple[int, ...]]]:
        """(slot, meetings in the way), those with the fewest that have nowhere to go first."""
        calendar = self.calendar
        a, b = calendar.ends[pair]
        found = []
        slots = calendar.open_slots[pair] & calendar.find_slots_in_order(pair)
        if calendar.rows:
            slots &= calendar.find_slots_within_rows(a) & calendar.find_slots_within_rows(b)
        for slot in iter_bits(slots):
            victims = {calendar.pair_at[a][slot], calendar.pair_at[b][slot]} - {UNPLACED}
            if not victims and not calendar.slots_with_table >> slot & 1:
                victims = self._pick_from_room(slot)
            if victims and not victims & movers and not victims & calendar.locked:
                stuck = sum(not calendar.find_free_slots(victim) for victim in victims)
                found.append((stuck, len(victims), self.rng.random(), slot, tuple(victims)))
        return [(slot, victims) for _, _, _, slot, victims in sorted(found)]

    def _pick_from_room(self, slot: int) -> set[int]:
        """A meeting of a full slot that can move at once, to free its table."""
        calendar = self.calendar
        here = [p for p, t in enumerate(calendar.slot_of) if t == slot and p not in calendar.locked]
        movable = [pair for pair in here if calendar.find_free_slots(pair)]
        return {self.rng.choice(movable or here)} if here else set()

    def _put(self, pair: int, slot: int) -> None:
        self.calendar.place(pair, slot)
        self._trail.append((pair, UNPLACED))

    def _take(self, pair: int) -> None:
        self._trail.append((pair, self.calendar.remove(pair)))

    def _undo(self, mark: int) -> None:
        while len(self._trail) > mark:
            pair, before = self._trail.pop()
            if before == UNPLACED:
                self.calendar.remove(pair)
            else:
                self.calendar.place(pair, before)
