from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from icalendar import Calendar

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, Refused, StateConflict
from matchmaker.domain.ids import OfficeHourId
from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.office_hours import HourState, OfficeHourDraft
from matchmaker.services.mentoring import mentorships
from matchmaker.services.mentoring.mentorships.office_hours import book_hour
from tests.integration.conftest import START
from tests.integration.services.mentoring.test_mentorships import list_notice_kinds
from tests.integration.services.sample_network import draft_mentor

DAY = START + timedelta(days=7)


def draft(start: datetime = DAY, minutes: int = 30) -> OfficeHourDraft:
    return OfficeHourDraft(
        starts_at=start, ends_at=start + timedelta(minutes=minutes), mode=MeetingMode.IN_PERSON, place="302 室"
    )


@pytest.fixture
def hour(context, town) -> OfficeHourId:
    """A slot of the mentor in a week."""
    return mentorships.offer_hours(context, town.mentor, [draft()])[0]


@pytest.fixture
def colleague(context, town):
    """Another mentor, who acts with the operator's account."""
    with context.open_unit() as unit:
        mentor_id = unit.mentors.add(draft_mentor(name="何导师"))
        unit.commit()
    return replace(town.operator, roles=town.mentor.roles, mentor_id=mentor_id)


def book(context, town, hour, *, number=0):
    return book_hour(context, town.founders[number], hour, startup_id=town.startups[number], reason="请教股权安排")


def test_mentor_sees_who_comes_and_why(context, town, hour):
    book(context, town, hour)

    (view,) = mentorships.list_mentor_hours(context, town.mentor, town.mentor_id)

    assert (view.entry.startup.id, view.entry.booking.reason) == (town.startups[0], "请教股权安排")
    assert list_notice_kinds(context, town.mentor)[0] is NoticeKind.HOUR_BOOKED
    assert mentorships.list_open_hours(context, town.founders[1]) == []


def test_slot_is_booked_once(context, town, hour):
    book(context, town, hour)

    with pytest.raises(StateConflict, match="hour_taken"):
        book(context, town, hour, number=1)


def test_one_of_two_wins_when_both_book_at_the_same_moment(context, town, hour):
    barrier, answers = Barrier(2), []

    def race(number: int) -> None:
        barrier.wait()
        try:
            book(context, town, hour, number=number)
            answers.append("booked")
        except Refused as refusal:
            answers.append(refusal.code)

    threads = [Thread(target=race, args=(number,)) for number in (0, 1)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()

    assert sorted(answers) == ["booked", "hour_taken"]


@pytest.mark.parametrize(("shift", "minutes"), [(0, 30), (15, 30), (-15, 60), (15, 15)])
def test_mentor_offers_no_two_slots_that_overlap(context, town, hour, shift, minutes):
    with pytest.raises(StateConflict, match="time_taken"):
        mentorships.offer_hours(context, town.mentor, [draft(DAY + timedelta(minutes=shift), minutes)])


def test_slots_may_touch(context, town, hour):
    assert mentorships.offer_hours(context, town.mentor, [draft(DAY + timedelta(minutes=30))])


def test_founder_books_no_two_slots_that_overlap(context, town, hour, colleague):
    (other,) = mentorships.offer_hours(context, colleague, [draft(DAY + timedelta(minutes=15))])
    book(context, town, hour)

    with pytest.raises(StateConflict, match="time_taken"):
        book(context, town, other)
    book(context, town, other, number=1)


def test_founder_has_a_budget_of_bookings_ahead(context, town, clock):
    hours = mentorships.offer_hours(context, town.mentor, [draft(DAY + timedelta(days=n)) for n in range(4)])
    for it in hours[:3]:
        book(context, town, it)

    with pytest.raises(StateConflict, match="too_many_bookings"):
        book(context, town, hours[3])
    clock.move(timedelta(days=7, hours=1))

    book(context, town, hours[3])


def test_founder_gives_up_in_time_and_the_time_is_offered_again(context, town, hour):
    book(context, town, hour)

    mentorships.cancel_booking(context, town.founders[0], hour)

    (offered,) = mentorships.list_open_hours(context, town.founders[1])
    assert (offered.hour.starts_at, offered.hour.id != hour) == (DAY, True)
    assert mentorships.get_hour(context, town.founders[0], hour).entry.hour.state is HourState.CANCELLED
    book(context, town, offered.hour.id, number=1)


def test_founder_is_refused_when_it_is_too_late_to_give_up(context, town, hour, clock):
    book(context, town, hour)
    clock.move(timedelta(days=6, hours=13))

    with pytest.raises(StateConflict, match="too_late_to_cancel"):
        mentorships.cancel_booking(context, town.founders[0], hour)


def test_mentor_cancels_with_a_reason_and_the_founder_is_notified(context, town, hour):
    book(context, town, hour)
    with pytest.raises(Invalid):
        mentorships.cancel_booking(context, town.mentor, hour)

    mentorships.cancel_booking(context, town.mentor, hour, reason="出差")

    assert list_notice_kinds(context, town.founders[0])[0] is NoticeKind.HOUR_CANCELLED
    assert mentorships.list_open_hours(context, town.founders[1]) == []


def test_slot_that_nobody_booked_is_withdrawn(context, town, hour):
    mentorships.withdraw_hour(context, town.mentor, hour)

    assert mentorships.list_mentor_hours(context, town.mentor, town.mentor_id) == []
    assert mentorships.offer_hours(context, town.mentor, [draft()])


@pytest.mark.parametrize(
    "wrong",
    [
        draft(START - timedelta(hours=1)),
        draft(DAY + timedelta(minutes=7)),
        draft(minutes=20),
        draft(minutes=240),
        draft(START + timedelta(days=400)),
    ],
)
def test_slot_is_refused_when_its_time_is_odd(context, town, wrong):
    with pytest.raises(Invalid):
        mentorships.offer_hours(context, town.mentor, [wrong])


def test_strangers_neither_see_nor_touch_a_booking(context, town, hour):
    book(context, town, hour)

    for touch in (mentorships.get_hour, mentorships.cancel_booking, mentorships.withdraw_hour):
        with pytest.raises(NotFound):
            touch(context, town.founders[1], hour)
    with pytest.raises(NotAllowed):
        mentorships.offer_hours(context, town.founders[0], [draft()])
    with pytest.raises(NotAllowed):
        book_hour(context, town.founders[0], hour, startup_id=town.startups[1], reason="冒名")


def test_calendar_keeps_its_uid_and_counts_changes(context, town, hour):
    def read():
        content = mentorships.export_calendar(context, town.mentor, hour, hour_title=lambda _: "导师坐诊")
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        return str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])

    book(context, town, hour)
    booked = read()
    mentorships.cancel_booking(context, town.mentor, hour, reason="出差")
    cancelled = read()

    assert booked[0] == cancelled[0]
    assert booked[1] < cancelled[1]
    assert (booked[2], cancelled[2]) == ("CONFIRMED", "CANCELLED")
