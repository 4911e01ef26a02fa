"""Generator of invented wishes: people wish for suitable and for popular others, so some get too many wishes."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoInvestor, DemoNetwork, DemoParticipation, DemoStartup, DemoWish
from matchmaker.domain.vocabulary import PartyKind

SAME_TOPIC = 12.0
SAME_INDUSTRY = 4.0
OTHER_INDUSTRY = 0.25
SUITING_STAGE = 2.0
WISHED_BY = 3.0
"""Factors of the chance of a wish, for somebody of the same topic and so on; invented round numbers."""

POPULARITY = 1.1
"""Spread of popularity (sigma of its logarithm): the most popular tenth gets about half of the wishes."""

WISHES_OF_STARTUP = ((2, 3, 4, 5, 6), (30, 32, 22, 10, 6))
WISHES_OF_INVESTOR = ((2, 3, 4, 5, 6, 8), (18, 25, 25, 16, 10, 6))

SILENT_STARTUPS = 8
SILENT_INVESTORS = 5
"""Number of people without a wish. The planner should give them meetings when tables are left."""

VETOES = 24

Chances = tuple[tuple[int, ...], tuple[int, ...]]


def affinity(startup: DemoStartup, investor: DemoInvestor) -> float:
    """How well a startup and an investor suit each other, by topic, industry and stage; > 0, without a unit."""
    if set(startup.topics) & set(investor.topics):
        weight = SAME_TOPIC
    elif startup.draft.industry in investor.draft.industries:
        weight = SAME_INDUSTRY
    else:
        weight = OTHER_INDUSTRY
    return weight * (SUITING_STAGE if startup.draft.stage in investor.draft.stages else 1.0)


def draw_wishes(
    network: DemoNetwork, participations: Sequence[DemoParticipation], *, seed: int
) -> tuple[DemoWish, ...]:
    """Ranked wishes of both sides by wisher, then some vetoes. Nobody wishes for their own company."""
    draw = RandomStream.of(seed, "wishes", 0)
    startups = [n for n, p in enumerate(participations) if p.kind is PartyKind.STARTUP]
    investors = [n for n, p in enumerate(participations) if p.kind is PartyKind.INVESTOR]
    fame = {n: math.exp(draw.gauss(0.0, POPULARITY)) for n in range(len(participations))}
    suits = _suits(network, participations, startups=startups, investors=investors)
    silent = {*_some(draw, startups, SILENT_STARTUPS), *_some(draw, investors, SILENT_INVESTORS)}
    wished: dict[int, list[int]] = {}
    for wisher in startups:
        weights = {other: suits[wisher, other] * fame[other] for other in investors if (wisher, other) in suits}
        wished[wisher] = [] if wisher in silent else _ranked(draw, weights, WISHES_OF_STARTUP)
    for wisher in investors:
        weights = {
            other: suits[other, wisher] * fame[other] * (WISHED_BY if wisher in wished[other] else 1.0)
            for other in startups
            if (other, wisher) in suits
        }
        wished[wisher] = [] if wisher in silent else _ranked(draw, weights, WISHES_OF_INVESTOR)
    wishes = [
        DemoWish(wisher=wisher, wished=other, rank=rank)
        for wisher, others in wished.items()
        for rank, other in enumerate(others, start=1)
    ]
    return (*wishes, *_vetoes(draw, wished, investors=investors))


def _some(draw: RandomStream, items: Sequence[int], count: int) -> list[int]:
    """Up to ``count`` items, never more than a tenth."""
    return draw.sample(items, min(count, len(items) // 10))


def _suits(
    network: DemoNetwork,
    participations: Sequence[DemoParticipation],
    *,
    startups: Sequence[int],
    investors: Sequence[int],
) -> dict[tuple[int, int], float]:
    """Affinity of every pair (startup, investor) of different people."""
    return {
        (s, i): affinity(network.startups[participations[s].index], network.investors[participations[i].index])
        for s in startups
        for i in investors
        if participations[s].email != participations[i].email
    }


def _ranked(draw: RandomStream, weights: Mapping[int, float], chances: Chances) -> list[int]:
    """A weighted random sample of the others, ranked (Efraimidis and Spirakis 2006: largest u^(1/w))."""
    count = draw.choices(chances[0], chances[1])[0]
    keys = {other: math.log(1.0 - draw.random()) / weight for other, weight in weights.items()}
    return sorted(keys, key=lambda other: (-keys[other], other))[:count]


def _vetoes(draw: RandomStream, wished: Mapping[int, Sequence[int]], *, investors: Sequence[int]) -> list[DemoWish]:
    """Vetoes of investors against some startups that wish for them, so that some wishes fail for that reason."""
    wishers: defaultdict[int, list[int]] = defaultdict(list)
    for wisher, others in wished.items():
        for other in others:
            wishers[other].append(wisher)
    unwanted = [
        (investor, startup)
        for investor in investors
        for startup in sorted(wishers[investor])
        if startup not in wished[investor]
    ]
    return [
        DemoWish(wisher=investor, wished=startup, rank=None, is_veto=True)
        for investor, startup in sorted(draw.sample(unwanted, min(VETOES, len(unwanted) // 10)))
    ]
