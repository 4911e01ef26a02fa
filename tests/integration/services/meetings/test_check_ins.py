"""Check-ins: who records them and when, two clerks at the same time, and what they change."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.check_ins import CheckIn, CheckInCount, Presence
from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.local_time import local_day
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings import events
from matchmaker.services.people import privacy
from matchmaker.services.platform.retry import run_with_retry
from tests.integration.conftest import ManualClock, make_context
from tests.integration.services.sample_network import PASSWORD, build_sample_network

THERE, AWAY = Presence


@pytest.fixture
def any_context(any_database, tmp_path):
    context = make_context(any_database, tmp_path, ManualClock())
    url = any_database.engine.url.render_as_string(hide_password=False)
    return replace(context, settings=replace(context.settings, database_url=url))


@pytest.fixture
def door(any_context):
    """The sample network on the day of its event with all four registered, and the day."""
    context, town = any_context, build_sample_network(any_context)
    there = [
        events.register(context, actor, event_id=town.event, kind=kind, profile_id=number)
        for kind, actors, ids in (
            (PartyKind.STARTUP, town.founders, town.startups),
            (PartyKind.INVESTOR, town.investors, [it.investor_id for it in town.investors]),
        )
        for actor, number in zip(actors, ids, strict=True)
    ]
    begins = events.get_event(context, town.organizer, town.event).event.slots[0].starts_at
    context = replace(context, now=lambda: begins + timedelta(minutes=1))
    return context, town, there, local_day(begins)


def list_marks(context, town):
    with context.open_unit(readonly=True) as unit:
        return {it.participation_id: it.presence for it in unit.check_ins.list_for_event(town.event)}


def list_logged(context, prefix="check_in."):
    with context.open_unit(readonly=True) as unit:
        return [it.action for it in unit.audit.list_page(size=200).items if it.action.startswith(prefix)]


def mark(door, who, presence, **others):
    context, town, _, day = door
    values = {"actor": town.organizer, "day": day} | others
    actor = values.pop("actor")
    events.mark_presence(context, actor, town.event, who, presence=presence, **values)


def test_the_last_mark_counts_and_the_same_again_changes_nothing(door):
    context, town, there, _ = door
    for presence in (THERE, THERE, AWAY, AWAY):
        mark(door, there[0], presence)
    assert list_marks(context, town) == {there[0]: AWAY}
    assert len(list_logged(context)) == 2

    mark(door, there[0], None)
    mark(door, there[0], None)
    assert list_marks(context, town) == {}
    assert sorted(list_logged(context)) == ["check_in.mark", "check_in.mark", "check_in.undo"]


def test_only_organizers_and_operators_mark_and_look(door):
    context, town, there, day = door
    for actor in (*town.founders, town.mentor, *town.investors):
        with pytest.raises(NotAllowed):
            mark(door, there[0], THERE, actor=actor)
        with pytest.raises(NotAllowed):
            events.mark_rest_absent(context, actor, town.event, day=day)
        with pytest.raises(NotAllowed):
            events.get_check_in_sheet(context, actor, town.event)
    mark(door, there[0], THERE, actor=town.operator)
    assert events.get_check_in_sheet(context, town.operator, town.event).count == CheckInCount(present=1, unmarked=3)


def test_marks_wait_for_the_day_and_the_rest_for_the_first_meeting(door):
    context, town, there, day = door
    midnight = context.now().replace(hour=16, minute=0) - timedelta(days=1)  # of Lanzhou, in UTC
    for moment, code in ((midnight - timedelta(minutes=1), "check_in_not_open"), (midnight, None)):
        early = (replace(context, now=lambda at=moment: at), town, there, day)
        if code:
            with pytest.raises(StateConflict, match=code):
                mark(early, there[0], THERE)
        else:
            mark(early, there[0], THERE)
        with pytest.raises(StateConflict, match=code or "event_day_not_begun"):
            events.mark_rest_absent(early[0], town.organizer, town.event, day=day)
    with pytest.raises(Invalid):
        mark(door, there[0], THERE, day=date(2020, 1, 1))
    with pytest.raises(NotFound):
        mark(door, 999, THERE)


def test_the_rest_are_those_who_are_expected_and_unmarked(door):
    context, town, there, day = door
    mark(door, there[0], THERE)
    events.set_open_slots(context, town.organizer, there[1], [])
    with context.open_unit() as unit:
        unit.participations.save(replace(unit.participations.get(there[2]), state=ParticipationState.WITHDRAWN))
        unit.commit()

    assert events.mark_rest_absent(context, town.organizer, town.event, day=day) == 1
    assert events.mark_rest_absent(context, town.organizer, town.event, day=day) == 0
    assert list_marks(context, town) == {there[0]: THERE, there[3]: AWAY}
    assert list_logged(context).count("check_in.mark_rest") == 1


def test_who_withdrew_has_marks_changed_but_gets_no_new_one(door):
    context, town, there, _ = door
    mark(door, there[0], AWAY)
    with context.open_unit() as unit:
        for it in there[:2]:
            unit.participations.save(replace(unit.participations.get(it), state=ParticipationState.WITHDRAWN))
        unit.commit()
    mark(door, there[0], THERE)
    with pytest.raises(StateConflict, match="not_registered"):
        mark(door, there[1], THERE)
    assert list_marks(context, town) == {there[0]: THERE}


def test_one_person_on_both_sides_is_marked_on_both(door):
    context, town, there, _ = door
    with context.open_unit() as unit:
        own = unit.participations.get(there[2])
        unit.participations.save(replace(own, account_id=town.founders[0].account_id))
        unit.commit()
    mark(door, there[0], THERE)
    assert list_marks(context, town) == {there[0]: THERE, there[2]: THERE}


def test_nothing_is_lost_when_two_clerks_mark_at_once(door):
    context, town, there, day = door
    clerks = (town.organizer, town.operator)
    jobs = [(clerks[n % 2], who, list(Presence)[n // 2 % 2]) for n in range(4) for who in there[:3]]

    def work(job):
        actor, who, presence = job
        run_with_retry(context, lambda again: mark((again, town, there, day), who, presence, actor=actor))

    def work_rest(_):
        run_with_retry(context, lambda again: events.mark_rest_absent(again, town.operator, town.event, day=day))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, jobs))
        list(pool.map(work, [(town.organizer, who, THERE) for who in there[:3]] * 2))
        together = [pool.submit(work, (town.organizer, there[3], THERE)), pool.submit(work_rest, None)]
        for it in together:
            it.result()
    marks = list_marks(context, town)
    assert set(marks) == set(there)
    assert set(marks.values()) == {THERE}


def test_the_check_in_is_in_the_file_of_ones_data_and_outlives_the_name(door):
    context, town, there, day = door
    mark(door, there[0], AWAY)
    data = privacy.collect_data(context, town.founders[0])
    with zipfile.ZipFile(io.BytesIO(data.as_zip(lambda _, code: code))) as archive:
        rows = json.loads(archive.read("data.json"))["data"]["check_ins"]
    assert [(it["presence"], it["day"]) for it in rows] == [("away", day.isoformat())]

    privacy.erase_person(context, town.founders[0], password=PASSWORD)
    entry = events.get_check_in_sheet(context, town.organizer, town.event, presence=AWAY).page.items[0]
    assert entry.profile.name.startswith("已注销")


def test_marks_of_several_days_stand_side_by_side(door):
    context, town, there, day = door
    mark(door, there[0], THERE)
    with context.open_unit() as unit:
        next_day = CheckIn(
            participation_id=there[0], day=day + timedelta(days=1), presence=AWAY, marked_at=context.now()
        )
        unit.check_ins.put(town.event, next_day)
        assert [it.presence for it in unit.check_ins.list_for_event(town.event)] == [THERE, AWAY]
