"""Invented names: people, companies, funds. No company name is given twice."""

from collections.abc import Mapping, Sequence

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.domain.vocabulary import Industry

DOMAIN = "demo.example"
"""A name that can never be registered (RFC 2606)."""

MOST_TRIES = 1000


def email_of(kind: str, number: int) -> str:
    """The stable login address of person ``number`` of a kind; numbers count from 1."""
    return f"{kind}{number:04d}@{DOMAIN}"


TRADE = ("科技", "技术")
"""Words a company's name says once: 云科技有限公司, not 云科技技术有限公司."""


class Namer:
    """Draws names from surnames, syllables and words, and remembers which companies exist."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._taken: set[str] = set()

    def person(self, draw: RandomStream) -> str:
        """A surname and two different syllables: shorter names hit living people too often."""
        return draw.choice(self._names["surname"]) + "".join(draw.sample(self._names["given"], 2))

    def company(self, draw: RandomStream, industry: Industry) -> tuple[str, str]:
        """An unused full name and its short form."""
        for _ in range(MOST_TRIES):
            word = draw.choice(self._names[f"word_{industry}"])
            short = self._stem(draw) + word
            is_said = word.endswith(TRADE)
            suffix = draw.choice([it for it in self._names["suffix"] if not (is_said and it.startswith(TRADE))])
            name = draw.choice(self._names["prefix"]) + short + suffix
            if name not in self._taken:
                self._taken.add(name)
                return name, short
        msg = f"got no unused company name in {MOST_TRIES} tries, expected more syllables"
        raise ValueError(msg)

    def fund(self, draw: RandomStream) -> str:
        """The name of an investing organisation; several investors may share one."""
        return self._stem(draw) + draw.choice(self._names["fund_suffix"])

    def one_of(self, draw: RandomStream, kind: str) -> str:
        """A title, an organisation's kind, a competition: any other list of names."""
        return draw.choice(self._names[kind])

    def several(self, draw: RandomStream, kind: str, count: int) -> list[str]:
        """``count`` different names of a kind."""
        return draw.sample(self._names[kind], count)

    def _stem(self, draw: RandomStream) -> str:
        return draw.choice(self._names["stem_first"]) + draw.choice(self._names["stem_second"])
