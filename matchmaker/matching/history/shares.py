"""Which share of the companies of a place or an industry each investor backed, and how focused each is there."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.matching.history.attributes import Block, Blocks
from matchmaker.matching.history.past import Past

Array = NDArray[np.float32]

BELIEF = 5.0
"""Companies of prior belief in the wider group (all, or the region for its cities); of 3, 10 and 30 none was better."""


def share_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Log lift over the base rate, focus and support, by region, city, sector, tags and region with sector.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
        Of the n past companies and of the q asked ones.
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``*_lift`` = ln(share / base), share = (sum of weights + BELIEF * wider share) / (companies + BELIEF), the mean
        over a company's terms; ``*_best`` the highest lift of one term; ``*_focus`` = P(term | investor);
        ``*_support`` = ln(1 + companies of those terms).
    """
    pairs = past.matrix(past.weight)
    heavy = sparse.diags(past.company_weight)
    features: dict[str, Array] = {}
    region = np.tile(base, (len(asked["region"].counts), 1))
    for name in ("region", "city", "sector", "tags"):
        group = _Group(known[name], pairs, heavy)
        wider = region if name == "city" else np.broadcast_to(base, region.shape)
        share = group.single(asked[name], wider) if name in ("region", "city") else group.mean(asked[name], base)
        if name == "region":
            region = share
        else:
            features[f"{name}_best"] = group.best(asked[name], base)
        features[f"{name}_lift"] = np.log(share / base)
        features[f"{name}_focus"] = group.focus(asked[name])
        features[f"{name}_support"] = np.broadcast_to(group.support(asked[name]), region.shape)
    features["region_sector_lift"] = np.log(_crossed_share(past, known, asked, region) / base)
    return features


class _Group:
    """Weighted counts of one kind of attribute: ``hits`` (width, m) pairs, ``size`` (width, 1) companies."""

    def __init__(self, block: Block, pairs: sparse.csr_matrix, heavy: sparse.spmatrix) -> None:
        self.hits = (block.rows.T @ pairs).toarray().astype(np.float32)
        self.size = np.asarray((heavy @ block.rows).sum(axis=0), np.float32).reshape(-1, 1)
        self.deals = np.asarray(pairs.sum(axis=0), np.float32).ravel()
        self.companies = float(heavy.diagonal().sum())

    def single(self, asked: Block, wider: Array) -> Array:
        """For attributes of which a company has one; those without keep the wider share."""
        return np.asarray((asked.rows @ self.hits + BELIEF * wider) / (asked.rows @ self.size + BELIEF), np.float32)

    def mean(self, asked: Block, base: Array) -> Array:
        shares = (self.hits + BELIEF * base) / (self.size + BELIEF)
        return np.where(asked.counts > 0, asked.rows @ shares / np.maximum(asked.counts, 1), base).astype(np.float32)

    def best(self, asked: Block, base: Array) -> Array:
        lifts = np.log((self.hits / base + BELIEF) / (self.size + BELIEF)).astype(np.float32)
        best = np.zeros((asked.rows.shape[0], len(base)), np.float32)
        for row in range(len(best)):
            terms = asked.rows.indices[asked.rows.indptr[row] : asked.rows.indptr[row + 1]]
            if len(terms):
                best[row] = lifts[terms].max(axis=0)
        return best

    def focus(self, asked: Block) -> Array:
        spread = 2.0 * self.size / max(self.companies, 1e-12)  # two deals like everybody's
        focus = (self.hits + spread) / (self.deals + 2.0)
        return np.asarray(asked.rows @ focus / np.maximum(asked.counts, 1), np.float32)

    def support(self, asked: Block) -> Array:
        return np.asarray(np.log1p(asked.rows @ self.size), np.float32)


def _crossed_share(past: Past, known: Blocks, asked: Blocks, region: Array) -> Array:
    """Share among the companies of one's own region and sector, shrunk to the region's share."""
    share = region.copy()
    homes, asked_homes = _home(known["region"]), _home(asked["region"])
    pairs, heavy = past.matrix(past.weight), past.company_weight
    for home in np.unique(asked_homes[asked_homes >= 0]):
        there, rows = np.flatnonzero(homes == home), np.flatnonzero(asked_homes == home)
        inside = Block(known["sector"].rows[there], known["sector"].counts[there])
        group = _Group(inside, pairs[there], sparse.diags(heavy[there]))
        sector = Block(asked["sector"].rows[rows], asked["sector"].counts[rows])
        share[rows] = group.mean(sector, region[rows[0]])
    return share


def _home(block: Block) -> NDArray[np.intp]:
    """Column of each row's only region, -1 for none."""
    home = np.full(block.rows.shape[0], -1, np.intp)
    owners = np.repeat(np.arange(len(home)), np.diff(block.rows.indptr))
    home[owners] = block.rows.indices
    return home
