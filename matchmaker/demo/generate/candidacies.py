"""Invented 未来之星 candidacies of 2016 to 2020, in every state."""

from collections.abc import Mapping

from matchmaker.demo.generate.names import Namer
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoCandidacy, DemoStartup
from matchmaker.demo.generate.texts import Writer, draw_length
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.candidacies import Review
from matchmaker.domain.vocabulary import CandidacyState, Nominator, SupportMeasure

YEARS = range(2016, 2021)

STATE_WEIGHTS: Mapping[int, tuple[int, ...]] = {
    2016: (0, 2, 8, 65, 25),
    2017: (0, 4, 10, 66, 20),
    2018: (2, 8, 20, 55, 15),
    2019: (8, 22, 30, 30, 10),
    2020: (35, 30, 20, 10, 5),
}
"""Weights of the states for candidacies of a year, in the order of the states; older ones are in later states."""

NOMINATOR_WEIGHTS = (60, 25, 15)
REVIEWED_BEFORE_LEAVING = 0.6

SCORES: Mapping[CandidacyState, tuple[int, int]] = {
    CandidacyState.REVIEWED: (58, 80),
    CandidacyState.SELECTED: (76, 92),
    CandidacyState.SUPPORTED: (78, 96),
    CandidacyState.LEFT: (45, 74),
}
"""Range of a candidacy's typical score; each reviewer differs from it by a few points."""

SPREAD = 6


class CandidacyGenerator:
    """Creates candidacies one by one, each from its own random stream."""

    def __init__(self, vocabulary: DemoVocabulary, *, seed: int, namer: Namer, writer: Writer) -> None:
        self._topics = {topic.name: topic for topics in vocabulary.topics.values() for topic in topics}
        self._seed = seed
        self._namer = namer
        self._writer = writer

    def make(self, number: int, startup: DemoStartup) -> DemoCandidacy:
        """The candidacy of startup ``number``, counted from 1."""
        draw = RandomStream.of(self._seed, "candidacy", number)
        year = draw.choice(YEARS)
        state = draw.choices(list(CandidacyState), STATE_WEIGHTS[year])[0]
        nominator = draw.choices(list(Nominator), NOMINATOR_WEIGHTS)[0]
        reviews = self._reviews(draw, state)
        return DemoCandidacy(
            startup=number - 1,
            year=year,
            nominator=nominator,
            nominated_by=self._nominated_by(draw, nominator, startup),
            incubator_number=startup.incubator_number if nominator is Nominator.INCUBATOR else None,
            evidence=self._evidence(draw, startup),
            state=state,
            measures=self._measures(draw, state),
            reviews=reviews,
        )

    def _nominated_by(self, draw: RandomStream, nominator: Nominator, startup: DemoStartup) -> str:
        """The name of a competition or the founder; empty for an incubator, which is stored by its number."""
        if nominator is Nominator.COMPETITION:
            return self._namer.one_of(draw, "competition")
        return startup.founder.name if nominator is Nominator.SELF else ""

    def _reviews(self, draw: RandomStream, state: CandidacyState) -> tuple[Review, ...]:
        is_unreviewed = state is CandidacyState.LEFT and not draw.happens(REVIEWED_BEFORE_LEAVING)
        if state is CandidacyState.NOMINATED or is_unreviewed:
            return ()
        typical = draw.randint(*SCORES[state])
        reviewers = self._namer.several(draw, "reviewer", draw.randint(3, 5))
        return tuple(
            Review(
                reviewer=reviewer,
                score=max(0, min(100, typical + draw.randint(-SPREAD, SPREAD))),
                comment=draw.choice(self._writer.sentences("review_comment")),
            )
            for reviewer in reviewers
        )

    @staticmethod
    def _measures(draw: RandomStream, state: CandidacyState) -> frozenset[SupportMeasure]:
        """Two to four measures for supported candidacies, none in other states."""
        if state is not CandidacyState.SUPPORTED:
            return frozenset()
        return frozenset(draw.sample(list(SupportMeasure), draw.randint(2, 4)))

    def _evidence(self, draw: RandomStream, startup: DemoStartup) -> str:
        topic = self._topics[startup.topics[0]]
        phrases = {kind: draw.shuffled(topic.phrases[kind]) for kind in ("product", "technology", "market")}
        facts = {"short": startup.short_name, "topic": topic.name, "people": str(startup.people)}
        parts = ["evidence_main", *["evidence_more"] * 7]
        return self._writer.write(draw, parts, phrases=phrases, facts=facts, length=draw_length(draw, 112))
