"""Texts as units that are counted: words of Latin script and short runs of Chinese characters."""

import re
from itertools import pairwise

from matchmaker.matching.text.word_grams import normalise

LATIN_WORDS = re.compile(r"[a-z0-9][a-z0-9+&.\-]*[a-z0-9+]|[a-z]")
CHINESE_RUNS = re.compile("[\u3400-\u9fff]+")


def text_units(text: str) -> list[str]:
    """Words and pairs of words of Latin script, pairs and triples of Chinese characters.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        In the order of the text, repeated as they repeat.
    """
    folded = normalise(text)
    words = LATIN_WORDS.findall(folded)
    units = words + [f"{left} {right}" for left, right in pairwise(words)]
    for run in CHINESE_RUNS.findall(folded):
        units += [run[at : at + length] for length in (2, 3) for at in range(len(run) - length + 1)]
    return units
