"""Two processes that compute suggestions side by side. Each holds the market and ends when its pipe does, so none
outlives the process it works for, however that ends.
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
from matchmaker.services.suggestions.exposure_boost import PARTNERS, ListOrder, order_lists
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.ranked_lists import suggest

PROCESSES = min(2, os.cpu_count() or 1)
"""Processes: more would each hold the market for little gain on the machines this runs on."""

MIN_SEEKERS_FOR_POOL = 4000
"""Seekers from which on two processes save more than the second or two that starting them costs."""


@dataclass(frozen=True, slots=True)
class SeekerBlock:
    """Seekers ``start`` to ``stop`` of a kind, and whom they seek."""

    seeker: PartyKind
    candidate: PartyKind
    start: int
    stop: int


def compute_block(market: Market, block: SeekerBlock, at: datetime) -> list[Suggestion]:
    """The lists of the seekers of a block."""
    seekers = market.view(block.seeker, block.candidate).take(np.arange(block.start, block.stop))
    return suggest(market, seekers, market.view(block.candidate, block.seeker), at=at)


class WorkerPool:
    """A context in which blocks are computed; alone, where there is little to do."""

    def __init__(self, *, seekers: int, processes: int | None = None) -> None:
        self._market: tuple[Market, datetime] | None = None
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        self._process_count = processes or (PROCESSES if seekers >= MIN_SEEKERS_FOR_POOL else 1)

    def __enter__(self) -> Self:
        """Hands are started before there is work for them: they load their libraries while the market is loaded."""
        if self._process_count > 1:
            spawn = get_context("spawn")  # forking a process that has threads may freeze the copy
            for _ in range(self._process_count):
                ours, theirs = spawn.Pipe()
                hand = spawn.Process(target=_run_worker, args=(theirs,), daemon=True)
                hand.start()
                theirs.close()
                self._processes.append(hand)
                self._pipes.append(ours)
        return self

    def set_market(self, market: Market, at: datetime) -> None:
        """Give everybody the market to work on; before anything is computed."""
        self._market = market, at
        for pipe in self._pipes:
            pipe.send(self._market)

    def compute_order(self) -> ListOrder:
        """How all lists are to be ordered for the market as a whole; from then on everybody goes by it."""
        if self._market is None:
            raise RuntimeError("nothing was shown that could be ordered")
        market, at = self._market
        if self._pipes:
            hands = [self._pipes[index % len(self._pipes)] for index in range(len(PARTNERS))]
            for pipe, partner in zip(hands, PARTNERS, strict=True):
                pipe.send([partner])
            first, *others = [pipe.recv() for pipe in hands]
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
        """Rows of each block, in the order of ``blocks``."""
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
    """The life of a hand: the market, then lists of work or head starts to go by, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, whose end ends the pipe
    gc.disable()  # see uncollected in recommend
    made: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_send, args=(pipe, made), daemon=True).start()
    try:
        market, at = pipe.recv()
        while True:
            asked = pipe.recv()
            if isinstance(asked, Mapping):
                market = replace(market, handicaps=asked)
                continue
            for work in asked:
                made.put(_compute(market, work, at))
    except (EOFError, ConnectionResetError):
        return


def _compute(market: Market, work: SeekerBlock | PartyKind, at: datetime) -> Any:
    """Rows of a block, or the order of the lists in which startups and a kind of partner meet."""
    if isinstance(work, SeekerBlock):
        return [pack_suggestion(it) for it in compute_block(market, work, at)]
    return order_lists(market, work, at)


def _send(pipe: Connection, made: "SimpleQueue[Any]") -> None:
    """A pipe holds little: who sends waits for the reader, and the work should not."""
    with suppress(BrokenPipeError, ConnectionResetError):
        while True:
            pipe.send(made.get())
