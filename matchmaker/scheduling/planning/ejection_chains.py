"""Ejection chains: a pair that fits nowhere moves other meetings to other slots.

When everybody is open all day and the graph is bipartite, every set of pairs within capacity fits into the slots
(König, 1916). The proof moves meetings along a chain. Limited open slots and tables remove the guarantee, but the
method remains useful. ``insert`` evicts the meetings in the way and looks for other slots for them, up to a depth
(ejection chains, Glover, 1996).
"""

import random

from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable, iter_bits


class EjectionChains:
    """Searches for chains in one timetable; ``effort`` limits the evictions tried for one pair."""

    def __init__(self, timetable: PartialTimetable, *, rng: random.Random, effort: int) -> None:
        self.timetable = timetable
        self.rng = rng
        self.effort = effort
        self._trail: list[tuple[int, int]] = []
        self._tries = 0

    def insert(self, pair: int, depth: int) -> bool:
        """Place a pair by a chain of at most ``depth`` evictions; returns whether one was found.

        All other meetings are kept, only their slots change. Without a chain nothing changes.
        """
        if not self.timetable.has_budget(pair):
            return False
        for limit in range(depth + 1):
            self._trail.clear()
            self._tries = self.effort
            if self._place_with_evictions(pair, limit, frozenset((pair,))):
                return True
        return False

    def _place_with_evictions(self, pair: int, depth: int, moved: frozenset[int]) -> bool:
        timetable = self.timetable
        slots = timetable.find_free_slots(pair)
        if slots:
            self._place(pair, self.rng.choice(iter_bits(slots)))
            return True
        if not depth:
            return False
        for slot, victims in self._list_evictions(pair, moved):
            if self._tries <= 0:
                return False
            self._tries -= 1
            steps_before = len(self._trail)
            for victim in victims:
                self._remove(victim)
            self._place(pair, slot)
            moved_now = moved.union(victims)
            if all(self._place_with_evictions(victim, depth - 1, moved_now) for victim in victims):
                return True
            self._undo_to(steps_before)
        return False

    def _list_evictions(self, pair: int, moved: frozenset[int]) -> list[tuple[int, tuple[int, ...]]]:
        """(slot, meetings in the way); slots with the fewest meetings that fit nowhere else come first."""
        timetable = self.timetable
        a, b = timetable.ends[pair]
        found = []
        slots = timetable.open_slots[pair] & timetable.find_slots_in_order(pair)
        if timetable.rows:
            slots &= timetable.find_slots_within_rows(a) & timetable.find_slots_within_rows(b)
        for slot in iter_bits(slots):
            victims = {timetable.pair_at[a][slot], timetable.pair_at[b][slot]} - {UNPLACED}
            if not victims and not timetable.slots_with_table >> slot & 1:
                victims = self._pick_to_free_table(slot)
            if victims and not victims & moved and not victims & timetable.locked:
                stuck = sum(not timetable.find_free_slots(victim) for victim in victims)
                found.append((stuck, len(victims), self.rng.random(), slot, tuple(victims)))
        return [(slot, victims) for _, _, _, slot, victims in sorted(found)]

    def _pick_to_free_table(self, slot: int) -> set[int]:
        """A meeting of a full slot whose move would free a table, if possible one that fits elsewhere directly."""
        timetable = self.timetable
        here = [p for p, t in enumerate(timetable.slot_of) if t == slot and p not in timetable.locked]
        movable = [pair for pair in here if timetable.find_free_slots(pair)]
        return {self.rng.choice(movable or here)} if here else set()

    def _place(self, pair: int, slot: int) -> None:
        self.timetable.place(pair, slot)
        self._trail.append((pair, UNPLACED))

    def _remove(self, pair: int) -> None:
        self._trail.append((pair, self.timetable.remove(pair)))

    def _undo_to(self, steps: int) -> None:
        while len(self._trail) > steps:
            pair, before = self._trail.pop()
            if before == UNPLACED:
                self.timetable.remove(pair)
            else:
                self.timetable.place(pair, before)
