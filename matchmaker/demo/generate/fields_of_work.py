"""The topics of a person: one main topic and sometimes a second or third, with their phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.vocabulary import DemoVocabulary, Topic
from matchmaker.domain.vocabulary import Industry

MAX_OTHER_PHRASES = 2
"""Largest number of phrases of each other topic: enough to be visible, but the text keeps one subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTopics:
    """Topics of one person, the main one first."""

    topics: tuple[Topic, ...]

    @property
    def main(self) -> Topic:
        return self.topics[0]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(topic.name for topic in self.topics)

    @property
    def industries(self) -> frozenset[Industry]:
        """Industries of all topics."""
        return frozenset(topic.industry for topic in self.topics if topic.industry is not None)

    def phrases(self, draw: RandomStream, kind: str) -> list[str]:
        """Phrases of a kind in random order: mainly of the main topic, with a few of the others near the start."""
        chosen = draw.shuffled(self.main.phrases.get(kind, ()))
        for topic in self.topics[1:]:
            found = topic.phrases.get(kind, ())
            chosen[2:2] = draw.sample(found, min(MAX_OTHER_PHRASES, len(found)))
        return chosen

    def gbt_class(self, draw: RandomStream) -> str | None:
        """A GB/T class of the main topic; None for management."""
        return draw.choice(self.main.gbt_classes) if self.main.gbt_classes else None


def draw_interests(
    draw: RandomStream, vocabulary: DemoVocabulary, *, chances: Sequence[tuple[float, float]]
) -> PersonTopics:
    """A main topic, and perhaps one more for each (chance, chance of the same industry) in ``chances``."""
    industry = draw.choice(list(Industry))
    topics = [draw.choice(vocabulary.topics[industry])]
    for chance, within in chances:
        if draw.happens(chance):
            pool = vocabulary.topics[industry if draw.happens(within) else draw.choice(list(Industry))]
            topics.append(draw.choice([topic for topic in pool if topic not in topics]))
    return PersonTopics(topics=tuple(topics))


def draw_management(draw: RandomStream, vocabulary: DemoVocabulary, count: int) -> PersonTopics:
    """``count`` different topics of company management."""
    return PersonTopics(topics=tuple(draw.sample(vocabulary.management, count)))
