"""Interaction parts for past decisions. Each row uses only what was known before it was decided, and never itself."""

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
"""Pairs of a row and a decision about the same partner that are compared at a time."""


def compute_parts_as_of(
    rows: Interactions, interactions: Interactions, investments: Investments, startups: EncodedSide, *, span: Span
) -> Floats:
    """The parts of ``INTERACTION_PARTS`` as they were when each row was decided.

    Parts that depend only on the deciding side are ``NEUTRAL``, as they are the same for all its choices.

    Parameters
    ----------
    rows : Interactions
        n rows of pairs, of one direction or both.
    interactions : Interactions
        All interactions that could be known; they may include ``rows``.
    investments : Investments
    startups : EncodedSide
    span : Span
        The span of similarity among startups; see ``fit_similarity``.

    Returns
    -------
    float32 (n, 6)
        In the order of ``INTERACTION_PARTS``, in [0, 1].
    """
    expected = expected_wants(interactions)
    wants = interactions.wanted_weights
    found = np.full((len(rows), len(INTERACTION_PARTS)), NEUTRAL, np.float32)
    columns = dict(zip(INTERACTION_PARTS, found.T, strict=True))
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
        usual = before.sums(np.where(interactions.is_off_list, 0.0, expected)[by])
        people = _count_people(of[by], interactions.known_at[by], rows.decided_at[mine])
        usual += by_chance.sums(np.where(interactions.is_off_list, wants, 0.0)[by]) / np.maximum(people, 1)
        effects = effect_of_rate(before.sums(wants[by]), usual, prior=PRIOR_WANTS)
        columns[part][mine] = np.where(before.counts >= MIN_PEOPLE, effects, NEUTRAL)
    mine, by = rows.by_startup, by_partner & interactions.has_acted
    columns[Part.RECENCY][mine] = _recency(interactions.take(by), rows.take(mine))
    for part, by in ((Part.CHOSEN_BY_LIKE, by_startup), (Part.CHOSE_LIKE, by_partner)):
        columns[part][:] = _neighbours(
            rows, _CountedInteractions(interactions.take(by), wants[by], expected[by]), startups, span=span
        )
    columns[Part.CO_INVESTMENT][:] = _shared(rows, investments)
    return found


class _SumsBefore:
    """Sums over the known rows of an id before a day.

    ``ids`` and ``days`` are those of the known rows; ``wanted_ids`` and ``at`` are those for which sums are needed.
    """

    def __init__(self, ids: Ids, days: Doubles, wanted_ids: Ids, at: Doubles) -> None:
        self.order = np.lexsort((days, ids))
        moments = np.unique(np.concatenate([days, at]))
        _groups, group = np.unique(np.concatenate([ids, wanted_ids]), return_inverse=True)
        width = len(moments) + 1
        keys = (group[: len(ids)] * width + np.searchsorted(moments, days))[self.order]
        self.start = np.searchsorted(keys, group[len(ids) :] * width)
        self.stop = np.searchsorted(keys, group[len(ids) :] * width + np.searchsorted(moments, at))
        self.counts = self.stop - self.start

    def sums(self, values: Doubles) -> Doubles:
        """The sum of ``values``, which belong to the known rows, for each wanted id and day."""
        total = np.concatenate([[0.0], np.cumsum(values[self.order])])
        return np.asarray(total[self.stop] - total[self.start])


def _count_people(ids: Ids, days: Doubles, at: Doubles) -> NDArray[np.intp]:
    """The number of ids with any known row before each moment."""
    order = np.lexsort((days, ids))
    _, first = np.unique(ids[order], return_index=True)
    return np.searchsorted(np.sort(days[order][first]), at)


def _recency(own: Interactions, rows: Interactions) -> Floats:
    before = _SumsBefore(own.partners, own.known_at, rows.partners, rows.decided_at)
    if not len(own):
        return np.full(len(rows), NEUTRAL, np.float32)
    last = own.known_at[before.order][np.maximum(before.stop - 1, 0)]
    return np.where(before.counts > 0, effect_of_age(np.maximum(rows.decided_at - last, 0.0)), NEUTRAL)


@dataclass(frozen=True, slots=True)
class _CountedInteractions:
    """Interactions with their positive weights and the expected ones."""

    interactions: Interactions
    wants: Doubles
    expected: Doubles


def _neighbours(rows: Interactions, counted: _CountedInteractions, startups: EncodedSide, *, span: Span) -> Floats:
    """Effect of the decisions between the partner of each row and startups similar to the row's startup."""
    effects = np.full(len(rows), NEUTRAL, np.float32)
    past = counted.interactions
    of_partner = _group(past.partners)
    here, there = (startups.side.find_rows(it.startups.tolist()) for it in (rows, past))
    for partner, own_rows in _group(rows.partners).items():
        known = of_partner.get(partner)
        if known is None:
            continue
        others, step = _vectors(startups, there[known]), max(1, MOST_PAIRS // len(known))
        for start in range(0, len(own_rows), step):
            some = own_rows[start : start + step]
            near = compute_nearness(_vectors(startups, here[some]), others, span)
            near[past.known_at[known][None, :] >= rows.decided_at[some][:, None]] = 0.0
            near[past.startups[known][None, :] == rows.startups[some][:, None]] = 0.0
            wants, expected = near @ counted.wants[known], near @ counted.expected[known]
            found = effect_of_rate(wants, expected, prior=PRIOR_NEIGHBOUR_WANTS)
            effects[some] = np.where((near > 0).sum(axis=1) >= MIN_NEIGHBOURS, found, NEUTRAL)
    return effects


def _vectors(startups: EncodedSide, rows: NDArray[np.intp]) -> Floats:
    """Encoded profiles of some startups, float32 (n, d); zeros for row -1, a startup that is gone."""
    found = np.zeros((len(rows), startups.profile.shape[1]), np.float32)
    found[rows >= 0] = startups.profile[rows[rows >= 0]]
    return found


def _group(ids: Ids) -> dict[int, NDArray[np.intp]]:
    """Rows of each id."""
    order = np.argsort(ids, kind="stable")
    found, first = np.unique(ids[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, first[1:]), strict=False))


def _shared(rows: Interactions, investments: Investments) -> Floats:
    """Effect of the investments that the partner had made until then together with the startup's investors."""
    columns = (investments.at, investments.investors, investments.startups)
    made = sorted(zip(*(it.tolist() for it in columns), strict=True))
    backers: dict[int, list[int]] = defaultdict(list)
    together: dict[tuple[int, int], int] = defaultdict(int)
    counts, done = np.zeros(len(rows)), 0
    for row in np.argsort(rows.decided_at, kind="stable").tolist():
        while done < len(made) and made[done][0] < rows.decided_at[row]:
            _, investor, startup = made[done]
            for other in backers[startup]:
                together[investor, other] += 1
                together[other, investor] += 1
            backers[startup].append(investor)
            done += 1
        partner, own = int(rows.partners[row]), backers.get(int(rows.startups[row]), [])
        counts[row] = 0 if partner in own else sum(together.get((partner, it), 0) for it in own)
    return effect_of_co_investments(counts)
