"""The computed part of the demo: vectors, suggestions, applications, and the published timetable of its meeting."""

from matchmaker.demo.seeding.applications import seed_mentorships
from matchmaker.demo.seeding.history import seed_history
from matchmaker.demo.seeding.impressions import seed_shown
from matchmaker.demo.seeding.inbox import fill_inboxes
from matchmaker.demo.seeding.interests import seed_conflicts
from matchmaker.demo.seeding.mentorships import seed_known_mentor, seed_own_mentorship, seed_work
from matchmaker.demo.seeding.network import find_demo_event
from matchmaker.demo.seeding.past_meeting import seed_investing
from matchmaker.demo.seeding.people import seed_people
from matchmaker.demo.seeding.pool import seed_office_hours, seed_pool
from matchmaker.demo.seeding.readiness import mark_ready
from matchmaker.demo.seeding.rounds import seed_rounds
from matchmaker.domain.ids import EventId
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.meetings.timetables.publishing import publish_timetable
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.learning.measured_bands import count_bands
from matchmaker.services.suggestions.market_cache import clear_market_cache
from matchmaker.services.suggestions.tagging.tagging_run import suggest_industries
from matchmaker.services.suggestions.vectors import encode_profiles

MENTORING_FLAG = "demo_mentoring"
"""Name of the flag that mentoring and the pool were seeded."""


def compute_demo(context: Context, progress: ProgressCallback = ignore_progress) -> None:
    """Compute all parts that are missing; existing parts are not computed again."""
    encode_profiles(context, progress)
    suggest_industries(context, progress, queues_refresh=False)  # all suggestions are computed next
    recommend_all(context, progress)
    seed_people(context)
    seed_conflicts(context)
    seed_applications(context)
    seed_history(context)
    seed_rounds(context)
    event_id = find_demo_event(context)
    if event_id is not None and not _is_published(context, event_id):
        publish_timetable(context, None, plan_event(context, event_id, progress))
    if event_id is not None:
        seed_investing(context, event_id)
        seed_shown(context, event_id)
    count_bands(context)
    fill_inboxes(context, event_id)
    clear_market_cache()  # the process may continue as the web server, which computes nothing
    mark_ready(context)


def seed_applications(context: Context) -> None:
    """Seed applications, current mentorships with their sessions, office hours and the mentor pool, one time only."""
    with context.open_unit(readonly=True) as unit:
        is_done = unit.flags.find(MENTORING_FLAG) is not None
    if not is_done:
        seed_own_mentorship(context)
    seed_mentorships(context)
    if is_done:
        return
    seed_known_mentor(context)
    seed_work(context)
    seed_office_hours(context)
    seed_pool(context)
    with context.open_unit() as unit:
        unit.flags.set(MENTORING_FLAG, "1")
        unit.commit()


def _is_published(context: Context, event_id: EventId) -> bool:
    with context.open_unit(readonly=True) as unit:
        return unit.timetables.find_published_id(event_id) is not None
