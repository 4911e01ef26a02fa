"""Generator of invented names: people, companies, funds. Each company name is used for one company only."""

from collections.abc import Mapping, Sequence

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.domain.vocabulary import Industry

DOMAIN = "demo.example"
"""A domain that can never be registered (RFC 2606)."""

MOST_TRIES = 1000


def email_of(kind: str, number: int) -> str:
    """The fixed login address of person ``number`` of a kind; numbers count from 1."""
    return f"{kind}{number:04d}@{DOMAIN}"


TRADE = ("科技", "技术")
"""Words of which a company's name has one at most: 云科技有限公司, not 云科技技术有限公司."""


class Namer:
    """Draws names from surnames, syllables and words, and stores the names of companies already used."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._taken: set[str] = set()

    def person(self, draw: RandomStream) -> str:
        """A surname and two different syllables; shorter names are too often those of real people."""
        return draw.choice(self._names["surname"]) + "".join(draw.sample(self._names["given"], 2))

    def company(self, draw: RandomStream, industry: Industry) -> tuple[str, str]:
        """An unused full name and its short form."""
        for _ in range(MOST_TRIES):
            word = draw.choice(self._names[f"word_{industry}"])
            short = self._stem(draw) + word
            has_trade = word.endswith(TRADE)
            suffix = draw.choice([it for it in self._names["suffix"] if not (has_trade and it.startswith(TRADE))])
            name = draw.choice(self._names["prefix"]) + short + suffix
            if name not in self._taken:
                self._taken.add(name)
                return name, short
        msg = f"got no unused company name in {MOST_TRIES} tries, expected more syllables"
        raise ValueError(msg)

    def fund(self, draw: RandomStream) -> str:
        """The name of an investing organisation; several investors may have the same."""
        return self._stem(draw) + draw.choice(self._names["fund_suffix"])

    def one_of(self, draw: RandomStream, kind: str) -> str:
        """A name from any other list: a title, a kind of organisation, a competition."""
        return draw.choice(self._names[kind])

    def several(self, draw: RandomStream, kind: str, count: int) -> list[str]:
        """``count`` different names of a kind."""
        return draw.sample(self._names[kind], count)

    def _stem(self, draw: RandomStream) -> str:
        return draw.choice(self._names["stem_first"]) + draw.choice(self._names["stem_second"])
