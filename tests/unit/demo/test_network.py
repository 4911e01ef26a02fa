from statistics import mean

import pytest

from matchmaker.demo.generate.network import generate_network
from matchmaker.demo.generate.records import DemoNetwork
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.vocabulary import (
    CandidacyState,
    FundingStage,
    Industry,
    MentorKind,
    Nominator,
    Role,
    SupportMeasure,
    Zone,
)
from matchmaker.reference.facts import IncubatorFact


def texts_of(network: DemoNetwork) -> dict[str, list[str]]:
    return {
        "description": [startup.draft.description for startup in network.startups],
        "needs": [startup.draft.needs for startup in network.startups],
        "expertise": [mentor.draft.expertise for mentor in network.mentors],
        "experience": [mentor.draft.experience for mentor in network.mentors],
        "thesis": [investor.draft.thesis for investor in network.investors],
        "evidence": [candidacy.evidence for candidacy in network.candidacies],
    }


def test_network_has_the_figures_of_the_plan_when_nothing_else_is_asked(network: DemoNetwork) -> None:
    assert len(network.mentors) == 500
    assert len(network.investors) == 200
    assert len(network.candidacies) == 500
    assert len(network.startups) == 1000
    assert {mentor.draft.kind for mentor in network.mentors} == set(MentorKind)
    assert [candidacy.startup for candidacy in network.candidacies] == list(range(500))


def test_network_is_the_same_when_the_seed_is(
    network: DemoNetwork, vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]
) -> None:
    assert generate_network(vocabulary, incubators=incubators) == network


def test_network_differs_when_the_seed_does(
    network: DemoNetwork, vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]
) -> None:
    other = generate_network(
        vocabulary, incubators=incubators, seed=7, mentors=5, investors=5, candidates=5, startups=5
    )
    assert all(one.draft != two.draft for one, two in zip(other.startups, network.startups, strict=False))


def test_startups_stay_the_same_when_more_follow(
    network: DemoNetwork, vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]
) -> None:
    small = generate_network(vocabulary, incubators=incubators, mentors=3, investors=0, candidates=500, startups=20)
    assert small.startups == network.startups[:520]


def test_texts_are_never_equal_and_keep_their_length(network: DemoNetwork) -> None:
    texts = [text for field in texts_of(network).values() for text in field]
    assert len(set(texts)) == len(texts)
    assert min(map(len, texts)) >= 40
    assert max(map(len, texts)) <= 400
    assert 105 <= mean(map(len, texts)) <= 135


@pytest.mark.parametrize("field", ["description", "needs", "expertise", "experience", "thesis", "evidence"])
def test_texts_are_whole_sentences_without_gaps(network: DemoNetwork, field: str) -> None:
    texts = texts_of(network)[field]
    assert all(text.endswith("。") for text in texts)
    assert not any("{" in text or "}" in text for text in texts)
    assert any(len(text) > 200 for text in texts)


def test_texts_stay_different_when_ten_thousand_startups_are_made(
    vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]
) -> None:
    many = generate_network(vocabulary, incubators=incubators, mentors=0, investors=0, candidates=0, startups=10_000)
    texts = [text for field in texts_of(many).values() for text in field]
    assert len(texts) == len(set(texts)) == 20_000
    assert len({startup.draft.name for startup in many.startups}) == 10_000
    assert len({startup.draft.external_id for startup in many.startups}) == 10_000


def test_everybody_is_marked_as_invented(network: DemoNetwork) -> None:
    assert all(
        someone.draft.is_demo for group in (network.startups, network.mentors, network.investors) for someone in group
    )
    emails = [s.founder.email for s in network.startups] + [m.person.email for m in network.mentors]
    assert all(email.endswith("@demo.example") for email in emails)
    assert len(set(emails)) == len(emails)


def test_startups_speak_of_their_own_industry(network: DemoNetwork, vocabulary: DemoVocabulary) -> None:
    for startup in network.startups:
        topics = {t.name: t for t in vocabulary.topics[Industry(startup.draft.industry or "")]}
        assert set(startup.topics) <= set(topics)
        products = [phrase for name in startup.topics for phrase in topics[name].phrases["product"]]
        assert any(product in startup.draft.description for product in products)
        assert startup.draft.gbt_class in topics[startup.topics[0]].gbt_classes


def test_needs_name_needs_of_the_trade_or_of_management(network: DemoNetwork, vocabulary: DemoVocabulary) -> None:
    topics = {topic.name: topic for group in vocabulary.topics.values() for topic in group}
    management = [phrase for topic in vocabulary.management for phrase in topic.phrases["need"]]
    for startup in network.startups:
        own = [phrase for name in startup.topics for phrase in topics[name].phrases["need"]]
        assert any(phrase in startup.draft.needs for phrase in own + management)


def test_every_closed_list_is_used_when_the_network_is_full(network: DemoNetwork) -> None:
    assert {startup.draft.industry for startup in network.startups} == set(Industry)
    assert {startup.draft.zone for startup in network.startups} == set(Zone)
    assert {startup.draft.stage for startup in network.startups} == set(FundingStage)
    assert {stage for investor in network.investors for stage in investor.draft.stages} == set(FundingStage)


def test_incubated_startups_sit_in_the_zone_of_their_incubator(
    network: DemoNetwork, incubators: tuple[IncubatorFact, ...]
) -> None:
    zones = {incubator.number: incubator.zone for incubator in incubators}
    incubated = [startup for startup in network.startups if startup.incubator_number is not None]
    assert {startup.incubator_number for startup in incubated} == set(zones)
    assert all(startup.draft.zone is zones[startup.incubator_number or 0] for startup in incubated)
    assert 0 < len(network.startups) - len(incubated) < len(incubated)


def test_investors_have_tickets_in_order(network: DemoNetwork) -> None:
    for investor in network.investors:
        assert 0 < (investor.draft.ticket_min or 0) < (investor.draft.ticket_max or 0)
        assert investor.draft.industries
        assert investor.draft.capacity > 0
    assert 0 < sum(investor.draft.is_club_member for investor in network.investors) < 200


def test_some_people_hold_two_roles(network: DemoNetwork) -> None:
    mentors = {mentor.person.email: mentor for mentor in network.mentors}
    both = [investor for investor in network.investors if investor.person.email in mentors]
    assert len(both) >= 5
    for investor in both:
        assert investor.person.name == mentors[investor.person.email].person.name
        assert investor.person.roles == {Role.MENTOR, Role.INVESTOR}
    founders = {startup.founder.email for startup in network.startups}
    assert sum(investor.person.email in founders for investor in network.investors) == 1


def test_candidacies_are_in_all_states_and_years(network: DemoNetwork) -> None:
    candidacies = network.candidacies
    assert {candidacy.state for candidacy in candidacies} == set(CandidacyState)
    assert {candidacy.year for candidacy in candidacies} == set(range(2016, 2021))
    assert {candidacy.nominator for candidacy in candidacies} == set(Nominator)
    assert {measure for candidacy in candidacies for measure in candidacy.measures} == set(SupportMeasure)


def test_candidacies_carry_what_their_state_requires(network: DemoNetwork) -> None:
    for candidacy in network.candidacies:
        if candidacy.state is CandidacyState.NOMINATED:
            assert not candidacy.reviews
        elif candidacy.state is not CandidacyState.LEFT:
            assert 3 <= len({review.reviewer for review in candidacy.reviews}) <= 5
        assert bool(candidacy.measures) == (candidacy.state is CandidacyState.SUPPORTED)
        assert all(0 <= review.score <= 100 for review in candidacy.reviews)
        is_by_incubator = candidacy.nominator is Nominator.INCUBATOR
        assert (candidacy.incubator_number is not None) == is_by_incubator
        assert bool(candidacy.nominated_by) != is_by_incubator
