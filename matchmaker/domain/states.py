"""Steps between states as a table, for everything that has a state.

The table is read by the services that take a step, by the pages that show buttons, and by the tests of permissions.
"""

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Action = TypeVar("Action", bound=Hashable)


class StateMachine(Generic[State, Action]):
    """Which action leads from which state to which; what is not in ``steps`` cannot be done.

    >>> door = StateMachine({("open", "close"): "shut", ("shut", "open"): "open"})
    >>> door.next_state("open", "close"), door.can("shut", "close"), door.actions_from("shut")
    ('shut', False, ('open',))
    """

    __slots__ = ("steps",)

    def __init__(self, steps: Mapping[tuple[State, Action], State]) -> None:
        self.steps: Mapping[tuple[State, Action], State] = MappingProxyType(dict(steps))

    def next_state(self, state: State, action: Action) -> State | None:
        """The state that ``action`` leads to; None where it cannot be done."""
        return self.steps.get((state, action))

    def can(self, state: State, action: Action) -> bool:
        """Whether ``action`` can be done in ``state``."""
        return (state, action) in self.steps

    def actions_from(self, state: State) -> tuple[Action, ...]:
        """What can be done in ``state``, in the order of the table."""
        return tuple(action for before, action in self.steps if before == state)

    def reachable(self, state: State) -> frozenset[State]:
        """``state``, and whatever it can become by any number of steps."""
        found, new = {state}, {state}
        while new:
            new = {after for (before, _), after in self.steps.items() if before in new} - found
            found |= new
        return frozenset(found)


def make_moves(moves: Mapping[State, Iterable[State]]) -> StateMachine[State, State]:
    """The machine of a table that names only the states that may follow; each is its own action."""
    return StateMachine({(state, after): after for state, following in moves.items() for after in following})
