"""Long work in a thread beside the caller, who keeps listening meanwhile."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def run_in_thread(task: Callable[[], T], *, should_continue: Callable[[], bool], interval: float = 0.5) -> T | None:
    """What a task returns, or None when the caller stops waiting for it.

    For solvers that let other threads run but take no word from them. A task that is left behind runs on to its own
    time limit in a thread that does not hold up the end of the process.

    Parameters
    ----------
    task : callable
        Must not touch what the caller goes on using.
    keep_on : callable
        Asked every ``interval`` seconds, in the caller's thread; False stops the waiting.
    every : float
        Seconds, > 0.

    Returns
    -------
    T or None

    Raises
    ------
    BaseException
        Whatever the task raises.
    """
    future: Future[T] = Future()
    Thread(target=_fulfil, args=(future, task), daemon=True).start()
    while True:
        try:
            return future.result(timeout=interval)
        except TimeoutError:
            if future.done():
                raise
            if not should_continue():
                return None


def _fulfil(future: Future[T], task: Callable[[], T]) -> None:
    try:
        future.set_result(task())
    except BaseException as error:  # noqa: BLE001 - handed on to the caller, whatever it is
        future.set_exception(error)
