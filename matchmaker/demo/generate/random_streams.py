"""Chance that repeats itself: one stream of random numbers for each invented thing."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class RandomStream(Random):
    """Random numbers of one thing. Streams do not touch, so person 7 stays the same however many follow."""

    @classmethod
    def of(cls, seed: int, kind: str, number: int) -> "RandomStream":
        """The stream of thing ``number`` of a kind."""
        return cls(f"{seed}/{kind}/{number}")

    def happens(self, chance: float) -> bool:
        """Whether an event of this chance in [0, 1] happens."""
        return self.random() < chance

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in random order."""
        return self.sample(items, len(items))
