from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.jobs.schedule import run_scheduled_tasks
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.scheduled import close_unanswered, open_next_choices, remind_mentors

DAY = timedelta(days=1)


def test_mentor_is_reminded_once_after_the_set_days(steps, clock):
    steps.apply(0)
    clock.move(6 * DAY)
    assert remind_mentors(steps.context) == 0
    clock.move(1 * DAY)

    assert (remind_mentors(steps.context), remind_mentors(steps.context)) == (1, 0)
    assert steps.list_notices(steps.mentors[0]) == [NoticeKind.APPLICATION_RECEIVED, NoticeKind.APPLICATION_REMINDER]


def test_silent_application_is_closed_after_the_set_days_and_the_next_opens(steps, clock):
    first, second = steps.apply(0), steps.apply(1)
    clock.move(14 * DAY - timedelta(minutes=1))
    assert close_unanswered(steps.context) == 0
    clock.move(timedelta(minutes=1))

    assert (close_unanswered(steps.context), close_unanswered(steps.context)) == (1, 0)
    assert steps.states(first, second) == ["expired", "applied"]
    assert steps.list_notices(steps.town.founders[0])[-2:] == [
        NoticeKind.APPLICATION_EXPIRED,
        NoticeKind.APPLICATION_OPENED,
    ]
    view = applications.get_application(steps.context, steps.mentors[1], second)
    assert view.days_left == 14, "the next mentor has the whole time"


def test_days_are_settings(steps, clock):
    steps.apply(0)
    hasty = replace(steps.context, settings=replace(steps.context.settings, reminder_days=1, closing_days=2))
    clock.move(1 * DAY)
    assert (remind_mentors(hasty), close_unanswered(hasty)) == (1, 0)
    clock.move(1 * DAY)
    assert close_unanswered(hasty) == 1


def test_waiting_list_is_never_closed_for_silence(steps, clock):
    waiting = steps.apply(0)
    applications.wait_list_application(steps.context, steps.mentors[0], waiting)
    clock.move(90 * DAY)

    assert close_unanswered(steps.context) == 0
    assert steps.states(waiting) == ["wait_listed"]


def test_clock_runs_all_duties_and_finds_nothing_left(steps, clock):
    steps.apply(0)
    steps.apply(1)
    clock.move(15 * DAY)

    first, second = run_scheduled_tasks(steps.context), run_scheduled_tasks(steps.context)

    assert first.done["close_silent_applications"] == 1
    assert (first.failed, second.failed) == ((), ())
    names = ("remind_mentors", "close_silent_applications", "open_next_choices", "fill_places")
    assert [second.done[name] for name in names] == [0, 0, 0, 0]


def test_a_duty_that_breaks_keeps_the_others_from_nothing(steps, caplog):
    def break_down(_context):
        raise RuntimeError("broken")

    tick = run_scheduled_tasks(steps.context, {"broken": break_down, "sound": lambda _context: 7})

    assert (tick.done, tick.failed) == ({"sound": 7}, ("broken",))
    assert "duty broken" in caplog.text


def test_paused_mentor_takes_no_new_application_and_keeps_the_others(steps, clock):
    there = steps.apply(0)
    applications.pause_mentor(steps.context, steps.mentors[0], steps.mentors[0].mentor_id)

    with pytest.raises(StateConflict, match="mentor_paused"):
        steps.apply(0, founder=1)
    steps.accept(0, there)
    assert steps.states(there) == ["accepted"]


def test_choice_whose_mentor_pauses_is_passed_over_until_the_last_day_is_gone(steps, clock):
    first, second, third = [steps.apply(n) for n in range(3)]
    today = date(2026, 6, 1)
    applications.pause_mentor(steps.context, steps.mentors[1], steps.mentors[1].mentor_id, until=today + 3 * DAY)
    steps.decline(0, first)
    assert steps.states(second, third) == ["queued", "applied"]

    clock.move(3 * DAY)
    assert open_next_choices(steps.context) == 0
    clock.move(1 * DAY)
    assert (open_next_choices(steps.context), open_next_choices(steps.context)) == (1, 0)

    assert steps.states(second, third) == ["applied", "queued"]


def test_pause_is_the_mentors_own_and_ends_at_a_word(steps, clock):
    mentor_id = steps.mentors[0].mentor_id
    with pytest.raises(NotAllowed):
        applications.pause_mentor(steps.context, steps.mentors[1], mentor_id)
    with pytest.raises(Invalid) as refused:
        applications.pause_mentor(steps.context, steps.mentors[0], mentor_id, until=date(2026, 5, 31))
    assert refused.value.data["fields"] == {"until": "in_the_past"}

    applications.pause_mentor(steps.context, steps.mentors[0], mentor_id, until=date(2026, 6, 1))
    applications.resume_mentor(steps.context, steps.mentors[0], mentor_id)
    assert steps.apply(0)
