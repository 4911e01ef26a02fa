"""Ranked lists: the best eligible candidates of every seeker, with the parts of their scores."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from matchmaker.matching.market.calibration import Calibration, order_by_role
from matchmaker.matching.market.eligibility import Eligibility, everyone_eligible
from matchmaker.matching.market.encoded_sides import EncodedSide, ensure_encoded
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.parts import PARTS, PairPart
from matchmaker.matching.scoring.pair_parts import build_pair_parts
from matchmaker.matching.scoring.score import score_parts


@contextmanager
def single_blas_thread() -> Iterator[None]:
    """Let BLAS use one thread inside the block; the results have the same bits (see ``similarity.GRID``)."""
    with _find_pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _find_pools() -> ThreadpoolController:
    return ThreadpoolController()


CHUNK_PAIRS = 1 << 18
"""Pairs that are scored at a time: some 12 MiB of parts, close to the size of the processor's cache."""

NO_CANDIDATE = -1
"""Replaces row and id of the missing places of a list shorter than k."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """Lists of n seekers, best first, k wide.

    ``rows`` intp (n, k) are rows of the candidates, and ``ids`` int64 (n, k) their ids; ``NO_CANDIDATE`` after the end
    of a short list. ``scores`` float32 (n, k) are in [0, 1], 0 for missing places. So are ``directions`` float32
    (n, k, 2): seeker wants candidate, candidate wants seeker. ``parts`` float32 (n, k, p) are in the order of
    ``PARTS``. ``known`` bool (n, k, p) is false where a part is ``NEUTRAL`` or replaced.
    """

    seeker_ids: NDArray[np.int64]
    ids: NDArray[np.int64]
    rows: NDArray[np.intp]
    scores: NDArray[np.float32]
    directions: NDArray[np.float32]
    parts: NDArray[np.float32]
    known: NDArray[np.bool_]

    @property
    def is_filled(self) -> NDArray[np.bool_]:
        """Bool (n, k): whether the place has a candidate."""
        return np.asarray(self.rows != NO_CANDIDATE, np.bool_)


@single_blas_thread()
def recommend(
    seekers: MarketSide | EncodedSide,
    candidates: MarketSide | EncodedSide,
    *,
    k: int,
    calibration: Calibration,
    tree: IndustryTree,
    eligible: Eligibility | None = None,
    min_score: float = 0.0,
    boost: NDArray[np.float32] | None = None,
) -> Recommendations:
    """The k best eligible candidates of every seeker; of equal scores the smaller id comes first.

    A seeker's list depends on the set of candidates, but not on their order and not on other seekers. It takes n·m·d
    multiplications, and memory for the result and one chunk of pairs.

    Parameters
    ----------
    seekers, candidates : MarketSide or EncodedSide
        Startups on one side, mentors or investors on the other. An encoded side saves the time to encode it.
    k : int
        At least 1.
    calibration : Calibration
        Of the same kinds; see ``fit_calibration``.
    tree : IndustryTree
    eligible : Eligibility, optional
        All pairs when left out.
    min_score : float
        In [0, 1]; pairs with a lower score are left out of the lists.
    boost : float32 (m,), optional
        Exposure boost of each candidate, >= 0 (see ``exposure``). It is added to the score only to choose and to order
        candidates. The scores in the result are without it.

    Returns
    -------
    Recommendations

    Raises
    ------
    ValueError
        When k < 1, the kinds do not make a pair, the eligibility is for other sides, or a boost is negative.
    """
    if k < 1:
        raise ValueError(f"k: got {k}, expected at least 1")
    encoded = ensure_encoded(seekers, calibration), ensure_encoded(candidates, calibration)
    seekers, candidates = encoded[0].side, encoded[1].side
    pairing = order_by_role(seekers, candidates)
    eligible = everyone_eligible(seekers, candidates) if eligible is None else eligible
    if (len(eligible.seekers), len(eligible.candidates)) != (len(seekers), len(candidates)):
        got = f"{len(eligible.seekers)} x {len(eligible.candidates)}"
        raise ValueError(f"eligible: got {got}, expected {len(seekers)} x {len(candidates)}")
    added = _check_boost(boost, candidates)
    parts = build_pair_parts(pairing, calibration, tree, views=encoded if pairing.startups_seek else encoded[::-1])
    answer = _empty_answer(seekers, k)
    places = np.argsort(np.argsort(candidates.ids, kind="stable"), kind="stable")
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for start in range(0, len(seekers) if len(candidates) else 0, step):
        rows = slice(start, min(start + step, len(seekers)))
        values = [part.values(rows) for part in parts]
        scored = score_parts(values, seekers.kind, candidates.kind, preferences=calibration.preferences)
        allowed = eligible.mask(rows) & (scored.score >= np.float32(min_score))
        best = _top_k(scored.score if added is None else scored.score + added, allowed, places, k=k)
        _store_rows(answer, rows, best, values=[scored.score, scored.seeker_wants, scored.candidate_wants, *values])
    return _fill_ids(answer, candidates, parts)


def _check_boost(boost: NDArray[np.float32] | None, candidates: MarketSide) -> NDArray[np.float32] | None:
    if boost is not None and (boost.shape != (len(candidates),) or not (boost >= 0).all()):
        raise ValueError(f"handicap: got shape {boost.shape} or one below 0, expected {len(candidates)} from 0 on")
    return None if boost is None else boost.astype(np.float32, copy=False)


def _empty_answer(seekers: MarketSide, k: int) -> Recommendations:
    shape = (len(seekers), k)
    return Recommendations(
        seeker_ids=seekers.ids,
        ids=np.full(shape, NO_CANDIDATE, np.int64),
        rows=np.full(shape, NO_CANDIDATE, np.intp),
        scores=np.zeros(shape, np.float32),
        directions=np.zeros((*shape, 2), np.float32),
        parts=np.zeros((*shape, len(PARTS)), np.float32),
        known=np.zeros((*shape, len(PARTS)), np.bool_),
    )


def _top_k(
    scores: NDArray[np.float32], allowed: NDArray[np.bool_], places: NDArray[np.intp], *, k: int
) -> NDArray[np.intp]:
    """Columns of the k best of each row, intp (r, min(k, m)), ``NO_CANDIDATE`` where too few are allowed.

    Non-negative float32 values have the same order as their bits, read as integers. The rank by id fills the lower
    bits, so every pair of a row has a different key, and the sort has no ties.
    """
    keys = scores.view(np.int32).astype(np.int64) << 32 | (len(places) - 1 - places)
    keys[~allowed] = NO_CANDIDATE
    width = min(k, len(places))
    columns = np.argpartition(keys, len(places) - width, axis=1)[:, len(places) - width :]
    found = np.take_along_axis(keys, columns, axis=1)
    order = np.argsort(-found, axis=1)
    columns = np.take_along_axis(columns, order, axis=1)
    return np.where(np.take_along_axis(found, order, axis=1) == NO_CANDIDATE, NO_CANDIDATE, columns)


def _store_rows(
    answer: Recommendations, rows: slice, best: NDArray[np.intp], *, values: list[NDArray[np.float32]]
) -> None:
    width, filled = best.shape[1], best != NO_CANDIDATE
    listed = [np.where(filled, np.take_along_axis(value, best, axis=1), np.float32(0.0)) for value in values]
    answer.rows[rows, :width] = best
    answer.scores[rows, :width] = listed[0]
    answer.directions[rows, :width] = np.stack(listed[1:3], axis=-1)
    answer.parts[rows, :width] = np.stack(listed[3:], axis=-1)


def _fill_ids(answer: Recommendations, candidates: MarketSide, parts: tuple[PairPart, ...]) -> Recommendations:
    filled = answer.is_filled
    if len(candidates):
        answer.ids[filled] = candidates.ids[answer.rows[filled]]
    for index, part in enumerate(parts):
        is_known = part.columns[answer.rows] if len(candidates) else filled
        answer.known[..., index] = filled & part.rows[:, None] & is_known
    return answer
