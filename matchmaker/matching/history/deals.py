"""The data about past deals: companies as columns, deals with their times, and the past at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Terms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companies:
    """What is known about n companies before anybody backs them; an empty string or tuple is unknown.

    ``founded`` float64 (n,) holds years, NaN where unknown.
    """

    texts: tuple[str, ...]
    regions: tuple[str, ...]
    cities: tuple[str, ...]
    sectors: Terms
    tags: Terms
    founded: NDArray[np.float64]

    def __post_init__(self) -> None:
        lengths = {len(c) for c in (self.texts, self.regions, self.cities, self.sectors, self.tags, self.founded)}
        if len(lengths) != 1:
            raise ValueError(f"columns of companies: got lengths {sorted(lengths)}, expected one length")

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: Sequence[int] | NDArray[np.intp]) -> "Companies":
        """The companies of some rows, in their order."""
        return Companies(
            texts=tuple(self.texts[row] for row in rows),
            regions=tuple(self.regions[row] for row in rows),
            cities=tuple(self.cities[row] for row in rows),
            sectors=tuple(self.sectors[row] for row in rows),
            tags=tuple(self.tags[row] for row in rows),
            founded=self.founded[np.asarray(rows, np.intp)],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """Row p: investor ``investor[p]`` backed company ``company[p]`` at ``time[p]`` (a year with a fraction, or NaN).

    A pair may have several rows, one for each round.
    """

    company: NDArray[np.intp]
    investor: NDArray[np.intp]
    time: NDArray[np.float64]

    def __post_init__(self) -> None:
        if not len(self.company) == len(self.investor) == len(self.time):
            raise ValueError(f"columns of deals: got {len(self.company)}, {len(self.investor)}, {len(self.time)} rows")

    def __len__(self) -> int:
        return len(self.company)

    @property
    def is_dated(self) -> bool:
        """Whether at least half of the rows have a time."""
        return bool(len(self)) and bool(np.isfinite(self.time).mean() >= 0.5)

    def take(self, rows: NDArray[np.bool_]) -> "Deals":
        """The rows where the mask ``rows`` is true."""
        return Deals(company=self.company[rows], investor=self.investor[rows], time=self.time[rows])

    def list_investors(self, least: int) -> NDArray[np.intp]:
        """Investors with at least ``least`` rows, ascending."""
        investors, counts = np.unique(self.investor, return_counts=True)
        return investors[counts >= least]

    def of_investors(self, investors: NDArray[np.intp]) -> "Deals":
        """The rows of some investors (ascending), renumbered by their index in ``investors``."""
        found = self.take(np.isin(self.investor, investors))
        return Deals(company=found.company, investor=np.searchsorted(investors, found.investor), time=found.time)


FADE_YEARS = 3.0
"""Years in which the weight of a deal falls to 1/e; between 2 and 5 years nDCG@10 changed by at most .003."""

FIRST_ROUND_YEARS = 0.5
"""Deals within this time after a company's first deal are its first money, which a new company looks for."""

SHARING = 0.5
"""A company with k investors gives each of them a vote of k^-SHARING.

Finding one of k adds 1/k to recall and about k^-.6 to nDCG@10, so investors who invest alone are the better guess. The
value 0 was worse everywhere, 1 on undated deals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was known at ``now``: the distinct pairs of n backed companies and m investors.

    Pair p has ``company[p]``, ``investor[p]``, and times ``first[p]`` and ``last[p]`` in years. ``weight[p]`` in (0, 1]
    falls with age when ``is_fading``. ``voice[p]`` in (0, 1] is the vote, which falls with the number of the company's
    investors. ``is_first[p]``: the pair is part of the company's first money. ``company_weight`` float32 (n,) is the
    greatest weight of a company's pairs. ``age`` float64 (n,) is the age at the first money, NaN when unknown.
    """

    companies: Companies
    investors: int
    now: float
    is_fading: bool
    company: NDArray[np.intp]
    investor: NDArray[np.intp]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    weight: NDArray[np.float32]
    voice: NDArray[np.float32]
    is_first: NDArray[np.bool_]
    company_weight: NDArray[np.float32]
    age: NDArray[np.float64]

    def matrix(self, values: NDArray[np.float32] | None = None) -> sparse.csr_matrix:
        """The pairs as CSR float32 (n, m), with ``values`` (1 when left out)."""
        data = np.ones(len(self.company), np.float32) if values is None else values.astype(np.float32)
        return sparse.csr_matrix((data, (self.company, self.investor)), shape=(len(self.companies), self.investors))

    def with_memory(self, years: float) -> "Past":
        """The same past with weights exp(-(now - last) / years); unchanged when weights do not fade."""
        if not self.is_fading:
            return self
        weight = _fade(self.last, self.now, years)
        return replace(self, weight=weight, company_weight=_heaviest(weight, self.company, len(self.companies)))


def _fade(last: NDArray[np.float64], now: float, years: float) -> NDArray[np.float32]:
    return np.exp(np.minimum(last - now, 0.0) / years).astype(np.float32)


def _heaviest(weight: NDArray[np.float32], company: NDArray[np.intp], n: int) -> NDArray[np.float32]:
    heaviest = np.zeros(n, np.float32)
    np.maximum.at(heaviest, company, weight)
    return heaviest


def deal_times(companies: Companies, deals: Deals) -> NDArray[np.float64]:
    """The time of each deal; for undated deals the founding year of the company. Missing times are the median.

    Parameters
    ----------
    companies : Companies
    deals : Deals

    Returns
    -------
    float64 (p,)
        Years, finite; 0 when no time is known.
    """
    times = deals.time if deals.is_dated else companies.founded[deals.company]
    known = times[np.isfinite(times)]
    middle = float(np.median(known)) if len(known) else 0.0
    return np.where(np.isfinite(times), times, middle)


def look_back(companies: Companies, deals: Deals, investors: int, *, now: float, is_fading: bool) -> Past:
    """The past at ``now``, from deals that the caller has already restricted to the time before.

    Parameters
    ----------
    companies : Companies
        Companies without a deal are left out of the result.
    deals : Deals
    investors : int
        The number of investors, m.
    now : float
        Year.
    is_fading : bool
        True: older deals have less weight, exp(-(now - last) / FADE_YEARS). False: every weight is 1.

    Returns
    -------
    Past
    """
    rows, company = np.unique(deals.company, return_inverse=True)
    times = deal_times(companies, deals)
    keys, place = np.unique(company * np.intp(investors) + deals.investor, return_inverse=True)
    first, last = np.full(len(keys), np.inf), np.full(len(keys), -np.inf)
    np.minimum.at(first, place, times)
    np.maximum.at(last, place, times)
    owner, investor = np.divmod(keys, investors)
    weight = _fade(last, now, FADE_YEARS) if is_fading else np.ones(len(keys), np.float32)
    backed = companies.take(rows)
    opening = np.full(len(rows), np.inf)
    np.minimum.at(opening, owner, first)
    return Past(
        companies=backed,
        investors=investors,
        now=now,
        is_fading=is_fading,
        company=owner.astype(np.intp),
        investor=investor.astype(np.intp),
        first=first,
        last=last,
        weight=weight,
        voice=(np.bincount(owner, minlength=len(rows))[owner] ** -SHARING).astype(np.float32),
        is_first=first - opening[owner] < FIRST_ROUND_YEARS,
        company_weight=_heaviest(weight, owner, len(rows)),
        age=opening - backed.founded if deals.is_dated else np.full(len(rows), np.nan),
    )
