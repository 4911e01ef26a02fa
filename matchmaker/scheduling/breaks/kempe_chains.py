"""Fewer breaks with the same meetings: simulated annealing over Kempe chains of two slots.

A chain holds the meetings of two slots that are linked through people. After its slots are exchanged, nobody has two
meetings in one slot (Kempe, 1879). Only the people at its ends get other busy slots. A step that makes breaks worse is
accepted with probability exp(-delta / temperature) (Kirkpatrick, Gelatt and Vecchi, 1983).
"""

import math
import random
from collections.abc import Callable, Sequence

from matchmaker.scheduling.breaks.count import count_breaks, list_day_masks
from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable, iter_bits

# One additional break is accepted one time in seven at the start, practically never at the end. A colder start and a
# warmer end were tried on events of 320 and 700 people: better on one, worse on the other.
START_TEMPERATURE, END_TEMPERATURE = 0.5, 0.08

# Longer chains rarely stay within open slots, and take more time than they save breaks.
LONGEST_CHAIN = 14

# Steps between two checks of the clock.
STEPS_A_CHECK = 2000

# Share of the steps that move a meeting next to another meeting of the same person. The other steps are random and
# prevent cycling.
AIMED_SHARE = 0.85


class Annealer:
    """Lowers the breaks of one timetable in place; ``breaks`` is the current count, ``best`` the lowest seen."""

    def __init__(self, timetable: PartialTimetable, *, rng: random.Random) -> None:
        self.timetable = timetable
        self.rng = rng
        self.days = list_day_masks(timetable.problem)
        self.all_slots = (1 << timetable.problem.slots) - 1
        self.movable = [pair for pair, _ in timetable.list_meetings() if pair not in timetable.locked]
        self.breaks = sum(self._count(self.all_slots & ~free) for free in timetable.free_slots)
        self.best = self.breaks
        self.best_slots = list(timetable.slot_of)

    def run(self, steps: int, *, bound: int, is_over: Callable[[], bool]) -> None:
        """Cool down over a number of steps. At the end the timetable holds the best state seen."""
        done = 0
        while self.movable and done < steps and self.best > bound and not is_over():
            temperature = START_TEMPERATURE * (END_TEMPERATURE / START_TEMPERATURE) ** (done / steps)
            for _ in range(min(STEPS_A_CHECK, steps - done)):
                self._step(temperature)
            done += STEPS_A_CHECK
        self.timetable.restore(self.best_slots)
        self.breaks = self.best

    def _count(self, busy: int) -> int:
        if len(self.days) == 1:
            return (busy & ~(busy << 1)).bit_count() - (busy > 0)
        return count_breaks(busy, self.days)

    def _step(self, temperature: float) -> None:
        pair = self.rng.choice(self.movable)
        slot = self._draw_slot(pair)
        if slot == UNPLACED:
            return
        here = self.timetable.slot_of[pair]
        chain = self._find_chain(pair, here, slot)
        if not chain:
            return
        delta = self._count_added_breaks(chain, 1 << here | 1 << slot)
        if delta > 0 and self.rng.random() >= math.exp(-delta / temperature):
            return
        self._exchange(chain, here + slot)
        self.breaks += delta
        if self.breaks < self.best:
            self.best = self.breaks
            self.best_slots = list(self.timetable.slot_of)

    def _draw_slot(self, pair: int) -> int:
        """A random slot to move to: next to another meeting of one of the two, or any open slot."""
        timetable = self.timetable
        here = 1 << timetable.slot_of[pair]
        others = timetable.open_slots[pair] & ~here
        if self.rng.random() < AIMED_SHARE:
            person = timetable.ends[pair][self.rng.random() < 0.5]
            busy = self.all_slots & ~timetable.free_slots[person] & ~here
            others &= (busy << 1 | busy >> 1) & ~busy
        return self.rng.choice(iter_bits(others)) if others else UNPLACED

    def _find_chain(self, pair: int, here: int, there: int) -> Sequence[int]:
        """The chain of a pair between two slots; empty when it is too long or its exchange would break a rule."""
        timetable = self.timetable
        chain, seen = [pair], {pair}
        surplus = 0
        for meeting in chain:
            other = there if timetable.slot_of[meeting] == here else here
            surplus += 1 if other == there else -1
            if (
                not timetable.open_slots[meeting] >> other & 1
                or meeting in timetable.locked
                or len(chain) > LONGEST_CHAIN
            ):
                return ()
            for person in timetable.ends[meeting]:
                linked = timetable.pair_at[person][other]
                if linked != UNPLACED and linked not in seen:
                    seen.add(linked)
                    chain.append(linked)
        gains, loses = (there, here) if surplus > 0 else (here, there)
        has_tables = timetable.slot_loads[gains] + abs(surplus) <= timetable.tables[gains]
        is_valid = has_tables and loses != gains and self._keeps_order(chain, here + there)
        return chain if is_valid and self._keeps_rows(chain, 1 << here | 1 << there) else ()

    def _keeps_rows(self, chain: Sequence[int], both: int) -> bool:
        """Whether nobody at the chain's ends would have too many meetings in a row."""
        for meeting in chain if self.timetable.rows else ():
            for person in self.timetable.ends[meeting]:
                busy = self.all_slots & ~self.timetable.free_slots[person]
                if busy & both != both and self.timetable.fills_row(person, busy ^ both):
                    return False
        return True

    def _keeps_order(self, chain: Sequence[int], total: int) -> bool:
        """Whether the precedences still hold after the chain has exchanged its slots."""
        slot_of, order = self.timetable.slot_of, self.timetable.order
        moved = {meeting: total - slot_of[meeting] for meeting in chain} if order else {}
        for meeting, slot in moved.items():
            for other, is_earlier in order.get(meeting, ()):
                there = moved.get(other, slot_of[other])
                if there != UNPLACED and (there >= slot if is_earlier else there <= slot):
                    return False
        return True

    def _count_added_breaks(self, chain: Sequence[int], both: int) -> int:
        """Breaks added by exchanging the chain's slots. People who meet in both slots keep their busy slots."""
        delta = 0
        for meeting in chain:
            for person in self.timetable.ends[meeting]:
                busy = self.all_slots & ~self.timetable.free_slots[person]
                if busy & both != both:
                    delta += self._count(busy ^ both) - self._count(busy)
        return delta

    def _exchange(self, chain: Sequence[int], total: int) -> None:
        moves = [(meeting, total - self.timetable.remove(meeting)) for meeting in chain]
        for meeting, slot in moves:
            self.timetable.place(meeting, slot)
