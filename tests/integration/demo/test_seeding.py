from matchmaker.demo import seeding
from matchmaker.demo.seeding.computed import compute_demo
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.demo.seeding.readiness import is_ready
from matchmaker.domain.pool import SeatState
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.reference.facts import read_incubators
from matchmaker.services.meetings import events, timetables
from matchmaker.services.mentoring import applications
from matchmaker.services.people import accounts
from matchmaker.storage.tables import SuggestionRow
from tests.actors import find_actor
from tests.rows import count_rows

CITY = DemoSize(mentors=40, investors=30, candidates=30, startups=30, attending_startups=20, attending_investors=10)


def test_incubators_are_those_of_the_plan_and_come_once(context):
    assert seeding.seed_reference(context) == 27
    assert seeding.seed_reference(context) == 0

    facts = {it.name: (it.area, it.zone, it.tier) for it in read_incubators(context.settings.seeds)}
    with context.open_unit(readonly=True) as unit:
        assert {it.name: (it.area, it.zone, it.tier) for it in unit.incubators.list_all()} == facts


def test_demo_is_there_whole_and_once(context):
    assert seeding.demo_logins(context) == ()
    seeding.seed_reference(context)
    assert seeding.seed_demo(context, size=CITY)
    assert not seeding.seed_demo(context, size=CITY)

    with context.open_unit(readonly=True) as unit:
        counts = unit.public_figures.get_counts()
        assert all(it.is_demo for it in unit.startups.iterate_all())
    assert (counts.startups, counts.mentors, counts.investors, counts.candidacies) == (60, 40, 30, 30)
    view = events.get_event(context, None, seeding.find_demo_event(context))
    assert (view.startups, view.investors, view.is_wishing_open) == (20, 10, True)


def test_demo_accounts_log_in_and_stand_for_profiles(context):
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=CITY)

    logins = {it.role: it for it in seeding.demo_logins(context)}
    assert set(logins) == set(Role)
    actors = {}
    for role, login in logins.items():
        account = accounts.authenticate(context, login=login.email, password=login.password, address="here")
        actors[role] = find_actor(context, account.id)
        assert actors[role].has(role)
    assert len(actors[Role.FOUNDER].startup_ids) == 1
    assert actors[Role.MENTOR].mentor_id
    assert actors[Role.INVESTOR].investor_id
    event = events.get_event(context, actors[Role.FOUNDER], seeding.find_demo_event(context))
    assert event.own[0].wishes > 0


def assert_mentoring_is_alive(context, mentor, founder):
    """Sessions on both sides, hours to book, applications to the pool, some who left."""
    with context.open_unit(readonly=True) as unit:
        assert unit.mentorship_records.sum_minutes(
            [it.id for it in unit.applications.list_open(mentor_id=mentor.mentor_id)]
        )
        assert unit.mentorship_records.sum_minutes(
            [it.id for it in unit.applications.list_open(startup_id=min(founder.startup_ids))]
        )
        assert unit.office_hours.list_booked(founder.startup_ids, since=context.now())
        assert unit.office_hours.list_offered(since=context.now())
        assert unit.pool.list_page().total == 3
        assert unit.seats.count_states(context.now().date())[SeatState.EXITED] > 0


def test_demo_computes_a_published_timetable_and_waiting_applications(context):
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=CITY)
    assert not is_ready(context)

    compute_demo(context)
    assert is_ready(context)
    with context.open_unit(readonly=True) as unit:
        found = {it.role: unit.accounts.find_by_email(it.email) for it in seeding.demo_logins(context)}
        mentor, founder = (unit.accounts.find_actor(found[it].id) for it in (Role.MENTOR, Role.FOUNDER))
        assert count_rows(unit, SuggestionRow, SuggestionRow.candidate_kind == PartyKind.MENTOR) > 0
    states = [it.application.state for it in applications.list_mentor_applications(context, mentor, mentor.mentor_id)]
    for decided in (ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.WAIT_LISTED):
        assert states.count(decided) == 1
    assert states.count(ApplicationState.APPLIED) == len(states) - 3 >= 2
    assert_mentoring_is_alive(context, mentor, founder)
    event_id = seeding.find_demo_event(context)
    assert timetables.get_own_timetable(context, founder, event_id).timetable_id is not None
    assert seeding.seed_mentorships(context) == 0
