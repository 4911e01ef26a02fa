"""Two processes that compute suggestions in parallel.

Each process holds the market. It ends when its pipe closes, so it never outlives its parent, however the parent ends.
"""

import gc
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self

import numpy as np

from matchmaker.domain.packing import PackedSuggestion, pack_suggestion
from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.suggestions.exposure_boost import ListOrder, order_lists
from matchmaker.services.suggestions.market import PARTNERS, Market
from matchmaker.services.suggestions.ranked_lists import suggest

PROCESSES = min(2, os.cpu_count() or 1)
"""Number of processes. More would gain little on the machines this runs on, and each one holds the whole market."""

MIN_SEEKERS_FOR_POOL = 4000
"""From this many seekers on, two processes save more than the second or two that it takes to start them."""


@dataclass(frozen=True, slots=True)
class SeekerBlock:
    """Seekers ``start`` to ``stop`` of a kind, and the kind of candidate they seek."""

    seeker: PartyKind
    candidate: PartyKind
    start: int
    stop: int


def compute_block(market: Market, block: SeekerBlock, at: datetime) -> list[Suggestion]:
    """Compute the lists of the seekers of a block."""
    seekers = market.view(block.seeker, block.candidate).take(np.arange(block.start, block.stop))
    return suggest(market, seekers, market.view(block.candidate, block.seeker), at=at)


class WorkerPool:
    """A context manager that computes blocks in processes, or in this process if there is little to do."""

    def __init__(self, *, seekers: int, processes: int | None = None) -> None:
        self._market: tuple[Market, datetime] | None = None
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        self._process_count = processes or (PROCESSES if seekers >= MIN_SEEKERS_FOR_POOL else 1)

    def __enter__(self) -> Self:
        """Start the processes early, so that they import their libraries while the market is being loaded."""
        if self._process_count > 1:
            spawn = get_context("spawn")  # forking a process that has threads may freeze the copy
            for _ in range(self._process_count):
                parent_end, child_end = spawn.Pipe()
                process = spawn.Process(target=_run_worker, args=(child_end,), daemon=True)
                process.start()
                child_end.close()
                self._processes.append(process)
                self._pipes.append(parent_end)
        return self

    def set_market(self, market: Market, at: datetime) -> None:
        """Send the market to all processes. This must come before any computation."""
        self._market = market, at
        for pipe in self._pipes:
            pipe.send(self._market)

    def compute_order(self) -> ListOrder:
        """Fit the boosts for the whole market. All later lists are ordered by them."""
        if self._market is None:
            raise RuntimeError("set_market must come before compute_order")
        market, at = self._market
        if self._pipes:
            pipes = [self._pipes[index % len(self._pipes)] for index in range(len(PARTNERS))]
            for pipe, partner in zip(pipes, PARTNERS, strict=True):
                pipe.send([partner])
            first, *others = [pipe.recv() for pipe in pipes]
        else:
            first, *others = [order_lists(market, partner, at) for partner in PARTNERS]
        order: ListOrder = first
        for other in others:
            order = order.join(other)
        self._market = replace(market, exposure_boosts=order.exposure_boosts), at
        for pipe in self._pipes:
            pipe.send(order.exposure_boosts)
        return order

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
            process.join()

    def compute(self, blocks: Sequence[SeekerBlock]) -> Iterator[list[PackedSuggestion]]:
        """Yield the rows of each block, in the order of ``blocks``."""
        if not self._pipes and self._market:
            market, at = self._market
            for block in blocks:
                yield _compute(market, block, at)
            return
        for index, pipe in enumerate(self._pipes):
            pipe.send(blocks[index :: len(self._pipes)])
        for index in range(len(blocks)):
            yield self._pipes[index % len(self._pipes)].recv()


def _run_worker(pipe: Connection) -> None:
    """The loop of a process: receive the market, then work or new boosts, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent: when it ends, the pipe closes
    gc.disable()  # see _without_garbage_collection in full_run
    results: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_send, args=(pipe, results), daemon=True).start()
    try:
        market, at = pipe.recv()
        while True:
            message = pipe.recv()
            if isinstance(message, Mapping):
                market = replace(market, exposure_boosts=message)
                continue
            for work in message:
                results.put(_compute(market, work, at))
    except (EOFError, ConnectionResetError):
        return


def _compute(market: Market, work: SeekerBlock | PartyKind, at: datetime) -> Any:
    """Compute one piece of work: the suggestions of a block, or the list order for one kind of partner."""
    if isinstance(work, SeekerBlock):
        return [pack_suggestion(it) for it in compute_block(market, work, at)]
    return order_lists(market, work, at)


def _send(pipe: Connection, results: "SimpleQueue[Any]") -> None:
    """Send results in a thread of their own. A pipe has a small buffer, so sending may block, but computing goes on."""
    with suppress(BrokenPipeError, ConnectionResetError):
        while True:
            pipe.send(results.get())
