"""Clauses that many profiles repeat word for word: they fill a text and say nothing about a person.

Encoders give one vector for a whole text, so a polite sentence that half of the mentors use pulls all of them together.
What is left after such clauses are taken out is shorter, cheaper to encode and more telling.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

LEAST_REPEATS, COMMON_SHARE = 10, 0.002
"""A clause is common when it stands in ten profiles of a kind and in two of a thousand. Among 6,272 descriptions of
real companies no clause of content comes near; forms and templates do at once."""

CACHED_TEXTS = 1 << 15
"""Texts whose clauses are kept: the same ones are read when they are encoded and when they are compared."""

_NUMBER = re.compile(r"\d+")

_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+[，。；！？,;!?\n]*")
_MARKS = "，。；！？,;!? \n"


def remove_repeated_clauses(texts: Sequence[str]) -> list[str]:
    """What each text says beyond the clauses that too many share; the whole text when nothing else would be left.

    Parameters
    ----------
    texts : n strings
        Profiles of one kind, one text each; a clause is compared without the marks around it, numbers as 0.

    Returns
    -------
    list of n strings
        Not blank unless the text is.
    """
    return remove_clauses(texts, find_repeated_clauses(texts))


def find_repeated_clauses(texts: Sequence[str]) -> frozenset[str]:
    """Clauses that too many of the texts share.

    Parameters
    ----------
    texts : n strings
        All texts of one kind.

    Returns
    -------
    frozenset of str
        Bare: without the marks around them, numbers as 0.
    """
    counts = Counter(bare for text in texts for bare in {bare for bare, _whole in _clauses(text) if bare})
    least = max(LEAST_REPEATS, COMMON_SHARE * len(texts))
    return frozenset(bare for bare, count in counts.items() if count >= least)


def remove_clauses(texts: Sequence[str], common: frozenset[str]) -> list[str]:
    """What each text says beyond ``common_clauses`` clauses; the whole text when nothing else would be left.

    Parameters
    ----------
    texts : n strings
    common : frozenset of str
        From ``find_repeated_clauses``.

    Returns
    -------
    list of n strings
        Not blank unless the text is.
    """
    kept = ("".join(whole for bare, whole in _clauses(text) if bare not in common) for text in texts)
    return [rest.strip(_MARKS).strip() or text for rest, text in zip(kept, texts, strict=True)]


@lru_cache(maxsize=CACHED_TEXTS)
def _clauses(text: str) -> tuple[tuple[str, str], ...]:
    """Each clause bare with numbers as 0, and as it stands with its closing marks."""
    return tuple((_NUMBER.sub("0", whole.strip(_MARKS)), whole) for whole in _CLAUSE.findall(text))
