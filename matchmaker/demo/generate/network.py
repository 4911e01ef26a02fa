"""The whole invented network: mentors, investors, startups, candidacies."""

from collections.abc import Sequence

from matchmaker.demo.generate.candidacies import CandidacyGenerator
from matchmaker.demo.generate.investors import InvestorGenerator
from matchmaker.demo.generate.mentors import MentorGenerator
from matchmaker.demo.generate.names import Namer
from matchmaker.demo.generate.records import DemoMentor, DemoNetwork, DemoPerson, DemoStartup
from matchmaker.demo.generate.startups import StartupGenerator
from matchmaker.demo.generate.texts import Writer
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.profile_rules import require_valid
from matchmaker.reference.facts import IncubatorFact

SEED = 2016
"""The first year of the plan; any other number gives other people."""

YEAR = 2026
"""The year that certificates count from."""

INVESTING_MENTOR_EVERY = 20
"""Every twentieth investor is a mentor too; the pool knows many such people."""

INVESTING_FOUNDER = 8
"""The investor (counted from 0) who is also the founder of the startup with the same index: one calendar, two sides."""


def generate_network(
    vocabulary: DemoVocabulary,
    *,
    incubators: Sequence[IncubatorFact],
    seed: int = SEED,
    year: int = YEAR,
    mentors: int = 500,
    investors: int = 200,
    candidates: int = 500,
    startups: int = 500,
) -> DemoNetwork:
    """An invented network: ``candidates`` startups with a 未来之星 candidacy, then ``startups`` others.

    The same arguments give the same network, and a person's profile does not depend on how many follow.
    """
    namer = Namer(vocabulary.names)
    writer = Writer(vocabulary.sentences)
    maker = StartupGenerator(vocabulary, seed=seed, incubators=incubators, namer=namer, writer=writer)
    companies = tuple(maker.make(n, is_candidate=n <= candidates) for n in range(1, candidates + startups + 1))
    mentor_maker = MentorGenerator(vocabulary, seed=seed, year=year, namer=namer, writer=writer)
    guides = tuple(mentor_maker.make(n) for n in range(1, mentors + 1))
    investor_maker = InvestorGenerator(vocabulary, seed=seed, namer=namer, writer=writer)
    candidacy_maker = CandidacyGenerator(vocabulary, seed=seed, namer=namer, writer=writer)
    network = DemoNetwork(
        mentors=guides,
        investors=tuple(
            investor_maker.make(n, also=_known_person(n - 1, mentors=guides, startups=companies))
            for n in range(1, investors + 1)
        ),
        startups=companies,
        candidacies=tuple(candidacy_maker.make(n, s) for n, s in enumerate(companies[:candidates], start=1)),
    )
    for made in (*network.startups, *network.mentors, *network.investors):
        require_valid(made.draft)
    return network


def _known_person(index: int, *, mentors: Sequence[DemoMentor], startups: Sequence[DemoStartup]) -> DemoPerson | None:
    """The mentor or founder who is also the investor at ``index``."""
    if index == INVESTING_FOUNDER and index < len(startups):
        return startups[index].founder
    if index % INVESTING_MENTOR_EVERY == 0 and index < len(mentors):
        return mentors[index].person
    return None
