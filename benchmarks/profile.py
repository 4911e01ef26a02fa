"""One new profile in a worker that is warm: its text encoded, then ranked against everybody and stored with reasons."""

import argparse
import json
import time
from collections.abc import Callable
from statistics import median

from benchmarks._town import open_town
from matchmaker.config import ROOT
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone
from matchmaker.encoding import DEFAULT_NAME, load_encoder
from matchmaker.services.context import Context
from matchmaker.services.matches.encode import encode_profiles
from matchmaker.services.matches.refresh import refresh_profile
from matchmaker.services.seeding.network import DemoSize

TEXT = (
    "研发面向有色冶炼厂的在线成分分析仪，用激光光谱替代取样化验，已在两条铜电解线试用，"
    "检测时间从四小时缩短到三十秒，正在做耐高温探头与数据平台的产品化，这是第{n}代样机。"
)
"""Eighty characters; the number keeps one round from reading what another has encoded."""


def run(argv: list[str]) -> int:
    """Print medians in ms: of encoding by the default encoder, and of ranking with reasons until all is stored."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks profile", description=__doc__)
    parser.add_argument("--startups", type=int, default=7272)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(argv)
    encoder = load_encoder(DEFAULT_NAME, models_dir=ROOT / "models")
    encoder.encode([TEXT.format(n=0)], kind="passage")
    encoding = [_time(lambda n=n: encoder.encode([TEXT.format(n=n)], kind="passage")) for n in range(options.rounds)]
    with open_town(DemoSize(startups=options.startups)) as context:
        encode_profiles(context)
        _rank(context, -1)
        ranking = [_rank(context, n) for n in range(options.rounds)]
    figures = {"encode_ms": round(median(encoding)), "rank_ms": round(median(ranking)), "rounds": options.rounds}
    print(json.dumps({"startups": options.startups, **figures}))
    return 0


def _rank(context: Context, number: int) -> float:
    """Milliseconds from a stored profile to its stored suggestions, and those of everybody whose list it enters."""
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
        unit.commit()
    return _time(lambda: refresh_profile(context, PartyKind.STARTUP, startup_id))


def _time(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
