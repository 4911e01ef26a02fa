"""How many threads multiply. Blocks of pairs are small, so a second thread waits more than it helps: 10,000 x 700 pairs
took 0.8 s with one thread and 2.9 s with two beside other work on two cores; alone, the second gained nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def single_blas_thread() -> Iterator[None]:
    """While it lasts, this process multiplies with one thread; the results are the same bits (see ``centres.GRID``)."""
    with _find_pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _find_pools() -> ThreadpoolController:
    return ThreadpoolController()
