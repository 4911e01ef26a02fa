from dataclasses import replace

import pytest

from matchmaker.demo import seeding
from matchmaker.demo.seeding.history import seed_history
from matchmaker.demo.seeding.impressions import seed_shown
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.evidence import Interaction, Surface
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.learning.evidence import count_evidence, load_preferences
from matchmaker.services.suggestions.vectors import encode_profiles

CITY = DemoSize(mentors=40, investors=30, candidates=50, startups=50, attending_startups=20, attending_investors=10)


@pytest.fixture
def city(context):
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=CITY)
    encode_profiles(context)
    recommend_all(context)
    return context


def load(context):
    with context.open_unit(readonly=True) as unit:
        return load_preferences(unit, context.now())


def test_a_year_of_choices_is_made_once_and_takes_no_place(city):
    made = seed_history(city)

    assert made > 10
    assert seed_history(city) == 0
    with city.open_unit(readonly=True) as unit:
        assert not unit.applications.list_open()
        assert not any(it.mentees for it in unit.mentors.iterate_all())
        count = count_evidence(unit, city.now())
    assert count.interactions[Interaction.APPLIED] == made
    assert (
        min(
            count.interactions[interaction]
            for interaction in (Interaction.ACCEPTED, Interaction.DECLINED, Interaction.RATED, Interaction.OUTCOME)
        )
        > 0
    )
    assert set(count.shown) == {Surface.OVERVIEW, Surface.LIST}


def test_every_choice_was_shown_before_and_nobody_known_made_one(city):
    seed_history(city)

    asked = [it for it in load(city) if it.wanted_kind is PartyKind.MENTOR]
    assert all(it.position is not None for it in asked)
    assert {it.interaction for it in asked} == {Interaction.APPLIED, None}
    with city.open_unit(readonly=True) as unit:
        known = {it.role: unit.accounts.find_by_email(it.email).id for it in seeding.demo_logins(city)}
        founder, mentor = (unit.accounts.find_actor(known[it]) for it in (Role.FOUNDER, Role.MENTOR))
    assert founder.startup_ids.isdisjoint({it.wanter_id for it in asked})
    assert mentor.mentor_id not in {it.wanted_id for it in asked}


def test_participants_were_shown_what_the_pages_suggest(city):
    event_id = seeding.find_demo_event(city)
    shown = seed_shown(city, event_id)

    assert shown > 20
    assert seed_shown(city, event_id) == 0
    found = load(city)
    assert {it.interaction for it in found if it.position is not None} >= {Interaction.WISHED, None}
    with city.open_unit(readonly=True) as unit:
        assert set(count_evidence(unit, city.now()).shown) == {Surface.EVENT, Surface.WISHES}


def test_the_same_day_makes_the_same_year(city):
    seed_history(city)
    first = load(city)
    with city.open_unit() as unit:
        unit.impressions.purge(city.now().date())
        unit.commit()

    assert [replace(it, position=None) for it in load(city)] == [
        replace(it, position=None) for it in first if it.interaction is not None
    ]
