"""The same parts for rows of the past: of each, what was known when it was decided. Nothing later, and not itself."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.interactions.effects import (
    MIN_NEIGHBOURS,
    MIN_PEOPLE,
    PRIOR_NEIGHBOUR_WANTS,
    PRIOR_WANTS,
    compute_nearness,
    effect_of_age,
    effect_of_co_investments,
    effect_of_rate,
)
from matchmaker.matching.interactions.events import Interactions, Investments, expected_wants
from matchmaker.matching.market.encoded_sides import EncodedSide
from matchmaker.matching.market.similarity import Span
from matchmaker.matching.parts import INTERACTION_PARTS, NEUTRAL, Part

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

MOST_PAIRS = 1 << 21
"""Rows of one partner times its decisions that are compared at a time."""


def compute_parts_as_of(
    rows: Interactions, interactions: Interactions, investments: Investments, startups: EncodedSide, *, span: Span
) -> Floats:
    """The parts of ``INTERACTION_PARTS`` as they stood when each row was decided.

    What speaks of the one who decides alone is left ``NEUTRAL``: it cannot tell whom they choose.

    Parameters
    ----------
    asked : Deeds
        n rows of pairs, one direction or both.
    deeds : Deeds
        What others could know, the rows of ``rows`` among them or not.
    investments : Investments
    startups : View
    span : Span
        That of likeness among startups; see ``fit_likeness``.

    Returns
    -------
    float32 (n, 6)
        In the order of ``INTERACTION_PARTS``, in [0, 1].
    """
    expected = expected_wants(interactions)
    wants = interactions.wanted_weights
    found = np.full((len(rows), len(INTERACTION_PARTS)), NEUTRAL, np.float32)
    told = dict(zip(INTERACTION_PARTS, found.T, strict=True))
    by_startup, by_partner = interactions.by_startup, ~interactions.by_startup
    for part, mine, by, ids, of in (
        (Part.PARTNER_POPULARITY, rows.by_startup, by_startup, rows.partners, interactions.partners),
        (Part.STARTUP_POPULARITY, ~rows.by_startup, by_partner, rows.startups, interactions.startups),
    ):
        before = _SumsBefore(of[by], interactions.known_at[by], ids[mine], rows.decided_at[mine])
        nobody = np.zeros(len(interactions), np.int64)
        by_chance = _SumsBefore(
            nobody[by], interactions.known_at[by], np.zeros(mine.sum(), np.int64), rows.decided_at[mine]
        )
        hoped = before.sums(np.where(interactions.is_off_list, 0.0, expected)[by])
        people = _count_people(of[by], interactions.known_at[by], rows.decided_at[mine])
        hoped += by_chance.sums(np.where(interactions.is_off_list, wants, 0.0)[by]) / np.maximum(people, 1)
        worth = effect_of_rate(before.sums(wants[by]), hoped, prior=PRIOR_WANTS)
        told[part][mine] = np.where(before.counts >= MIN_PEOPLE, worth, NEUTRAL)
    mine, by = rows.by_startup, by_partner & interactions.has_acted
    told[Part.RECENCY][mine] = _recency(interactions.take(by), rows.take(mine))
    for part, by in ((Part.CHOSEN_BY_LIKE, by_startup), (Part.CHOSE_LIKE, by_partner)):
        told[part][:] = _neighbours(
            rows, _CountedInteractions(interactions.take(by), wants[by], expected[by]), startups, span=span
        )
    told[Part.CO_INVESTMENT][:] = _shared(rows, investments)
    return found


class _SumsBefore:
    """Sums over what was known of an id before a day: ``ids`` and ``days`` are those of what was known, each once."""

    def __init__(self, ids: Ids, days: Doubles, asked: Ids, at: Doubles) -> None:
        self.order = np.lexsort((days, ids))
        moments = np.unique(np.concatenate([days, at]))
        _groups, group = np.unique(np.concatenate([ids, asked]), return_inverse=True)
        width = len(moments) + 1
        keys = (group[: len(ids)] * width + np.searchsorted(moments, days))[self.order]
        self.start = np.searchsorted(keys, group[len(ids) :] * width)
        self.stop = np.searchsorted(keys, group[len(ids) :] * width + np.searchsorted(moments, at))
        self.counts = self.stop - self.start

    def sums(self, values: Doubles) -> Doubles:
        """The sum of ``values`` for everybody who asks."""
        total = np.concatenate([[0.0], np.cumsum(values[self.order])])
        return np.asarray(total[self.stop] - total[self.start])


def _count_people(ids: Ids, days: Doubles, at: Doubles) -> NDArray[np.intp]:
    """Of how many anything was known before each moment."""
    order = np.lexsort((days, ids))
    _, first = np.unique(ids[order], return_index=True)
    return np.searchsorted(np.sort(days[order][first]), at)


def _recency(own: Interactions, asked: Interactions) -> Floats:
    before = _SumsBefore(own.partners, own.known_at, asked.partners, asked.decided_at)
    if not len(own):
        return np.full(len(asked), NEUTRAL, np.float32)
    last = own.known_at[before.order][np.maximum(before.stop - 1, 0)]
    return np.where(before.counts > 0, effect_of_age(np.maximum(asked.decided_at - last, 0.0)), NEUTRAL)


@dataclass(frozen=True, slots=True)
class _CountedInteractions:
    """Decisions with what was wanted and what expected."""

    deeds: Interactions
    wants: Doubles
    expected: Doubles


def _neighbours(asked: Interactions, seen: _CountedInteractions, startups: EncodedSide, *, span: Span) -> Floats:
    """What was decided between the partner of each row and startups like that of the row."""
    worth = np.full(len(asked), NEUTRAL, np.float32)
    of_partner = _group(seen.deeds.partners)
    here, there = (startups.side.find_rows(it.startups.tolist()) for it in (asked, seen.deeds))
    for partner, all_rows in _group(asked.partners).items():
        known = of_partner.get(partner)
        if known is None:
            continue
        others, step = _vectors(startups, there[known]), max(1, MOST_PAIRS // len(known))
        for start in range(0, len(all_rows), step):
            rows = all_rows[start : start + step]
            near = compute_nearness(_vectors(startups, here[rows]), others, span)
            near[seen.deeds.known_at[known][None, :] >= asked.decided_at[rows][:, None]] = 0.0
            near[seen.deeds.startups[known][None, :] == asked.startups[rows][:, None]] = 0.0
            told = effect_of_rate(near @ seen.wants[known], near @ seen.expected[known], prior=PRIOR_NEIGHBOUR_WANTS)
            worth[rows] = np.where((near > 0).sum(axis=1) >= MIN_NEIGHBOURS, told, NEUTRAL)
    return worth


def _vectors(startups: EncodedSide, rows: NDArray[np.intp]) -> Floats:
    """What some startups are, float32 (n, d); nothing where they are gone, at row -1."""
    found = np.zeros((len(rows), startups.profile.shape[1]), np.float32)
    found[rows >= 0] = startups.profile[rows[rows >= 0]]
    return found


def _group(ids: Ids) -> dict[int, NDArray[np.intp]]:
    """Rows of each id."""
    order = np.argsort(ids, kind="stable")
    found, first = np.unique(ids[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, first[1:]), strict=False))


def _shared(asked: Interactions, investments: Investments) -> Floats:
    """Worth of the investments that the partner had made together with those who had invested in the startup."""
    columns = (investments.at, investments.investors, investments.startups)
    made = sorted(zip(*(it.tolist() for it in columns), strict=True))
    backers: dict[int, list[int]] = defaultdict(list)
    together: dict[tuple[int, int], int] = defaultdict(int)
    counts, done = np.zeros(len(asked)), 0
    for row in np.argsort(asked.decided_at, kind="stable").tolist():
        while done < len(made) and made[done][0] < asked.decided_at[row]:
            _, investor, startup = made[done]
            for other in backers[startup]:
                together[investor, other] += 1
                together[other, investor] += 1
            backers[startup].append(investor)
            done += 1
        partner, own = int(asked.partners[row]), backers.get(int(asked.startups[row]), [])
        counts[row] = 0 if partner in own else sum(together.get((partner, it), 0) for it in own)
    return effect_of_co_investments(counts)
