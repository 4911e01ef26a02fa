"""Generator of invented investors: thesis, stages, ticket range, zones. Money in 万元."""

from collections.abc import Mapping

from matchmaker.demo.generate.fields_of_work import PersonTopics, draw_interests
from matchmaker.demo.generate.names import Namer, email_of
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoInvestor, DemoPerson
from matchmaker.demo.generate.texts import Writer, draw_length
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.profiles import InvestorDraft
from matchmaker.domain.vocabulary import FundingStage, Role, Zone

TICKETS: Mapping[FundingStage, tuple[int, int]] = {
    FundingStage.IDEA: (10, 80),
    FundingStage.SEED: (30, 200),
    FundingStage.ANGEL: (80, 500),
    FundingStage.PRE_A: (300, 1200),
    FundingStage.SERIES_A: (800, 3000),
    FundingStage.SERIES_B: (2000, 8000),
}
"""Smallest and largest usual ticket of a stage in 万元; below the total that startups of that stage seek."""

FIRST_STAGE_WEIGHTS = (14, 30, 28, 18, 10)
CLUB_MEMBERS = 0.6
"""Share of investors in the angel-investor club. Invented, as the plan gives no figure."""
INDIVIDUALS = 0.25
EVERYWHERE = 0.55


class InvestorGenerator:
    """Creates investors one by one, each from its own random stream."""

    def __init__(self, vocabulary: DemoVocabulary, *, seed: int, namer: Namer, writer: Writer) -> None:
        self._vocabulary = vocabulary
        self._seed = seed
        self._namer = namer
        self._writer = writer

    def make(self, number: int, *, also: DemoPerson | None = None) -> DemoInvestor:
        """Investor ``number``, counted from 1; ``also`` is a known person who invests too."""
        draw = RandomStream.of(self._seed, "investor", number)
        interests = draw_interests(draw, self._vocabulary, chances=((0.7, 0.8), (0.35, 0.3)))
        name = self._namer.person(draw)
        person = DemoPerson(
            email=email_of("investor", number) if also is None else also.email,
            name=name if also is None else also.name,
            roles=frozenset({Role.INVESTOR}) if also is None else also.roles | {Role.INVESTOR},
        )
        draft = self._draft(draw, interests, name=person.name, number=number, is_individual=also is not None)
        return DemoInvestor(draft=draft, person=person, topics=interests.names)

    def _draft(
        self, draw: RandomStream, interests: PersonTopics, *, name: str, number: int, is_individual: bool
    ) -> InvestorDraft:
        stages = self._stages(draw)
        is_alone = is_individual or draw.happens(INDIVIDUALS)
        return InvestorDraft(
            name=name,
            thesis=self._thesis(draw, interests),
            organisation=self._namer.one_of(draw, "title_angel") if is_alone else self._namer.fund(draw),
            industries=interests.industries,
            gbt_class=interests.gbt_class(draw),
            stages=frozenset(stages),
            ticket_min=TICKETS[stages[0]][0],
            ticket_max=TICKETS[stages[-1]][1],
            zones=frozenset() if draw.happens(EVERYWHERE) else frozenset(draw.sample(list(Zone), draw.randint(1, 3))),
            capacity=draw.randint(8, 14),
            is_club_member=draw.happens(CLUB_MEMBERS),
            external_id=f"demo-investor-{number:05d}",
            is_demo=True,
        )

    @staticmethod
    def _stages(draw: RandomStream) -> list[FundingStage]:
        """Two or three consecutive stages."""
        stages = list(FundingStage)
        first = draw.choices(range(len(FIRST_STAGE_WEIGHTS)), FIRST_STAGE_WEIGHTS)[0]
        return stages[first : first + draw.choice((2, 2, 3))]

    def _thesis(self, draw: RandomStream, interests: PersonTopics) -> str:
        parts = ["thesis_main", "thesis_criteria", "thesis_more", *["thesis_criteria", "thesis_more"] * 4]
        phrases = {kind: interests.phrases(draw, kind) for kind in ("thesis", "market")}
        facts = {"topic": interests.main.name}
        return self._writer.write(draw, parts, phrases=phrases, facts=facts, length=draw_length(draw, 146))
