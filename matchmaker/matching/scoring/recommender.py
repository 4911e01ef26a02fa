"""Ranked lists: for every seeker the best eligible candidates, with the parts that made the score."""

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
    """While it lasts, this process multiplies with one thread; the results are the same bits (see ``centres.GRID``)."""
    with _find_pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _find_pools() -> ThreadpoolController:
    return ThreadpoolController()


CHUNK_PAIRS = 1 << 18

"""Pairs that are scored at a time: some 12 MiB of parts, near enough to the processor's cache."""

NO_CANDIDATE = -1

"""In place of a row or an id where a list is shorter than k."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """Lists of n seekers, best first, k wide.

    ``rows`` intp (n, k) are rows of the candidates and ``ids`` int64 (n, k) their ids, ``NO_CANDIDATE`` behind the end
    of a short list. ``scores`` float32 (n, k) and ``directions`` float32 (n, k, 2) (seeker wants candidate, candidate
    wants seeker) lie in [0, 1] and are 0 there; ``parts`` float32 (n, k, p) are in the order of ``PARTS``, ``known``
    bool (n, k, p) tells which of them are facts and not ``NEUTRAL`` or a stand-in.
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
        """Bool (n, k): whether the place holds a candidate."""
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
    """The k best eligible candidates of every seeker; equal scores go by the smaller id.

    A seeker's list does not depend on the other seekers, and only on the set, not the order, of candidates. Costs
    n·m·d multiplications; memory beyond the answer is that of one chunk of pairs.

    Parameters
    ----------
    seekers, candidates : Side or View
        Startups on one side, mentors or investors on the other. A view spares what would be computed of its side.
    k : int
        At least 1.
    calibration : Calibration
        Of the same kinds; see ``fit_calibration``.
    tree : IndustryTree
    eligible : Eligibility, optional
        Everybody when left out.
    least : float
        Pairs that score less, in [0, 1], are left out of the lists.
    handicap : float32 (m,), optional
        Head start of each candidate, not negative: added to its score where lists are chosen and ordered, and nowhere
        else (see ``handicaps``). The scores of the answer are the true ones.

    Returns
    -------
    Recommendations

    Raises
    ------
    ValueError
        When k < 1, the kinds do not make a pair, the eligibility is for other sides, or a head start is negative.
    """
    if k < 1:
        raise ValueError(f"k: got {k}, expected at least 1")
    seen, shown = ensure_encoded(seekers, calibration), ensure_encoded(candidates, calibration)
    seekers, candidates = seen.side, shown.side
    pairing = order_by_role(seekers, candidates)
    eligible = everyone_eligible(seekers, candidates) if eligible is None else eligible
    if (len(eligible.seekers), len(eligible.candidates)) != (len(seekers), len(candidates)):
        got = f"{len(eligible.seekers)} x {len(eligible.candidates)}"
        raise ValueError(f"eligible: got {got}, expected {len(seekers)} x {len(candidates)}")
    lead = _check_boost(boost, candidates)
    views = (seen, shown) if pairing.startups_seek else (shown, seen)
    parts = build_pair_parts(pairing, calibration, tree, views=views)
    answer = _empty_answer(seekers, k)
    places = np.argsort(np.argsort(candidates.ids, kind="stable"), kind="stable")
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for start in range(0, len(seekers) if len(candidates) else 0, step):
        rows = slice(start, min(start + step, len(seekers)))
        values = [part.values(rows) for part in parts]
        scored = score_parts(values, seekers.kind, candidates.kind, preferences=calibration.preferences)
        allowed = eligible.mask(rows) & (scored.score >= np.float32(min_score))
        best = _top_k(scored.score if lead is None else scored.score + lead, allowed, places, k=k)
        _store_rows(answer, rows, best, values=[scored.score, scored.seeker_wants, scored.candidate_wants, *values])
    return _fill_ids(answer, candidates, parts)


def _check_boost(handicap: NDArray[np.float32] | None, candidates: MarketSide) -> NDArray[np.float32] | None:
    if handicap is not None and (handicap.shape != (len(candidates),) or not (handicap >= 0).all()):
        raise ValueError(f"handicap: got shape {handicap.shape} or one below 0, expected {len(candidates)} from 0 on")
    return None if handicap is None else handicap.astype(np.float32, copy=False)


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

    A float32 that is not negative orders like its bits read as a whole number; with the place by id below it every
    pair of a row has a key of its own, and no tie is left to the sorting.
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
    kept = [np.where(filled, np.take_along_axis(value, best, axis=1), np.float32(0.0)) for value in values]
    answer.rows[rows, :width] = best
    answer.scores[rows, :width] = kept[0]
    answer.directions[rows, :width] = np.stack(kept[1:3], axis=-1)
    answer.parts[rows, :width] = np.stack(kept[3:], axis=-1)


def _fill_ids(answer: Recommendations, candidates: MarketSide, parts: tuple[PairPart, ...]) -> Recommendations:
    filled = answer.is_filled
    if len(candidates):
        answer.ids[filled] = candidates.ids[answer.rows[filled]]
    for index, part in enumerate(parts):
        seen = part.columns[answer.rows] if len(candidates) else filled
        answer.known[..., index] = filled & part.rows[:, None] & seen
    return answer
