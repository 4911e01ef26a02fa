"""Sides of a market as arrays: row i of every array belongs to the same profile. Unknown is a mask, never NaN."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matchmaker.domain.vocabulary import FundingStage, PartyKind, Zone

T = TypeVar("T")

STAGES = tuple(FundingStage)
ZONES = tuple(Zone)
"""Order of the columns of the indicator matrices; that of industries is ``industry_tree.INDUSTRIES``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedTexts:
    """One text of every profile: the text, unit vectors float32 (n, d), and whether there is a text, bool (n,)."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    has_text: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp]) -> "EncodedTexts":
        """The field of the chosen rows, in their order."""
        return EncodedTexts(texts=_pick(self.texts, rows), vectors=self.vectors[rows], has_text=self.has_text[rows])

    def join(self, other: "EncodedTexts") -> "EncodedTexts":
        """The field of the rows of both, those of ``other`` last."""
        return EncodedTexts(
            texts=self.texts + other.texts,
            vectors=np.concatenate([self.vectors, other.vectors]),
            has_text=np.concatenate([self.has_text, other.has_text]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSide:
    """n profiles of one kind.

    ``profile`` is what each profile is or offers, ``needs`` what startups need (without text for other kinds).
    ``industries`` (n, 7), ``stages`` (n, 6), ``zones`` (n, 4) are indicators; an empty row is unknown. ``gbt_classes``
    are codes of GB/T 4754. ``log_money`` float32 (n, 2) is log10 of 万元, minimum and maximum. A startup's two values
    are equal, an open end is infinite, and unknown is (-inf, inf). ``free_share`` float32 (n,) is the share of free
    places in [0, 1], ``places`` their number; unknown is -1. ``certified_until`` is None for no limit.
    """

    kind: PartyKind
    ids: NDArray[np.int64]
    profile: EncodedTexts
    needs: EncodedTexts
    grams: sparse.csr_matrix
    industries: NDArray[np.bool_]
    gbt_classes: tuple[str | None, ...]
    stages: NDArray[np.bool_]
    zones: NDArray[np.bool_]
    log_money: NDArray[np.float32]
    free_share: NDArray[np.float32]
    places: NDArray[np.int64]
    certified_until: tuple[date | None, ...]
    is_thin: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: NDArray[np.intp]) -> "MarketSide":
        """The side of the chosen rows, in their order."""
        return MarketSide(
            kind=self.kind,
            ids=self.ids[rows],
            profile=self.profile.take(rows),
            needs=self.needs.take(rows),
            grams=self.grams[rows],
            industries=self.industries[rows],
            gbt_classes=_pick(self.gbt_classes, rows),
            stages=self.stages[rows],
            zones=self.zones[rows],
            log_money=self.log_money[rows],
            free_share=self.free_share[rows],
            places=self.places[rows],
            certified_until=_pick(self.certified_until, rows),
            is_thin=self.is_thin[rows],
        )

    def join(self, other: "MarketSide") -> "MarketSide":
        """The side with the profiles of both, which have the same kind; those of ``other`` last."""
        if self.kind is not other.kind:
            raise ValueError(f"other: got {other.kind}, expected {self.kind}")
        return MarketSide(
            kind=self.kind,
            ids=np.concatenate([self.ids, other.ids]),
            profile=self.profile.join(other.profile),
            needs=self.needs.join(other.needs),
            grams=sparse.vstack([self.grams, other.grams], format="csr"),
            industries=np.concatenate([self.industries, other.industries]),
            gbt_classes=self.gbt_classes + other.gbt_classes,
            stages=np.concatenate([self.stages, other.stages]),
            zones=np.concatenate([self.zones, other.zones]),
            log_money=np.concatenate([self.log_money, other.log_money]),
            free_share=np.concatenate([self.free_share, other.free_share]),
            places=np.concatenate([self.places, other.places]),
            certified_until=self.certified_until + other.certified_until,
            is_thin=np.concatenate([self.is_thin, other.is_thin]),
        )

    def find_rows(self, ids: Iterable[int]) -> NDArray[np.intp]:
        """Row of each id, -1 for ids that are not on this side."""
        wanted = np.fromiter(ids, np.int64)
        if not len(self.ids):
            return np.full(len(wanted), -1, np.intp)
        order = np.argsort(self.ids, kind="stable")
        rows = order[np.minimum(np.searchsorted(self.ids, wanted, sorter=order), len(order) - 1)]
        return np.where(self.ids[rows] == wanted, rows, -1)


def _pick(values: tuple[T, ...], rows: NDArray[np.intp]) -> tuple[T, ...]:
    return tuple(map(values.__getitem__, rows.tolist()))  # Python integers: numpy's are slow as an index
