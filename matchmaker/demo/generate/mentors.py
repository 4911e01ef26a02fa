"""Generator of invented mentors of both kinds: 企业管理 and 行业技术."""

from datetime import date

from matchmaker.demo.generate.fields_of_work import PersonTopics, draw_interests, draw_management
from matchmaker.demo.generate.names import Namer, email_of
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoMentor, DemoPerson
from matchmaker.demo.generate.texts import Writer, draw_length
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.profiles import MentorDraft
from matchmaker.domain.vocabulary import Industry, MentorKind, Role, Zone

MANAGEMENT = 0.44
"""Share of mentors of management. Invented, as the plan names both kinds without shares."""

CERTIFIED_YEARS = (1, 1, 2, 2, 2, 3, 3)
LAPSED = 0.05
"""Share of mentors with an expired certificate, so that the pages of the pool have examples."""


class MentorGenerator:
    """Creates mentors one by one, each from its own random stream."""

    def __init__(self, vocabulary: DemoVocabulary, *, seed: int, year: int, namer: Namer, writer: Writer) -> None:
        self._vocabulary = vocabulary
        self._seed = seed
        self._year = year
        self._namer = namer
        self._writer = writer

    def make(self, number: int) -> DemoMentor:
        """Mentor ``number``, counted from 1."""
        draw = RandomStream.of(self._seed, "mentor", number)
        kind = MentorKind.MANAGEMENT if draw.happens(MANAGEMENT) else MentorKind.TECHNOLOGY
        interests = self._interests(draw, kind)
        person = DemoPerson(
            email=email_of("mentor", number), name=self._namer.person(draw), roles=frozenset({Role.MENTOR})
        )
        draft = self._draft(draw, interests, kind=kind, name=person.name, number=number)
        return DemoMentor(draft=draft, person=person, topics=interests.names)

    def _interests(self, draw: RandomStream, kind: MentorKind) -> PersonTopics:
        if kind is MentorKind.MANAGEMENT:
            return draw_management(draw, self._vocabulary, draw.choice((1, 2, 2)))
        return draw_interests(draw, self._vocabulary, chances=((0.5, 0.75),))

    def _draft(
        self, draw: RandomStream, interests: PersonTopics, *, kind: MentorKind, name: str, number: int
    ) -> MentorDraft:
        is_management = kind is MentorKind.MANAGEMENT
        return MentorDraft(
            name=name,
            kind=kind,
            expertise=self._text(draw, interests, "mentor_expertise", "mentor_more", mean=124),
            experience=self._text(draw, interests, f"experience_{kind}", "experience_more", mean=104),
            organisation=self._namer.one_of(draw, f"organisation_{kind}"),
            title=self._namer.one_of(draw, f"title_{kind}"),
            industries=(
                frozenset(draw.sample(list(Industry), draw.randint(2, 4))) if is_management else interests.industries
            ),
            gbt_class=interests.gbt_class(draw),
            zone=draw.choice(list(Zone)),
            capacity=draw.choices((1, 2, 3, 4, 5, 6), (6, 18, 34, 22, 14, 6))[0],
            certified_until=self._certified_until(draw),
            external_id=f"demo-mentor-{number:05d}",
            is_demo=True,
        )

    def _text(self, draw: RandomStream, interests: PersonTopics, opening: str, more: str, *, mean: int) -> str:
        parts = [opening, more, opening, *[more] * 8]
        phrases = {"skill": interests.phrases(draw, "skill")}
        facts = {"topic": interests.main.name}
        return self._writer.write(draw, parts, phrases=phrases, facts=facts, length=draw_length(draw, mean))

    def _certified_until(self, draw: RandomStream) -> date:
        years = -1 if draw.happens(LAPSED) else draw.choice(CERTIFIED_YEARS)
        return date(self._year + years, draw.choice((6, 12)), 30)
