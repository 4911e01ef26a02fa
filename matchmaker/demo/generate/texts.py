"""Generator of texts from sentence frames and phrases: 40 to 400 characters, all different."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.vocabulary import PHRASE_KINDS

SHORTEST = 40
LONGEST = 400

MOST_TRIES = 200
"""Tries to find a new text. There are many combinations, so if no try succeeds, the vocabulary is too small."""

OVERSHOOT = 16
"""Average characters above the wanted length: a text ends with the sentence that exceeds it."""

NUMBERS: Mapping[str, range] = {
    "age": range(2, 9),
    "count": range(7, 41),
    "few": range(2, 7),
    "high": range(92, 100),
    "hours": range(1200, 9000, 100),
    "months": range(4, 25),
    "percent": range(11, 46),
    "revenue": range(60, 1800, 10),
    "share": range(5, 16),
    "tenure": range(5, 16),
    "years": range(8, 33),
}

_GAP = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1024)
def _phrases_needed(sentence: str) -> Counter[str]:
    """How many phrases of each kind a sentence frame needs."""
    return Counter(name for name in _GAP.findall(sentence) if name in PHRASE_KINDS)


def _fill(draw: RandomStream, sentence: str, *, pools: Mapping[str, list[str]], facts: Mapping[str, str]) -> str:
    """The sentence with its gaps filled. Used phrases are removed from ``pools``."""

    def value(gap: re.Match[str]) -> str:
        name = gap.group(1)
        if name in PHRASE_KINDS:
            return pools[name].pop(0)
        return facts[name] if name in facts else str(draw.choice(NUMBERS[name]))

    return _GAP.sub(value, sentence)


def draw_length(draw: RandomStream, mean: int) -> int:
    """A wanted length: mostly short, sometimes long. The average length of the texts is about ``mean``."""
    return min(LONGEST, SHORTEST + round(draw.expovariate(1 / (mean - SHORTEST - OVERSHOOT))))


class Writer:
    """Writes texts and stores them, so that no two are equal."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        self._sentences = sentences
        self._written: set[str] = set()

    def sentences(self, part: str) -> Sequence[str]:
        """All sentence frames of a part."""
        return self._sentences[part]

    def write(
        self,
        draw: RandomStream,
        parts: Sequence[str],
        *,
        phrases: Mapping[str, Sequence[str]],
        facts: Mapping[str, str],
        length: int,
    ) -> str:
        """A new text with sentences of ``parts`` in order, until ``length`` characters or the last part is reached."""
        for _ in range(MOST_TRIES):
            text = self._compose(draw, parts, phrases=phrases, facts=facts, length=length)
            if len(text) >= SHORTEST and text not in self._written:
                self._written.add(text)
                return text
        msg = f"got no unwritten text of {parts[0]!r} in {MOST_TRIES} tries, expected a larger vocabulary"
        raise ValueError(msg)

    def _compose(
        self,
        draw: RandomStream,
        parts: Sequence[str],
        *,
        phrases: Mapping[str, Sequence[str]],
        facts: Mapping[str, str],
        length: int,
    ) -> str:
        pools = {kind: list(values) for kind, values in phrases.items()}
        used: set[str] = set()
        text = ""
        for part in parts:
            options = [s for s in self._sentences[part] if s not in used and self._fits(s, pools)]
            if not options:
                continue
            frame = draw.choice(options)
            sentence = _fill(draw, frame, pools=pools, facts=facts)
            if len(text) + len(sentence) > LONGEST:
                break
            used.add(frame)
            text += sentence
            if len(text) >= max(SHORTEST, length):
                break
        return text

    @staticmethod
    def _fits(sentence: str, pools: Mapping[str, list[str]]) -> bool:
        return all(len(pools.get(kind, ())) >= count for kind, count in _phrases_needed(sentence).items())
