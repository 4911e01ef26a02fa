from dataclasses import replace
from datetime import date

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.vocabulary import JobKind, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.people import profiles, public_figures
from matchmaker.services.platform import audit
from tests.integration.services.sample_network import draft_mentor, draft_startup
from tests.jobs import list_jobs


def test_edit_saves_audits_and_renews_suggestions(context, town):
    startup = profiles.get_startup(context, town.founders[0], town.startups[0])

    saved = profiles.edit_startup(
        context, town.founders[0], startup.id, replace(startup, needs="找冶金专家"), version=startup.version
    )

    assert (saved.needs, saved.version) == ("找冶金专家", startup.version + 1)
    entry = audit.list_entries(context, town.operator).items[0].entry
    assert (dict(entry.before), dict(entry.after)["needs"]) == ({"needs": startup.needs, "version": 1}, "找冶金专家")
    job = list_jobs(context)[-1]
    assert (job.kind, job.payload) == (JobKind.REFRESH, {"kind": "startup", "id": startup.id})


def test_edit_is_refused_when_somebody_saved_meanwhile(context, town):
    startup = profiles.get_startup(context, town.founders[0], town.startups[0])
    profiles.edit_startup(context, town.operator, startup.id, replace(startup, team="十人"), version=1)

    with pytest.raises(StateConflict, match="stale"):
        profiles.edit_startup(context, town.founders[0], startup.id, replace(startup, team="一人"), version=1)
    assert profiles.get_startup(context, town.founders[0], startup.id).team == "十人"


def test_edit_is_refused_for_others_and_for_empty_fields(context, town):
    with pytest.raises(NotAllowed):
        profiles.edit_startup(context, town.founders[1], town.startups[0], draft_startup("别人"), version=1)
    with pytest.raises(Invalid) as refused:
        profiles.edit_startup(
            context, town.founders[0], town.startups[0], replace(draft_startup("空"), description=" "), version=1
        )
    assert refused.value.data["fields"] == {"description": "required"}


def test_nobody_certifies_oneself(context, town):
    certified = draft_mentor(certified_until=date(2030, 1, 1))

    own = profiles.edit_mentor(context, town.mentor, town.mentor_id, certified, version=1)
    assert own.certified_until is None
    assert own.account_id == town.mentor.account_id
    by_operator = profiles.edit_mentor(context, town.operator, town.mentor_id, certified, version=2)
    assert by_operator.certified_until == date(2030, 1, 1)


def test_capacity_stays_above_the_mentees(context, town):
    mentorship_id = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="中试"
    )
    applications.accept_application(context, town.mentor, mentorship_id)

    with pytest.raises(StateConflict, match="capacity_below_mentees"):
        profiles.edit_mentor(context, town.mentor, town.mentor_id, draft_mentor(capacity=0), version=1)


def test_ticket_range_is_checked(context, town):
    investor = profiles.get_investor(context, town.investors[0], town.investors[0].investor_id)

    with pytest.raises(Invalid) as refused:
        profiles.edit_investor(
            context, town.investors[0], investor.id, replace(investor, ticket_min=900, ticket_max=1), version=1
        )
    assert refused.value.data["fields"] == {"ticket_max": "range_reversed"}


def test_founder_registers_a_startup_of_the_own(context, town, reload):
    startup_id = profiles.create_startup(context, town.founders[0], draft_startup("传感器"))

    assert startup_id in reload(town.founders[0]).startup_ids
    with pytest.raises(NotAllowed):
        profiles.create_startup(context, town.mentor, draft_startup("传感器"))


def test_lists_are_filtered_and_closed_to_those_without_a_role(context, town):
    assert [it.id for it in profiles.list_startups(context, town.mentor, ProfileSearch(words="纳米")).items] == [
        town.startups[0]
    ]
    with pytest.raises(NotAllowed):
        profiles.list_startups(context, replace(town.mentor, roles=frozenset[Role]()))


def test_figures_count_what_is_there_beside_the_plan(context, town):
    figures = public_figures.get_figures(context)

    assert (figures.counts.startups, figures.counts.mentors, figures.counts.investors) == (2, 1, 2)
    assert [it.year for it in figures.years][:2] == [2015, 2016]
    assert next(it.value for it in figures.targets if it.code == "incubators") == 60
