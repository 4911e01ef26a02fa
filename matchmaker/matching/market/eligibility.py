"""Eligibility: which candidates may be suggested to which seekers. Scores never override it.

It consists of a mask for each side and a list of forbidden pairs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.sides import MarketSide


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """``seekers`` bool (n,), ``candidates`` bool (m,), and ``forbidden`` intp (f, 2), rows of seeker and candidate."""

    seekers: NDArray[np.bool_]
    candidates: NDArray[np.bool_]
    forbidden: NDArray[np.intp]

    def mask(self, rows: slice) -> NDArray[np.bool_]:
        """Whether each pair of the chosen seekers is allowed: bool (r, m)."""
        allowed = self.seekers[rows, None] & self.candidates[None, :]
        start, stop, _step = rows.indices(len(self.seekers))
        inside = self.forbidden[(self.forbidden[:, 0] >= start) & (self.forbidden[:, 0] < stop)]
        allowed[inside[:, 0] - start, inside[:, 1]] = False
        return allowed


def find_eligible(
    seekers: MarketSide,
    candidates: MarketSide,
    *,
    today: date,
    forbidden: Iterable[tuple[int, int]] = (),
    inactive_seekers: Iterable[int] = (),
    inactive_candidates: Iterable[int] = (),
) -> Eligibility:
    """Apply the rules of eligibility to two sides.

    A mentor without a free place, or whose certificate has expired, is in no list and gets none. Profiles without any
    text are left out. Thin profiles remain; their warning is added with the reasons.

    Parameters
    ----------
    seekers, candidates : MarketSide
    today : date
        A certificate that ends on this day is still valid.
    forbidden : iterable of (seeker id, candidate id)
        Vetoes, profiles of one account, running mentorships. Ids that are not on a side are ignored.
    inactive_seekers, inactive_candidates : iterable of ids

    Returns
    -------
    Eligibility
    """
    pairs = list(forbidden)
    rows = np.stack(
        [seekers.find_rows(pair[0] for pair in pairs), candidates.find_rows(pair[1] for pair in pairs)], axis=1
    )
    return Eligibility(
        seekers=_may_match(seekers, today, inactive_seekers),
        candidates=_may_match(candidates, today, inactive_candidates),
        forbidden=rows[(rows >= 0).all(axis=1)],
    )


def everyone_eligible(seekers: MarketSide, candidates: MarketSide) -> Eligibility:
    """Eligibility without any rule: all pairs are allowed.

    Parameters
    ----------
    seekers, candidates : MarketSide

    Returns
    -------
    Eligibility
    """
    return Eligibility(
        seekers=np.ones(len(seekers), np.bool_),
        candidates=np.ones(len(candidates), np.bool_),
        forbidden=np.zeros((0, 2), np.intp),
    )


def _may_match(side: MarketSide, today: date, inactive: Iterable[int]) -> NDArray[np.bool_]:
    allowed = side.profile.has_text | side.needs.has_text
    rows = side.find_rows(inactive)
    allowed[rows[rows >= 0]] = False
    if side.kind is PartyKind.MENTOR:
        certified = np.array([until is None or until >= today for until in side.certified_until], np.bool_)
        allowed &= certified & (side.places != 0)
    return allowed
