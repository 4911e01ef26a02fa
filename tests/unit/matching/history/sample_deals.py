"""A small made-up market with a rule: northern investors back the north, medical ones back medicine."""

import numpy as np

from matchmaker.matching.history import Companies, Deals

NORTH, SOUTH, MEDICAL, GAMES, RARE = range(5)


def make_companies(
    regions: list[str], sectors: list[str], *, founded: list[float] | None = None, texts: list[str] | None = None
) -> Companies:
    n = len(regions)
    return Companies(
        texts=tuple(texts or [""] * n),
        regions=tuple(regions),
        cities=("",) * n,
        sectors=tuple((sector,) if sector else () for sector in sectors),
        tags=((),) * n,
        founded=np.array(founded or [np.nan] * n),
    )


def make_market(n: int, *, seed: int, is_dated: bool) -> tuple[Companies, Deals]:
    """n companies, each backed by its region's and its sector's investor nine times in ten, and RARE twice in all."""
    rng = np.random.default_rng(seed)
    regions = rng.choice(["north", "south"], n)
    sectors = rng.choice(["medicine", "games"], n)
    years = np.sort(2010 + 8 * rng.random(n))
    backed = [(row, NORTH if regions[row] == "north" else SOUTH) for row in range(n) if rng.random() < 0.9]
    backed += [(row, MEDICAL if sectors[row] == "medicine" else GAMES) for row in range(n) if rng.random() < 0.9]
    backed += [(0, RARE), (1, RARE)]
    company, investor = np.array(backed, np.intp).T
    time = years[company] if is_dated else np.full(len(company), np.nan)
    texts = ["healing people" if sector == "medicine" else "playing games" for sector in sectors]
    companies = make_companies(regions.tolist(), sectors.tolist(), founded=(years - 1).round().tolist(), texts=texts)
    return companies, Deals(company=company, investor=investor, time=time)
