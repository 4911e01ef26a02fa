"""A SAT solver in a child process: asked, answering when it can, ended at any moment."""

import math
import multiprocessing
import signal
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from pysat.solvers import Solver

# A child whose parent was killed ends by itself so many seconds after its time.
_GRACE = 5


@dataclass(frozen=True, slots=True)
class SatAnswer:
    """To one question: the literals of a model, or None when there is none; and whether the limit was to blame."""

    question: int | None
    model: list[int] | None
    needs_limit: bool


class SatProcess:
    """One solver with one formula; learned clauses are kept from question to question.

    Attributes
    ----------
    question : int or None
        The last one asked, whatever it means to the caller.
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
        """Whether the formula and the assumptions can hold; ``wait`` brings the answer."""
        self.question, self.is_busy = question, True
        if not self.is_loaded:
            self.connection.send_bytes(self.flat)
            self.is_loaded = True
        self.connection.send(list(assumptions))

    def restart(self) -> None:
        """Forget the question."""
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
    def wait(those: Sequence["SatProcess"], *, seconds: float) -> list[tuple[int, SatAnswer]]:
        """Answers that are there within some seconds, perhaps none, with the number of the one who gave it.

        Raises
        ------
        EOFError
            When a solver died.
        """
        ready = wait([it.connection for it in those if it.is_busy], timeout=seconds)
        return [(number, it._receive()) for number, it in enumerate(those) if it.connection in ready]


def _serve(line: Connection, name: str, seconds: int) -> None:
    """Answer questions until the line is closed."""
    if hasattr(signal, "alarm"):  # ends the process even while the solver holds the interpreter
        signal.alarm(seconds)
    try:
        clauses = _unpack(line.recv_bytes())
        with Solver(name=name, bootstrap_with=clauses) as solver:
            while True:
                assumptions = line.recv()
                is_possible = solver.solve(assumptions=assumptions)
                line.send((solver.get_model() if is_possible else None, not is_possible and bool(solver.get_core())))
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
