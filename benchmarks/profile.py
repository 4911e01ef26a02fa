"""One new profile in a running worker, by the code of its job, until its ranked lists with reasons are stored."""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks._past import live_through
from benchmarks._town import open_town, peak_megabytes
from matchmaker.config import ROOT
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone
from matchmaker.encoding import DEFAULT_NAME, Encoder, HashingEncoder, TextKind, load_encoder
from matchmaker.encoding.encoder import ProgressCallback
from matchmaker.jobs.job_kinds import run_handler
from matchmaker.jobs.running import JobRun
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.ranked_lists import LISTS

TEXT = (
    "研发面向有色冶炼厂的在线成分分析仪，用激光光谱替代取样化验，已在两条铜电解线试用，"
    "检测时间从四小时缩短到三十秒，正在做耐高温探头与数据平台的产品化，这是第{n}代样机。"
)
"""Eighty characters; the number makes the text of each round new to the encoder."""

OWN = sum(seeker is PartyKind.STARTUP for seeker, _candidate in LISTS)
"""Lists of a startup's own; they are stored first."""

WORKER = "benchmark"


@dataclass
class Stocked:
    """The default encoder in a network whose texts were hashed: vectors of the same width take the same time to rank,
    and 8,000 texts need not be encoded first.
    """

    reader: Encoder
    is_stocking: bool = True
    seconds: float = 0.0
    hashing: HashingEncoder = field(init=False)

    def __post_init__(self) -> None:
        self.name, self.dimension = self.reader.name, self.reader.dimension
        self.hashing = HashingEncoder(self.dimension)

    def encode(
        self, texts: Sequence[str], *, kind: TextKind = "passage", progress: ProgressCallback | None = None
    ) -> NDArray[np.float32]:
        """Vectors of one width from either encoder; ``seconds`` adds up the time of the default encoder."""
        started = time.perf_counter()
        made = (self.hashing if self.is_stocking else self.reader).encode(texts, kind=kind, progress=progress)
        self.seconds += time.perf_counter() - started
        return made


class TimedRun(JobRun):
    """A running job that notes when the profile's own lists were stored."""

    own_stored_at = own_cpu = 0.0

    def report_progress(self, phase: str, done: int, total: int, **data: int) -> None:
        if (phase, done) == ("recommend", OWN):
            self.own_stored_at, self.own_cpu = time.perf_counter(), time.process_time()
        super().report_progress(phase, done, total, **data)


def run(argv: list[str]) -> int:
    """Print milliseconds, median and 95 %: until the own lists are stored, of processor and of encoding in that, and
    until everybody's are.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks profile", description=__doc__)
    parser.add_argument("--startups", type=int, default=7272)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument(
        "--decisions", type=int, default=10_000, help="applications of the last year; 0: none, and no interactions"
    )
    options = parser.parse_args(argv)
    encoder = Stocked(load_encoder(DEFAULT_NAME, models_dir=ROOT / "models"))
    encoder.reader.encode([TEXT.format(n=-2)], kind="passage")
    with open_town(DemoSize(startups=options.startups)) as hashed:
        context = replace(hashed, get_encoder=lambda: encoder)
        live_through(context, options.decisions)
        recommend_all(context)
        encoder.is_stocking = False
        _renew(context, encoder, -1)
        rounds = [_renew(context, encoder, number) for number in range(options.rounds)]
    figures = {"startups": options.startups, "rounds": options.rounds, "decisions": options.decisions}
    names = ("own_lists_ms", "own_cpu_ms", "encoding_ms", "all_lists_ms")
    spreads = {name: _spread([round_[index] for round_ in rounds]) for index, name in enumerate(names)}
    print(json.dumps({**figures, **spreads, "peak_mb": peak_megabytes()}))
    return 0


def _renew(context: Context, encoder: Stocked, number: int) -> tuple[float, ...]:
    """Milliseconds of one job: until the own lists are stored, of processor until then, in the encoder, and in all."""
    draft = StartupDraft(
        name=f"新公司{number}",
        description=TEXT.format(n=number),
        industry=Industry.ADVANCED_MANUFACTURING,
        stage=FundingStage.ANGEL,
        funding_sought=300,
        zone=Zone.HIGHTECH,
    )
    with context.open_unit() as unit:
        startup_id = unit.startups.add(draft)
        queue_refresh(unit, context, None, kind=PartyKind.STARTUP, profile_id=startup_id)
        job = unit.jobs.claim(context.now(), WORKER)
        unit.commit()
    if job is None:
        raise RuntimeError("the job that was queued cannot be claimed")
    running, encoder.seconds = TimedRun(context, job, WORKER), 0.0
    started, busy = time.perf_counter(), time.process_time()
    run_handler(context, job, running)
    ended = time.perf_counter()
    times = (running.own_stored_at - started, running.own_cpu - busy, encoder.seconds, ended - started)
    return tuple(1000 * it for it in times)


def _spread(times: list[float]) -> dict[str, int]:
    return {"median": round(float(np.median(times))), "p95": round(float(np.quantile(times, 0.95)))}
