"""Chinese character pairs and Latin words, counted in a hashed space: the units that two texts literally share.

Chinese has no spaces, and most words have two characters. So the units are pairs of neighbouring Chinese characters,
and whole Latin words or numbers with letters. All work is done on arrays of code points: a million characters take a
fraction of a second.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

BUCKETS = 1 << 18
"""Size of the hashed space: Chinese uses some 100,000 pairs, so few collide, and idf takes 1 MiB."""

COMMON, LEAST_COMMON = 0.05, 5
"""A unit is too common for a topic in more than this share of all texts, and in more than five (企业, 公司)."""

STOP_CHARACTERS = frozenset("的了与及或是其这那你我他她它们也很着")
"""Characters that join words and are hardly ever part of one; pairs with them do not indicate a topic."""

_ALL_BITS = (1 << 64) - 1
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = 0x3400, 0x9FFF
_CHINESE, _LATIN, _BREAK = 2, 1, 0
_FIRST_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_FACTOR = np.uint64(0x94D049BB133111EB)
_HORNER = np.uint64(0x100000001B3)


def normalise(text: str) -> str:
    """``text`` in normal form: full width and compatibility characters are folded, letters are lower case.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Normal form NFKC, case-folded.
    """
    return unicodedata.normalize("NFKC", text).casefold()


def count_grams(texts: Sequence[str]) -> sparse.csr_matrix:
    """How often each hashed unit occurs in each text.

    Parameters
    ----------
    texts : n strings

    Returns
    -------
    scipy CSR float32 (n, BUCKETS)
        Sorted indices; counts >= 1. Empty rows for texts without units.
    """
    codes, owner = _code_points(texts)
    kind = _kinds(codes)
    pairs = np.flatnonzero((kind[:-1] == _CHINESE) & (kind[1:] == _CHINESE) & (owner[:-1] == owner[1:]))
    words, word_owner = _latin_words(codes, kind, owner)
    hashes = np.concatenate([_mix_bits(codes[pairs] << np.uint64(32) | codes[pairs + 1]), words])
    rows = np.concatenate([owner[pairs], word_owner])
    columns = (hashes % np.uint64(BUCKETS)).astype(np.int32)
    counts = sparse.csr_matrix(
        (np.ones(len(rows), np.float32), (rows, columns)), shape=(len(texts), BUCKETS), dtype=np.float32
    )
    counts.sort_indices()
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Rarity and counts of the units of a collection of texts.

    ``idf`` float32 (BUCKETS,) is the rarity of each hashed unit, 0 for units too common to indicate a topic.
    ``counts`` int64 (BUCKETS,) is the number of occurrences of each.
    """

    idf: NDArray[np.float32]
    counts: NDArray[np.int64]


def fit_lexicon(counts: sparse.csr_matrix) -> Lexicon:
    """Rarity of units, ln((1 + n) / (1 + documents)) (Spärck Jones, 1972; smoothed), and plain counts.

    Parameters
    ----------
    counts : scipy CSR (n, BUCKETS)
        From ``count_grams``.

    Returns
    -------
    Lexicon
        Units that are too common (``COMMON``) have rarity 0.
    """
    texts = counts.shape[0]
    documents = np.bincount(counts.indices, minlength=BUCKETS)
    idf = np.log((1.0 + texts) / (1.0 + documents))
    return Lexicon(
        idf=np.where(documents > max(COMMON * texts, LEAST_COMMON), 0.0, idf).astype(np.float32),
        counts=np.bincount(counts.indices, weights=counts.data, minlength=BUCKETS).astype(np.int64),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterPairs:
    """Arrays over the positions of a text, bool, int64 and float32 (characters,).

    ``is_latin``: a Latin letter or digit is there. ``occurrences`` and ``rarity`` are those of the pair of Chinese
    characters that begins there, 0 where none does.
    """

    is_latin: NDArray[np.bool_]
    occurrences: NDArray[np.int64]
    rarity: NDArray[np.float32]


def find_character_pairs(text: str, lexicon: Lexicon) -> CharacterPairs:
    """Occurrences and rarity of the character pairs of a text.

    Parameters
    ----------
    text : str
        In the form of ``normalise``.
    lexicon : Lexicon

    Returns
    -------
    CharacterPairs
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    kind = _kinds(codes)
    begins = np.flatnonzero((kind[:-1] == _CHINESE) & (kind[1:] == _CHINESE))
    buckets = _mix_bits(codes[begins] << np.uint64(32) | codes[begins + 1]) % np.uint64(BUCKETS)
    sightings, rarity = np.zeros(len(codes), np.int64), np.zeros(len(codes), np.float32)
    sightings[begins], rarity[begins] = lexicon.counts[buckets], lexicon.idf[buckets]
    return CharacterPairs(is_latin=kind == _LATIN, occurrences=sightings, rarity=rarity)


@lru_cache(maxsize=1 << 18)
def gram_bucket(gram: str) -> int:
    """Index of a pair of Chinese characters, or of a Latin word, in the hashed space.

    Parameters
    ----------
    gram : str
        In the form of ``normalise``.

    Returns
    -------
    int
        0 to BUCKETS - 1.
    """
    codes = [ord(character) for character in gram]
    if _FIRST_IDEOGRAPH <= codes[0] <= _LAST_IDEOGRAPH:
        state = codes[0] << 32 | codes[1]
    else:
        state = reduce(lambda hashed, code: (hashed * int(_HORNER) + code) & _ALL_BITS, codes, 0)
    state = ((state ^ state >> 30) * int(_FIRST_FACTOR)) & _ALL_BITS
    state = ((state ^ state >> 27) * int(_SECOND_FACTOR)) & _ALL_BITS
    return (state ^ state >> 31) % BUCKETS


def weigh_grams(counts: sparse.csr_matrix, idf: NDArray[np.float32]) -> sparse.csr_matrix:
    """Rows of tf-idf with (1 + ln tf) · idf, scaled to unit length, without common units.

    Parameters
    ----------
    counts : scipy CSR (n, BUCKETS)
    idf : float32 (BUCKETS,)

    Returns
    -------
    scipy CSR float32 (n, BUCKETS)
        Rows of length 1, or empty.
    """
    weighted = counts.copy()
    weighted.data = ((1.0 + np.log(counts.data)) * idf[counts.indices]).astype(np.float32)
    weighted.eliminate_zeros()
    owner = np.repeat(np.arange(weighted.shape[0]), np.diff(weighted.indptr))
    squares = np.bincount(owner, weights=weighted.data.astype(np.float64) ** 2, minlength=weighted.shape[0])
    weighted.data = (weighted.data / np.sqrt(squares)[owner]).astype(np.float32)
    return weighted


def _code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    folded = [normalise(text) + "\n" for text in texts]
    codes = np.frombuffer("".join(folded).encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in folded])
    return codes, owner


def _kinds(codes: NDArray[np.uint64]) -> NDArray[np.int8]:
    kinds = np.full(len(codes), _BREAK, np.int8)
    latin = ((codes >= ord("0")) & (codes <= ord("9"))) | ((codes >= ord("a")) & (codes <= ord("z")))
    kinds[latin | ((codes >= 0xC0) & (codes < 0x250))] = _LATIN
    kinds[(codes >= _FIRST_IDEOGRAPH) & (codes <= _LAST_IDEOGRAPH)] = _CHINESE
    kinds[np.isin(codes, np.array([ord(character) for character in sorted(STOP_CHARACTERS)], np.uint64))] = _BREAK
    return kinds


def _latin_words(
    codes: NDArray[np.uint64], kind: NDArray[np.int8], owner: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Hash and owner of each run of Latin letters and digits that has two characters or more and a letter."""
    latin = np.concatenate([[False], kind == _LATIN, [False]])
    starts = np.flatnonzero(~latin[:-1] & latin[1:])
    ends = np.flatnonzero(latin[:-1] & ~latin[1:])
    letters = np.concatenate([[0], np.cumsum((kind == _LATIN) & (codes > ord("9")))])
    is_word = (ends - starts >= 2) & (letters[ends] > letters[starts])
    starts, ends = starts[is_word], ends[is_word]
    hashes = np.zeros(len(starts), np.uint64)
    for offset in range(int((ends - starts).max(initial=0))):
        inside = starts + offset < ends
        hashes[inside] = hashes[inside] * _HORNER + codes[starts[inside] + offset]
    return _mix_bits(hashes), owner[starts]


def _mix_bits(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits, so that every input bit affects every output bit (SplitMix64; Steele, Lea and Flood, 2014)."""
    state = (state ^ (state >> np.uint64(30))) * _FIRST_FACTOR
    state = (state ^ (state >> np.uint64(27))) * _SECOND_FACTOR
    return state ^ (state >> np.uint64(31))
