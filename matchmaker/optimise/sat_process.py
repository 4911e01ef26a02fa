"""A SAT solver in a child process: it gets questions, answers later, and can be ended at any time."""

import math
import multiprocessing
import signal
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from pysat.solvers import Solver

# If the parent is killed, the child ends by itself this many seconds after its time limit.
_GRACE = 5


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """The answer to one question: the literals of a model, or None when there is none.

    ``needs_limit``: there is no model because of the assumed limit, so another limit may have one.
    """

    question: int | None
    model: list[int] | None
    needs_limit: bool


class SatProcess:
    """One solver with one formula; it reuses learned clauses in later questions.

    Attributes
    ----------
    question : int or None
        The last question, with a meaning that only the caller knows.
    is_busy : bool
    """

    def __init__(self, name: str, flat: bytes, *, seconds: float) -> None:
        self.name = name
        self.flat = flat
        self.seconds = seconds
        self.question: int | None = None
        self.is_busy = False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        self.connection, theirs = context.Pipe()
        self.child: BaseProcess = context.Process(
            target=_serve, args=(theirs, self.name, math.ceil(self.seconds) + _GRACE), daemon=True
        )
        self.child.start()
        theirs.close()
        self.is_loaded = False

    def ask(self, question: int | None, assumptions: Sequence[int]) -> None:
        """Ask whether the formula and the assumptions can hold together; ``wait`` returns the answer."""
        self.question, self.is_busy = question, True
        if not self.is_loaded:
            self.connection.send_bytes(self.flat)
            self.is_loaded = True
        self.connection.send(list(assumptions))

    def restart(self) -> None:
        """Drop the current question and start a new child process."""
        self.close()
        self.is_busy = False
        self._start()

    def close(self) -> None:
        """End the child process."""
        self.child.kill()
        self.child.join()
        self.connection.close()

    def _receive(self) -> SatAnswer:
        model, needs_limit = self.connection.recv()
        self.is_busy = False
        return SatAnswer(self.question, model, needs_limit)

    @staticmethod
    def wait(solvers: Sequence["SatProcess"], *, seconds: float) -> list[tuple[int, SatAnswer]]:
        """Answers that arrive within ``seconds``, perhaps none, each with the index of its solver.

        Raises
        ------
        EOFError
            When a child process died.
        """
        ready = wait([it.connection for it in solvers if it.is_busy], timeout=seconds)
        return [(number, it._receive()) for number, it in enumerate(solvers) if it.connection in ready]


def _serve(connection: Connection, name: str, seconds: int) -> None:
    """Answer questions until the connection is closed."""
    if hasattr(signal, "alarm"):  # ends the process even while the solver holds the interpreter
        signal.alarm(seconds)
    try:
        clauses = _unpack(connection.recv_bytes())
        with Solver(name=name, bootstrap_with=clauses) as solver:
            while True:
                assumptions = connection.recv()
                is_possible = solver.solve(assumptions=assumptions)
                model = solver.get_model() if is_possible else None
                connection.send((model, not is_possible and bool(solver.get_core())))
    except (EOFError, BrokenPipeError):
        return


def _unpack(flat: bytes) -> list[list[int]]:
    literals = array("i")
    literals.frombytes(flat)
    clauses: list[list[int]] = [[]]
    for literal in literals:
        if literal:
            clauses[-1].append(literal)
        else:
            clauses.append([])
    return clauses[:-1]
