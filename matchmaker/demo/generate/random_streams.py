"""Reproducible random numbers: one stream for each generated object."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class RandomStream(Random):
    """Random numbers of one object. Streams are independent: person 7 is the same for any number of people."""

    @classmethod
    def of(cls, seed: int, kind: str, number: int) -> "RandomStream":
        """The stream of object ``number`` of a kind."""
        return cls(f"{seed}/{kind}/{number}")

    def happens(self, chance: float) -> bool:
        """Whether an event with this probability in [0, 1] happens."""
        return self.random() < chance

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in random order."""
        return self.sample(items, len(items))
