"""A side encoded with one calibration. It is computed in advance, as all lists of a market need it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.market.similarity import centre_and_round, smooth_by_neighbours
from matchmaker.matching.text.word_grams import Lexicon, weigh_grams

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedSide:
    """``side`` with the vectors of its texts, centred on the means of a market.

    ``profile`` float32 (n, d) has startups' profiles, or partners' profiles smoothed by their neighbours. ``needs`` is
    float32 (n, d) for startups and (n, 0) for partners. ``words`` CSR float32 (n, BUCKETS) has the tf-idf weights of
    all texts. ``lexicon`` is that of the calibration; it identifies the calibration that was used.
    """

    side: MarketSide
    profile: Floats
    needs: Floats
    words: sparse.csr_matrix
    lexicon: Lexicon

    def __len__(self) -> int:
        return len(self.side)

    @property
    def kind(self) -> PartyKind:
        """The kind of all profiles of the side."""
        return self.side.kind

    def take(self, rows: NDArray[np.intp]) -> "EncodedSide":
        """The encoded side of the chosen rows, in their order."""
        return EncodedSide(
            side=self.side.take(rows),
            profile=self.profile[rows],
            needs=self.needs[rows],
            words=self.words[rows],
            lexicon=self.lexicon,
        )

    def with_changed_rows(
        self, side: MarketSide, kept: NDArray[np.intp], more: MarketSide, *, calibration: Calibration
    ) -> "EncodedSide":
        """The encoded ``side``, which consists of the rows ``kept`` of this one, ascending, followed by ``more``."""
        new, rows = encode_side(more, calibration), slice(None) if len(kept) == len(self) else kept
        return EncodedSide(
            side=side,
            profile=np.concatenate([self.profile[rows], new.profile]),
            needs=np.concatenate([self.needs[rows], new.needs]),
            words=sparse.vstack([self.words[rows], new.words], format="csr"),
            lexicon=self.lexicon,
        )


def encode_side(side: MarketSide, calibration: Calibration) -> EncodedSide:
    """Encode a side with ``calibration``; each row depends only on its own profile and the calibration.

    Parameters
    ----------
    side : MarketSide
    calibration : Calibration
        Fitted on the same kinds.

    Returns
    -------
    EncodedSide
    """
    if side.kind is PartyKind.STARTUP:
        profile = centre_and_round(side.profile, calibration.startup_centre)
        needs = centre_and_round(side.needs, calibration.needs_centre)
    else:
        profile = smooth_by_neighbours(centre_and_round(side.profile, calibration.partner_centre), calibration.topics)
        needs = np.zeros((len(side), 0), np.float32)
    words = weigh_grams(side.grams, calibration.lexicon.idf)
    return EncodedSide(side=side, profile=profile, needs=needs, words=words, lexicon=calibration.lexicon)


def ensure_encoded(side: MarketSide | EncodedSide, calibration: Calibration) -> EncodedSide:
    """The side encoded with ``calibration``; a side that is already encoded is returned unchanged.

    Parameters
    ----------
    side : MarketSide or EncodedSide
    calibration : Calibration

    Returns
    -------
    EncodedSide

    Raises
    ------
    ValueError
        When the side was encoded with another calibration.
    """
    if isinstance(side, MarketSide):
        return encode_side(side, calibration)
    if side.lexicon is not calibration.lexicon:
        raise ValueError("view: got one of another calibration")
    return side
