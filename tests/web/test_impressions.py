import logging
from datetime import timedelta

import pytest

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import privacy
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.learning.impressions import purge_impressions
from tests.rows import list_impressions
from tests.web.annual_meeting import act_as, create_annual_meeting
from tests.web.statement_count import count_statements


@pytest.fixture
def suggested(world):
    recommend_all(world.context)
    return world


def list_noted(world):
    """(surface, kind of seeker, kind and number of the candidate, position) of all impressions."""
    with world.context.open_unit(readonly=True) as unit:
        found = list_impressions(unit)
    return sorted((it.surface, it.seeker_kind, it.candidate_kind, it.candidate_id, it.position) for it in found)


def list_suggested(world, kind, seeker_id, candidate_kind):
    with world.context.open_unit(readonly=True) as unit:
        return [it.candidate_id for it in unit.suggestions.list_for(kind, seeker_id, candidate_kind=candidate_kind)]


def test_overview_is_noted_with_positions_when_its_own_people_look(founder, suggested):
    startup, own = PartyKind.STARTUP, suggested.startups[0]
    expected = sorted(
        (Surface.OVERVIEW, startup, kind, candidate_id, position)
        for kind in (PartyKind.MENTOR, PartyKind.INVESTOR)
        for position, candidate_id in enumerate(list_suggested(suggested, startup, own, kind), 1)
    )

    founder.get("/matches")

    assert expected
    assert list_noted(suggested) == expected


def test_whole_list_is_noted_for_its_own_people_alone(founder, operator, suggested):
    path = f"/matches/startup/{suggested.startups[0]}/mentor"

    operator.get(path)
    assert list_noted(suggested) == []

    founder.get(path)
    noted = list_noted(suggested)
    assert {(surface, candidate) for surface, _, candidate, _, _ in noted} == {(Surface.LIST, PartyKind.MENTOR)}
    assert sorted(position for *_, position in noted) == list(range(1, len(noted) + 1))


def test_nothing_is_noted_for_who_switched_suggestions_off_and_what_was_is_forgotten(founder, suggested):
    founder.get("/matches")
    assert list_noted(suggested)

    privacy.set_personalised(suggested.context, act_as(suggested, Role.FOUNDER), is_personalised=False)
    assert list_noted(suggested) == []

    founder.get("/matches")
    founder.get(f"/matches/startup/{suggested.startups[0]}/mentor")
    assert list_noted(suggested) == []


def test_suggestions_of_an_event_are_noted_where_they_are_shown(founder, organizer, world):
    annual = create_annual_meeting(world)
    organizer.get(annual.path())
    assert list_noted(world) == []

    founder.get(annual.path())
    founder.get(annual.of(annual.startups[0], "/wishes"))

    noted = list_noted(world)
    assert {surface for surface, *_ in noted} == {Surface.EVENT, Surface.WISHES}
    assert {it[1:3] for it in noted} == {(PartyKind.STARTUP, PartyKind.INVESTOR)}
    assert {it[3] for it in noted} <= set(world.investors)


def test_who_is_wished_for_is_not_noted_any_more_and_the_others_move_up(founder, world):
    annual = create_annual_meeting(world)
    page = annual.of(annual.startups[0], "/wishes")
    first = next(it for it, there in zip(world.investors, annual.investors, strict=True) if there in annual.investors)
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])

    founder.get(page)

    noted = list_noted(world)
    assert first not in {it[3] for it in noted}
    assert sorted(it[4] for it in noted) == list(range(1, len(noted) + 1))


def test_list_of_all_who_are_registered_is_no_suggestion(founder, world):
    annual = create_annual_meeting(world)

    founder.get(annual.of(annual.startups[0], "/wishes?show=all"))

    assert list_noted(world) == []


def test_nothing_is_noted_when_wishing_is_over(founder, clock, world):
    annual = create_annual_meeting(world)
    clock.pass_time(timedelta(days=21))

    founder.get(annual.path())
    founder.get(annual.of(annual.startups[0], "/wishes"))

    assert list_noted(world) == []


def test_a_page_writes_one_statement_however_much_it_shows(founder, suggested, database):
    with count_statements(database) as sent:
        founder.get("/matches")

    assert len([it for it in sent if it.startswith("INSERT INTO impressions")]) == 1


def test_a_busy_database_keeps_no_page_from_being_shown(founder, suggested, caplog):
    founder.get("/matches")
    before = list_noted(suggested)
    with suggested.context.open_unit(), caplog.at_level(logging.WARNING):
        shown = founder.get("/matches")

    assert "马建国" in shown.text
    assert list_noted(suggested) == before
    assert [it.name for it in caplog.records] == ["matchmaker.services.suggestions.learning.impressions"]


def test_old_impressions_are_forgotten_by_the_clock(founder, suggested, clock):
    founder.get("/matches")
    clock.pass_time(timedelta(days=suggested.context.settings.impression_days))
    assert purge_impressions(suggested.context) == 0

    clock.pass_time(timedelta(days=1))
    assert purge_impressions(suggested.context) > 0
    assert list_noted(suggested) == []


def test_export_lists_what_was_shown_to_ones_own_profiles(founder, mentor, suggested):
    founder.get("/matches")
    mentor.get("/matches")

    data = privacy.collect_data(suggested.context, act_as(suggested, Role.FOUNDER))

    section = {it.name: it for it in data.sections}["impressions"]
    assert {(row["seeker_kind"], row["seeker_id"]) for row in section.rows} == {("startup", suggested.startups[0])}
    assert {"position", "surface", "shown_at", "times", "day"} <= set(section.columns)
