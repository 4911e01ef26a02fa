"""Timetables as files: a workbook for the organizer, a calendar for everybody. Sentences are the caller's."""

from collections.abc import Callable

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Slot
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.domain.vocabulary import MeetingOrigin
from matchmaker.exchange.timetable_file import (
    CHINESE,
    MeetingLine,
    TimetableFile,
    TimetableWords,
    UnmetLine,
    timetable_workbook,
)
from matchmaker.notify.calendars import CalendarEntry, calendar_for
from matchmaker.services.context import Context
from matchmaker.services.event_answers import OwnMeeting, OwnTimetable, TimetableView, UnmetView
from matchmaker.services.timetables.own import get_own_timetable
from matchmaker.services.timetables.read import get_timetable


def export_timetable(
    context: Context,
    actor: Actor,
    timetable_id: TimetableId,
    *,
    tell_slot: Callable[[Slot], str],
    tell_origin: Callable[[MeetingOrigin], str],
    tell_unmet: Callable[[UnmetView], str],
    words: TimetableWords = CHINESE,
) -> bytes:
    """The timetable as .xlsx; the callables say slots, origins and reasons in the reader's language."""
    view = get_timetable(context, actor, timetable_id)
    unmet = [UnmetLine(wisher=it.wisher, wished=it.wished, rank=it.rank, reason=tell_unmet(it)) for it in view.unmet]
    file = TimetableFile(
        slots=[tell_slot(row.slot) for row in view.rows],
        tables=view.tables,
        meetings=_list_lines(view, tell_origin),
        unmet=unmet,
    )
    return timetable_workbook(file, words=words)


def _list_lines(view: TimetableView, tell_origin: Callable[[MeetingOrigin], str]) -> list[MeetingLine]:
    return [
        MeetingLine(
            slot=index, table=table, startup=cell.startup, investor=cell.investor, origin=tell_origin(cell.origin)
        )
        for index, row in enumerate(view.rows)
        for table, cell in enumerate(row.cells, 1)
        if cell is not None
    ]


def export_calendar(
    context: Context,
    actor: Actor,
    event_id: EventId,
    *,
    tell_meeting: Callable[[OwnMeeting], str],
    tell_place: Callable[[OwnTimetable, OwnMeeting], str],
) -> bytes:
    """The own meetings as .ics. A later version of the timetable replaces the entries of an earlier one.

    A meeting whose people are no longer both there is told as cancelled, which counts as a change of its own.
    """
    own = get_own_timetable(context, actor, event_id)
    entries = [
        CalendarEntry(
            uid=_uid(own, meeting),
            sequence=2 * own.version + meeting.is_cancelled,
            starts_at=meeting.slot.starts_at,
            ends_at=meeting.slot.ends_at,
            summary=tell_meeting(meeting),
            location=tell_place(own, meeting),
            is_cancelled=meeting.is_cancelled,
        )
        for meeting in own.meetings
    ]
    return calendar_for(entries, name=own.event.name, now=context.now())


def _uid(own: OwnTimetable, meeting: OwnMeeting) -> str:
    """The same for the life of the pair at this event, wherever the meeting is moved."""
    return f"event-{own.event.id}-{meeting.participation_id}-{meeting.partner_participation_id}@matchmaker"
