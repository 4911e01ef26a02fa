"""Named features of investors and companies: shares by place and industry, activity, similar texts, co-investors."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize

from matchmaker.matching.history.attributes import AGE_EDGES, Block, Blocks
from matchmaker.matching.history.deals import Past

Array = NDArray[np.float32]

ALONE_BELIEF = 3.0
"""Prior: deals with the market's mean vote that are added to each investor's own."""

AGE_BELIEF = 3.0
"""Prior: deals at the market's usual ages that are added to each investor's own."""


def investor_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Features of each investor (popularity, activity, first money, times, concentration, investing alone), and the
    lift of the company's age.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``popularity`` and ``recent_popularity`` are natural logs of shares; ``active`` is ln(1 + pairs of the last
        year); ``first_money`` is a share in [0, 1]. ``mean_time`` and ``last_time`` are years from now, usually <= 0.
        ``concentration`` is the sum of squared regional shares. ``alone`` in [0, 1] is the mean vote of the pairs, 1
        for investing alone. ``age_lift`` is a natural log, 0 when the age is unknown.
    """
    m = past.investors
    counts = np.bincount(past.investor, minlength=m)
    recent = np.bincount(past.investor, weights=past.weight, minlength=m)
    early = np.bincount(past.investor, weights=past.weight * past.is_first, minlength=m)
    market = early.sum() / max(recent.sum(), 1e-12)
    lately = past.last > past.now - 1.0
    homes = (known["region"].rows.T @ past.matrix(past.weight)).toarray()
    last = np.full(m, past.now - 50.0)
    np.maximum.at(last, past.investor, past.last)
    rows = {
        "popularity": np.log((counts + 1 / 3) / len(past.companies)),
        "recent_popularity": np.log(base),
        "active": np.log1p(np.bincount(past.investor[lately], minlength=m)),
        "first_money": (early + 3 * market) / (recent + 3),  # prior: three deals like the market's
        "mean_time": np.bincount(past.investor, weights=past.last - past.now, minlength=m) / np.maximum(counts, 1),
        "last_time": last - past.now,
        "concentration": np.square(homes / np.maximum(homes.sum(axis=0), 1e-12)).sum(axis=0),
    }
    usual = ALONE_BELIEF * float(past.voice.mean())
    rows["alone"] = (np.bincount(past.investor, weights=past.voice, minlength=m) + usual) / (counts + ALONE_BELIEF)
    q = asked["age"].rows.shape[0]
    features = {name: np.broadcast_to(row.astype(np.float32), (q, m)) for name, row in rows.items()}
    features["age_lift"] = _age_lift(past, known, asked)
    return features


def _age_lift(past: Past, known: Blocks, asked: Blocks) -> Array:
    pairs = past.matrix(past.weight * past.is_first)
    at_age = (known["age"].rows.T @ pairs).toarray()
    usual = (at_age.sum(axis=1, keepdims=True) + 1e-9) / max(float(at_age.sum()), 1e-9)
    shares = (at_age + AGE_BELIEF * usual) / (at_age.sum(axis=0) + AGE_BELIEF)
    lifts = np.log(shares / usual)
    lifts[len(AGE_EDGES) + 1] = 0.0  # an unknown age is uninformative
    return np.asarray(asked["age"].rows @ lifts, np.float32)


NEAREST = 100
"""Number of neighbours that vote; 30 were worse on every data set."""

COMPANY_BELIEF = 5.0
"""Prior: pairs without a co-investor that are added to each investor's own."""


def text_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Votes of the nearest descriptions, and cosine with the texts of an investor's companies.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
        Rows of ``text`` are unit TF-IDF vectors (Salton and Buckley, 1988) or empty.
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``text_neighbours`` is ln of the cosine-weighted share of the NEAREST over the base rate, with a prior of half a
        perfect neighbour. ``text_profile`` is a cosine in [0, 1]. Cost q * n.
    """
    cosines = (asked["text"].rows @ known["text"].rows.T).toarray()
    if cosines.shape[1] > NEAREST:
        least = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST][:, None]
        cosines = np.where(cosines >= least, cosines, 0.0)
    votes = cosines * past.company_weight
    shares = (votes @ past.matrix() + 0.5 * base) / (votes.sum(axis=1, keepdims=True) + 0.5)
    if not cosines.any():
        return dict.fromkeys(("text_neighbours", "text_profile"), np.zeros((len(cosines), len(base)), np.float32))
    profiles = normalize(past.matrix(past.weight).T @ known["text"].rows)
    return {
        "text_neighbours": np.log(shares / base).astype(np.float32),
        "text_profile": (asked["text"].rows @ profiles.T).toarray().astype(np.float32),
    }


def partner_rates(past: Past) -> Array:
    """How often each investor's companies also have each other investor.

    Parameters
    ----------
    past : Past

    Returns
    -------
    float32 (m, m)
        Row j: P(l backs | j backs), shrunk to 0; the diagonal is 0.
    """
    together = (past.matrix(past.weight).T @ past.matrix()).toarray().astype(np.float32)
    np.fill_diagonal(together, 0.0)
    deals = np.bincount(past.investor, weights=past.weight, minlength=past.investors)
    return np.asarray(together / (deals[:, None] + COMPANY_BELIEF), np.float32)


def co_investment(first_guess: Array, partners: Array) -> Array:
    """Logarithm of the expected number of co-investors of each investor, according to a first guess.

    Parameters
    ----------
    first_guess : float32 (q, m)
        Shares that sum to 1 in each row.
    partners : float32 (m, m)

    Returns
    -------
    float32 (q, m)
    """
    return np.asarray(np.log(first_guess @ partners + 1e-5), np.float32)


BELIEF = 5.0
"""Prior: companies with the share of the wider group (all, or a city's region); 3, 10 and 30 were not better."""


def share_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Log lift over the base rate, focus and support: by region, city, sector, tags, and region with sector.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
        Of the n past companies, and of the q companies to rank investors for.
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``*_lift`` = ln(share / base). The share is the mean over a company's terms of
        (sum of weights + BELIEF * wider share) / (companies + BELIEF). ``*_best`` is the highest lift of one term.
        ``*_focus`` = P(term | investor). ``*_support`` = ln(1 + companies with those terms).
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
        """Share for attributes of which a company has at most one; without one it is the wider share."""
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
        spread = 2.0 * self.size / max(self.companies, 1e-12)  # prior: two deals like the market's
        focus = (self.hits + spread) / (self.deals + 2.0)
        return np.asarray(asked.rows @ focus / np.maximum(asked.counts, 1), np.float32)

    def support(self, asked: Block) -> Array:
        return np.asarray(np.log1p(asked.rows @ self.size), np.float32)


def _crossed_share(past: Past, known: Blocks, asked: Blocks, region: Array) -> Array:
    """Share among the companies of the same region and sector, shrunk to the region's share."""
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
