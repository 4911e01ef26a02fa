"""State machines: tables of the legal steps between states.

Services read a table before a step, pages read it to show buttons, and so do the tests of permissions.
"""

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Action = TypeVar("Action", bound=Hashable)


class StateMachine(Generic[State, Action]):
    """Which action leads from which state to which; what is not in ``steps`` is not legal.

    >>> door = StateMachine({("open", "close"): "shut", ("shut", "open"): "open"})
    >>> door.next_state("open", "close"), door.can("shut", "close"), door.actions_from("shut")
    ('shut', False, ('open',))
    """

    __slots__ = ("steps",)

    def __init__(self, steps: Mapping[tuple[State, Action], State]) -> None:
        self.steps: Mapping[tuple[State, Action], State] = MappingProxyType(dict(steps))

    def next_state(self, state: State, action: Action) -> State | None:
        """The state that ``action`` leads to; None where it is not legal."""
        return self.steps.get((state, action))

    def can(self, state: State, action: Action) -> bool:
        """Whether ``action`` is legal in ``state``."""
        return (state, action) in self.steps

    def actions_from(self, state: State) -> tuple[Action, ...]:
        """The legal actions in ``state``, in the order of the table."""
        return tuple(action for before, action in self.steps if before == state)

    def reachable(self, state: State) -> frozenset[State]:
        """``state`` and all states that can be reached from it."""
        found, new = {state}, {state}
        while new:
            new = {after for (before, _), after in self.steps.items() if before in new} - found
            found |= new
        return frozenset(found)


def make_moves(moves: Mapping[State, Iterable[State]]) -> StateMachine[State, State]:
    """The machine of a table that lists the next states only; each next state is also its action."""
    return StateMachine({(state, after): after for state, following in moves.items() for after in following})
