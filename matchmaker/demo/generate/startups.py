"""Generator of invented startups: a company, its founder, its products and its needs. Money in 万元."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matchmaker.demo.generate.fields_of_work import PersonTopics, draw_interests, draw_management
from matchmaker.demo.generate.names import Namer, email_of
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoPerson, DemoStartup
from matchmaker.demo.generate.texts import Writer, draw_length
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, Role, Zone
from matchmaker.reference.facts import IncubatorFact

SOUGHT: Mapping[FundingStage, range] = {
    FundingStage.IDEA: range(20, 90, 10),
    FundingStage.SEED: range(50, 250, 10),
    FundingStage.ANGEL: range(100, 650, 50),
    FundingStage.PRE_A: range(500, 1600, 100),
    FundingStage.SERIES_A: range(1000, 4200, 200),
    FundingStage.SERIES_B: range(3000, 10500, 500),
}
"""Usual funding sought by a startup of each stage, in 万元."""

PEOPLE: Mapping[FundingStage, range] = {
    FundingStage.IDEA: range(3, 6),
    FundingStage.SEED: range(4, 12),
    FundingStage.ANGEL: range(8, 25),
    FundingStage.PRE_A: range(15, 45),
    FundingStage.SERIES_A: range(30, 90),
    FundingStage.SERIES_B: range(60, 180),
}

STAGE_WEIGHTS = (8, 22, 28, 21, 15, 6)
CANDIDATE_WEIGHTS = (0, 6, 22, 32, 28, 12)
"""Weights of the stages for 未来之星 candidates; most of them already sell."""

EARLY = frozenset({FundingStage.IDEA, FundingStage.SEED})

INCUBATED = 0.8
"""Share of startups in one of the incubators; the others are in any zone."""

MANAGEMENT_FIRST = 0.25
"""Chance that the first need is about management and not about the trade."""

TEAMS = ("创始人来自高校课题组", "创始人做过企业技术负责人", "核心成员多为本地院所的工程师", "团队里有销售和财务的老手")
FOUNDED = ("同学创业", "同事创业", "师生创业", "离岗创业", "返乡创业", "连续创业")


class StartupGenerator:
    """Creates startups one by one, each from its own random stream."""

    def __init__(
        self,
        vocabulary: DemoVocabulary,
        *,
        seed: int,
        incubators: Sequence[IncubatorFact],
        namer: Namer,
        writer: Writer,
    ) -> None:
        self._vocabulary = vocabulary
        self._seed = seed
        self._incubators = incubators
        self._namer = namer
        self._writer = writer

    def make(self, number: int, *, is_candidate: bool) -> DemoStartup:
        """Startup ``number``, counted from 1."""
        draw = RandomStream.of(self._seed, "startup", number)
        interests = draw_interests(draw, self._vocabulary, chances=((0.3, 1.0),))
        weights = CANDIDATE_WEIGHTS if is_candidate else STAGE_WEIGHTS
        stage = draw.choices(list(FundingStage), weights)[0]
        incubator = self._incubator(draw, is_candidate=is_candidate)
        founder = DemoPerson(
            email=email_of("founder", number), name=self._namer.person(draw), roles=frozenset({Role.FOUNDER})
        )
        industry = interests.main.industry or Industry.MODERN_SERVICES
        name, short = self._namer.company(draw, industry)
        people = draw.choice(PEOPLE[stage])
        facts = {"short": short, "topic": interests.main.name, "people": str(people)}
        draft = self._draft(draw, interests, name=name, facts=facts, stage=stage)
        return DemoStartup(
            draft=replace(draft, zone=self._zone(draw, incubator), external_id=f"demo-startup-{number:05d}"),
            founder=founder,
            short_name=short,
            people=people,
            topics=interests.names,
            incubator_number=None if incubator is None else incubator.number,
        )

    def _incubator(self, draw: RandomStream, *, is_candidate: bool) -> IncubatorFact | None:
        """One of the incubators, larger ones more often; candidates always have one."""
        if not (is_candidate or draw.happens(INCUBATED)):
            return None
        return draw.choices(self._incubators, [incubator.area**0.5 for incubator in self._incubators])[0]

    @staticmethod
    def _zone(draw: RandomStream, incubator: IncubatorFact | None) -> Zone:
        return draw.choice([Zone.SUBURBS, Zone.SUBURBS, *Zone]) if incubator is None else incubator.zone

    def _draft(
        self, draw: RandomStream, interests: PersonTopics, *, name: str, facts: Mapping[str, str], stage: FundingStage
    ) -> StartupDraft:
        sought = draw.choice(SOUGHT[stage])
        people = int(facts["people"])
        researchers = max(1, round(people * draw.uniform(0.3, 0.7)))
        return StartupDraft(
            name=name,
            description=self._description(draw, interests, facts={**facts, "sought": str(sought)}, stage=stage),
            needs=self._needs(draw, interests, facts=facts),
            industry=interests.main.industry,
            gbt_class=interests.gbt_class(draw),
            stage=stage,
            funding_sought=sought,
            team=f"{people}人，其中研发{researchers}人；{draw.choice(FOUNDED)}，{draw.choice(TEAMS)}。",
            is_demo=True,
        )

    def _description(
        self, draw: RandomStream, interests: PersonTopics, *, facts: Mapping[str, str], stage: FundingStage
    ) -> str:
        is_early = stage in EARLY
        opening = "startup_what" if is_early or draw.happens(0.4) else "startup_what_grown"
        how = "startup_how" if is_early or draw.happens(0.4) else "startup_how_grown"
        progress = "startup_progress_early" if is_early else "startup_progress_grown"
        parts = [opening, *draw.shuffled([how, progress]), "startup_plan", "startup_how"]
        parts += [progress, "startup_plan", progress, "startup_plan", progress, "startup_plan", progress]
        phrases = {kind: interests.phrases(draw, kind) for kind in ("product", "technology", "market")}
        return self._writer.write(draw, parts, phrases=phrases, facts=facts, length=draw_length(draw, 164))

    def _needs(self, draw: RandomStream, interests: PersonTopics, *, facts: Mapping[str, str]) -> str:
        """Needs of the trade and of management, alternating."""
        trade = interests.phrases(draw, "need")
        management = draw_management(draw, self._vocabulary, 2).phrases(draw, "need")
        first, second = (management, trade) if draw.happens(MANAGEMENT_FIRST) else (trade, management)
        needs = [need for pair in zip(first, second, strict=False) for need in pair]
        parts = ["needs_main", *["needs_more"] * 8]
        return self._writer.write(draw, parts, phrases={"need": needs}, facts=facts, length=draw_length(draw, 98))
