"""The subscribed calendar: no log-in, a secret address, everything in it, gone when it is closed."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar, Component

from matchmaker.domain.ids import OfficeHourId
from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.office_hours import Booking, OfficeHourDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import timetables
from matchmaker.services.mentoring.mentorships import cancel_booking
from tests.web.browser import Browser, FetchedPage
from tests.web.filled_network import FEED_TOKEN, add_event_with_wishes, get_actor, open_calendar
from tests.web.small_network import NOW, SmallNetwork

PATH = f"/calendars/{FEED_TOKEN}.ics"


@pytest.fixture
def opened(world: SmallNetwork) -> SmallNetwork:
    open_calendar(world)
    return world


def read(browser: Browser, path: str = PATH) -> dict[str, Component]:
    """The entries of a calendar by their names."""
    answer = browser.client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = Calendar.from_ical(answer.data)
    return {str(it["SUMMARY"]): it for it in calendar.walk("VEVENT")}


def test_calendar_holds_meetings_hours_and_deadlines(stranger: Browser, opened: SmallNetwork) -> None:
    event_id = add_event_with_wishes(opened)
    organizer = get_actor(opened, Role.ORGANIZER)
    (draft,) = timetables.list_timetables(opened.context, organizer, event_id)
    timetables.publish_timetable(opened.context, organizer, draft.id)
    book_hour(opened)

    entries = read(stranger)

    assert set(entries) == {"与赵敏会面", "答疑时间：马建国", "兰州投资人年会：意向填报截止"}
    assert str(entries["与赵敏会面"]["LOCATION"]).startswith("兰州国际会展中心 · ")
    assert entries["答疑时间：马建国"]["DTSTART"].dt == NOW + timedelta(days=2)
    assert entries["兰州投资人年会：意向填报截止"]["DTEND"].dt == NOW + timedelta(days=5)


def book_hour(world: SmallNetwork) -> OfficeHourId:
    draft = OfficeHourDraft(
        starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=1), mode=MeetingMode.PHONE
    )
    with world.context.open_unit() as unit:
        hour_id = unit.office_hours.add(world.mentors[0], draft, account_id=None)
        booking = Booking(
            hour_id=hour_id,
            startup_id=world.startups[0],
            booked_by=world.accounts[Role.FOUNDER],
            reason="量产",
            booked_at=NOW,
        )
        unit.office_hours.book(unit.office_hours.get(hour_id), booking)
        unit.commit()
    return hour_id


@pytest.mark.parametrize("role", [Role.FOUNDER, Role.MENTOR])
def test_office_hour_stays_as_cancelled_when_it_was_given_up(
    stranger: Browser, opened: SmallNetwork, role: Role
) -> None:
    hour_id = book_hour(opened)
    (booked,) = read(stranger).values()

    cancel_booking(opened.context, get_actor(opened, role), hour_id, reason="临时出差")

    (cancelled,) = read(stranger).values()
    assert (booked["STATUS"], cancelled["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert cancelled["UID"] == booked["UID"]
    assert cancelled["SEQUENCE"] > booked["SEQUENCE"]
    assert cancelled["DTSTART"].dt == booked["DTSTART"].dt


def test_calendar_is_in_the_language_of_its_account(stranger: Browser, opened: SmallNetwork) -> None:
    add_event_with_wishes(opened)
    with opened.context.open_unit() as unit:
        account = unit.accounts.get(opened.accounts[Role.FOUNDER])
        unit.accounts.save(replace(account, locale="en"))
        unit.commit()

    assert set(read(stranger)) == {"兰州投资人年会: wishes close"}


@pytest.mark.parametrize("token", ["x", FEED_TOKEN[:-1], FEED_TOKEN + "A", "é" * 44, FEED_TOKEN.swapcase(), "A" * 44])
def test_address_that_is_not_ours_shows_nothing(stranger: Browser, opened: SmallNetwork, token: str) -> None:
    assert stranger.client.get(f"/calendars/{token}.ics").status_code == 404


def test_old_address_ends_when_a_new_one_is_made(founder: Browser, stranger: Browser, opened: SmallNetwork) -> None:
    read(stranger)
    page = founder.post("/notices/calendar")

    address = find_address(page)
    assert stranger.client.get(PATH).status_code == 404
    read(stranger, address)
    founder.post("/notices/calendar/close")
    assert stranger.client.get(address).status_code == 404


def find_address(page: FetchedPage) -> str:
    """Path of the calendar that a page offers to subscribe to."""
    return next(urlsplit(it).path for it in page.links() if it.endswith(".ics"))


def test_calendar_ends_with_the_account(stranger: Browser, opened: SmallNetwork) -> None:
    with opened.context.open_unit() as unit:
        unit.accounts.save(replace(unit.accounts.get(opened.accounts[Role.FOUNDER]), is_active=False))
        unit.commit()

    assert stranger.client.get(PATH).status_code == 404


def test_calendar_is_not_sent_again_when_nothing_changed(stranger: Browser, opened: SmallNetwork) -> None:
    first = stranger.client.get(PATH)
    assert "Set-Cookie" not in first.headers

    again = stranger.client.get(PATH, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_address_is_limited_when_it_is_asked_too_often(stranger: Browser, opened: SmallNetwork) -> None:
    answers = [stranger.client.get(PATH).status_code for _ in range(32)]

    assert 429 in answers


def test_fetches_are_shown_to_the_owner(founder: Browser, stranger: Browser, opened: SmallNetwork) -> None:
    assert "还没有日历读取过" in founder.get("/notices/settings").text
    read(stranger)
    assert "上次读取时间：2026年3月2日" in founder.get("/notices/settings").text
