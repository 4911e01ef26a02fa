"""The values that learning from past deals starts with: companies as columns, and who backed whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Terms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companies:
    """What is known of n companies before anybody backs them; an empty string or tuple is "not known".

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

    A pair may stand in many rows, one a round.
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

    def take(self, kept: NDArray[np.bool_]) -> "Deals":
        """The rows where ``kept`` is true."""
        return Deals(company=self.company[kept], investor=self.investor[kept], time=self.time[kept])

    def list_investors(self, least: int) -> NDArray[np.intp]:
        """Investors with at least ``least`` rows, ascending."""
        investors, counts = np.unique(self.investor, return_counts=True)
        return investors[counts >= least]

    def of_investors(self, investors: NDArray[np.intp]) -> "Deals":
        """The rows of some investors (ascending), who are renumbered by their place among them."""
        kept = self.take(np.isin(self.investor, investors))
        return Deals(company=kept.company, investor=np.searchsorted(investors, kept.investor), time=kept.time)
