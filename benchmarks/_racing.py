"""Real processes that start at the same moment."""

import multiprocessing as mp
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def race(run: Callable[..., T], shares: Sequence[tuple[object, ...]], *, module: str) -> list[T]:
    """Results of ``run(*share, start)`` in one process for each share; all wait at the barrier ``start`` first.

    One server loads ``module`` and forks the processes, so they begin within milliseconds.
    """
    forking = mp.get_context("forkserver")
    forking.set_forkserver_preload([module])
    with forking.Manager() as manager, forking.Pool(len(shares)) as workers:
        start = manager.Barrier(len(shares))
        return workers.starmap(run, [(*share, start) for share in shares], chunksize=1)


def quantile(times: Sequence[float], percent: int) -> float:
    """The time that ``percent`` of 100 stay at or below."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]
