"""Calendars read back by the library: stable, in UTC, importable by a phone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from matchmaker.notify.calendars import IcsEvent, IcsInvitation, Method, make_calendar_file

NOW = datetime(2027, 11, 1, 8, tzinfo=UTC)
START = datetime(2027, 12, 5, 9, tzinfo=timezone(timedelta(hours=8)))


def entry_of(uid="meeting-7@matchmaker", **changes):
    values = {
        "uid": uid,
        "sequence": 3,
        "starts_at": START,
        "ends_at": START + timedelta(minutes=20),
        "summary": "与王五会面,投资人年会",
        "location": "兰州国际会展中心 12 号桌",
        "description": "第一行\n第二行; 逗号, 反斜杠 \\",
    }
    return IcsEvent(**(values | changes))


def read_back(entries, name="年会日程"):
    return Calendar.from_ical(make_calendar_file(entries, name=name, now=NOW))


def test_calendar_for_reads_back_when_a_meeting_is_given():
    calendar = read_back([entry_of()])
    assert (calendar["method"], calendar["version"], calendar["x-wr-calname"]) == ("PUBLISH", "2.0", "年会日程")
    [event] = calendar.walk("VEVENT")
    assert event["uid"] == "meeting-7@matchmaker"
    assert event["sequence"] == 3
    assert event["dtstamp"].dt == NOW
    assert event["dtstart"].dt == datetime(2027, 12, 5, 1, tzinfo=UTC)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=20)
    assert event["summary"] == "与王五会面,投资人年会"
    assert event["location"] == "兰州国际会展中心 12 号桌"
    assert event["description"] == "第一行\n第二行; 逗号, 反斜杠 \\"
    assert event["status"] == "CONFIRMED"
    assert "attendee" not in event


def test_calendar_for_writes_times_in_utc_when_they_come_in_another_zone():
    assert b"\r\nDTSTART:20271205T010000Z\r\n" in make_calendar_file([entry_of()], name="n", now=NOW)


def test_calendar_for_folds_lines_at_75_bytes_when_texts_are_long():
    content = make_calendar_file([entry_of(description="很长的说明" * 60)], name="年会" * 40, now=NOW)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_calendar_for_orders_by_time_and_gives_the_same_bytes_when_entries_are_shuffled():
    later = entry_of("b", starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2))
    first = make_calendar_file([later, entry_of("a")], name="n", now=NOW)
    assert first == make_calendar_file([entry_of("a"), later], name="n", now=NOW)
    assert first.index(b"UID:a") < first.index(b"UID:b")


def test_calendar_for_marks_a_meeting_when_it_is_cancelled():
    [event] = read_back([entry_of(is_cancelled=True, location="", description="")]).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert "location" not in event


def test_calendar_for_is_a_valid_file_when_there_are_no_meetings():
    assert read_back([]).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([entry_of(starts_at=START.replace(tzinfo=None), ends_at=START.replace(tzinfo=None))], "aware time"),
        ([entry_of(ends_at=START)], "end after"),
        ([entry_of(), entry_of()], "one entry a uid"),
    ],
)
def test_calendar_for_raises_when_it_is_misused(entries, message):
    with pytest.raises(ValueError, match=message):
        make_calendar_file(entries, name="n", now=NOW)


def test_calendar_for_raises_when_now_has_no_zone():
    with pytest.raises(ValueError, match="aware time"):
        make_calendar_file([], name="n", now=NOW.replace(tzinfo=None))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
def test_calendar_for_keeps_any_text_when_read_back(text):
    [event] = read_back([entry_of(summary=text)]).walk("VEVENT")
    assert event["summary"] == text


GUEST = IcsInvitation(organizer="post@matchmaker.test", attendee="wang@example.org", name="王小兰; 创始人")


@pytest.mark.parametrize(("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")])
def test_invitation_names_the_organizer_and_the_one_guest(method, status):
    entry = entry_of(is_cancelled=method is Method.CANCEL, changed_at=NOW - timedelta(days=1))
    content = make_calendar_file([entry], name="n", now=NOW, method=method, invitation=GUEST)

    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert (calendar["method"], event["status"], event["sequence"]) == (method, status, 3)
    assert (event["organizer"], event["attendee"]) == ("mailto:post@matchmaker.test", "mailto:wang@example.org")
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event["last-modified"].dt == NOW - timedelta(days=1)


@pytest.mark.parametrize(("method", "invitation"), [(Method.REQUEST, None), (Method.PUBLISH, GUEST)])
def test_calendar_is_refused_when_method_and_invitation_do_not_fit(method, invitation):
    with pytest.raises(ValueError, match="expected an invitation"):
        make_calendar_file([entry_of()], name="n", now=NOW, method=method, invitation=invitation)


def test_subscribers_read_how_often_to_look():
    content = make_calendar_file([entry_of()], name="n", now=NOW, refresh=timedelta(hours=2))

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT2H" in content
    assert b"X-PUBLISHED-TTL:PT2H" in content
