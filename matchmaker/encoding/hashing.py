"""An encoder without weights: character n-grams hashed into a few hundred dimensions.

It represents spelling, not meaning. Tests use it in place of the real encoder; elsewhere it needs a setting. The same
text gives the same vector on every machine and in every process, so Python's salted hash() is not used.
"""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.encoding.batches import BatchLimits, encode_in_batches
from matchmaker.encoding.encoder import ProgressCallback, TextKind

GRAM_SIZES = (1, 2, 3)
"""In Chinese one character is a word, two are most words; three cover names and Latin syllables."""

_START, _END = "\x02", "\x03"
_LIMITS = BatchLimits(texts=256, characters=1 << 20)
# Constants of the 64-bit finaliser of SplitMix64 (Steele, Lea and Flood 2014): each input bit affects all output bits.
_INCREMENT = np.uint64(0x9E3779B97F4A7C15)
_FIRST_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_FACTOR = np.uint64(0x94D049BB133111EB)


class HashingEncoder:
    """Signed hashing of character n-grams (Weinberger et al. 2009); ``kind`` is ignored."""

    def __init__(self, dimension: int = 256) -> None:
        if dimension < 1:
            raise ValueError(f"dimension: got {dimension}, expected at least 1")
        self.dimension = dimension
        self.name = f"hashing-{dimension}-r1"

    def encode(
        self, texts: Sequence[str], *, kind: TextKind = "passage", progress: ProgressCallback | None = None
    ) -> NDArray[np.float32]:
        """float32 (n, d) unit vectors; texts that share n-grams have similar vectors."""
        del kind
        return encode_in_batches(texts, self._embed, dimension=self.dimension, limits=_LIMITS, progress=progress)

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        hashes = _gram_hashes(_normalise(text))
        signs = np.where(hashes >> np.uint64(63), 1.0, -1.0)
        buckets = (hashes % np.uint64(self.dimension)).astype(np.intp)
        sums = np.bincount(buckets, weights=signs, minlength=self.dimension)
        length = float(np.linalg.norm(sums))
        if length == 0.0:  # all n-grams cancelled out: rare, but the result must be a unit vector
            sums[0] = length = 1.0
        return (sums / length).astype(np.float32)


def _normalise(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _START + " ".join(folded.split()) + _END


def _gram_hashes(text: str) -> NDArray[np.uint64]:
    codes = np.array([ord(character) for character in text], dtype=np.uint64)
    grams = []
    for size in GRAM_SIZES:
        count = len(codes) - size + 1
        state = np.full(max(count, 0), size, dtype=np.uint64)
        for offset in range(size):
            state = _mix(state ^ codes[offset : offset + len(state)])
        grams.append(state)
    return np.concatenate(grams)


def _mix(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = state + _INCREMENT
    state = (state ^ (state >> np.uint64(30))) * _FIRST_FACTOR
    state = (state ^ (state >> np.uint64(27))) * _SECOND_FACTOR
    return state ^ (state >> np.uint64(31))
