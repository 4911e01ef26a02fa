"""Generator of the whole invented network: mentors, investors, startups, candidacies."""

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
"""The default seed, the first year of the plan; any other number gives other people."""

YEAR = 2026
"""The year from which the validity of certificates is counted."""

INVESTING_MENTOR_EVERY = 20
"""Every twentieth investor is a mentor too, as there are many such people in practice."""

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

    The same arguments give the same network. A person's profile does not depend on the number of people after it.
    """
    namer = Namer(vocabulary.names)
    writer = Writer(vocabulary.sentences)
    startup_generator = StartupGenerator(vocabulary, seed=seed, incubators=incubators, namer=namer, writer=writer)
    startups_made = tuple(
        startup_generator.make(n, is_candidate=n <= candidates) for n in range(1, candidates + startups + 1)
    )
    mentor_generator = MentorGenerator(vocabulary, seed=seed, year=year, namer=namer, writer=writer)
    mentors_made = tuple(mentor_generator.make(n) for n in range(1, mentors + 1))
    investor_generator = InvestorGenerator(vocabulary, seed=seed, namer=namer, writer=writer)
    candidacy_generator = CandidacyGenerator(vocabulary, seed=seed, namer=namer, writer=writer)
    network = DemoNetwork(
        mentors=mentors_made,
        investors=tuple(
            investor_generator.make(n, also=_known_person(n - 1, mentors=mentors_made, startups=startups_made))
            for n in range(1, investors + 1)
        ),
        startups=startups_made,
        candidacies=tuple(candidacy_generator.make(n, s) for n, s in enumerate(startups_made[:candidates], start=1)),
    )
    for profile in (*network.startups, *network.mentors, *network.investors):
        require_valid(profile.draft)
    return network


def _known_person(index: int, *, mentors: Sequence[DemoMentor], startups: Sequence[DemoStartup]) -> DemoPerson | None:
    """The mentor or founder who is also the investor at ``index``."""
    if index == INVESTING_FOUNDER and index < len(startups):
        return startups[index].founder
    if index % INVESTING_MENTOR_EVERY == 0 and index < len(mentors):
        return mentors[index].person
    return None
