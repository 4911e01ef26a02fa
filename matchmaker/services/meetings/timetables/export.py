"""Timetables as files: a workbook for the organizer, a calendar for participants. The caller gives all texts."""

from collections.abc import Callable
from enum import StrEnum

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Slot
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState
from matchmaker.exchange.timetable_file import (
    CHINESE,
    MeetingLine,
    PresenceLine,
    TimetableFile,
    TimetableWords,
    UnmetLine,
    timetable_workbook,
)
from matchmaker.notify.calendars import make_calendar_file
from matchmaker.services.meetings.events.check_in import list_days
from matchmaker.services.meetings.timetables.queries import get_timetable
from matchmaker.services.meetings.timetables.views import TimetableView, UnmetView
from matchmaker.services.platform.audit import record_export
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices.letter_contents import to_ics_event
from matchmaker.services.platform.notices.letters import OwnMeetingEntry, load_entries


def export_timetable(
    context: Context,
    actor: Actor,
    timetable_id: TimetableId,
    *,
    slot_text: Callable[[Slot], str],
    origin_text: Callable[[MeetingOrigin], str],
    unmet_text: Callable[[UnmetView], str],
    code_text: Callable[[StrEnum], str] = str,
    words: TimetableWords = CHINESE,
) -> bytes:
    """The timetable as .xlsx, with the presences of check-in.

    The callables give slots, origins, codes and reasons in the reader's language.
    """
    view = get_timetable(context, actor, timetable_id)
    unmet = [UnmetLine(wisher=it.wisher, wished=it.wished, rank=it.rank, reason=unmet_text(it)) for it in view.unmet]
    days, presences = _list_presences(context, view, code_text)
    file = TimetableFile(
        slots=[slot_text(row.slot) for row in view.rows],
        tables=view.tables,
        meetings=_list_lines(view, origin_text),
        unmet=unmet,
        days=days,
        presences=presences,
    )
    record_export(context, actor, kind="timetable", subject=timetable_id, rows=len(file.meetings))
    return timetable_workbook(file, words=words)


def _list_lines(view: TimetableView, origin_text: Callable[[MeetingOrigin], str]) -> list[MeetingLine]:
    return [
        MeetingLine(
            slot=index, table=table, startup=cell.startup, investor=cell.investor, origin=origin_text(cell.origin)
        )
        for index, row in enumerate(view.rows)
        for table, cell in enumerate(row.cells, 1)
        if cell is not None
    ]


def _list_presences(
    context: Context, view: TimetableView, code_text: Callable[[StrEnum], str]
) -> tuple[list[str], list[PresenceLine]]:
    """The days of the event, and the presences of its participants. Empty if nobody was marked."""
    days = list_days(view.event)
    with context.open_unit(readonly=True) as unit:
        presences = {(it.participation_id, it.day): it.presence for it in unit.check_ins.list_for_event(view.event.id)}
        entries = unit.participations.list_entries(view.event.id) if presences else ()
    marked = {key for key, _ in presences}
    lines = [
        PresenceLine(
            person=entry.profile.name,
            kind=code_text(entry.participation.kind),
            marks=[
                code_text(presence) if (presence := presences.get((entry.participation.id, day.day))) else ""
                for day in days
            ],
        )
        for entry in sorted(entries, key=lambda it: (it.participation.kind, it.profile.name, it.participation.id))
        if entry.participation.state is ParticipationState.REGISTERED or entry.participation.id in marked
    ]
    return [day.day.isoformat() for day in days], lines


def export_calendar(
    context: Context,
    actor: Actor,
    event_id: EventId,
    *,
    meeting_title: Callable[[OwnMeetingEntry], str],
    place_text: Callable[[OwnMeetingEntry], str],
) -> bytes:
    """The actor's meetings at an event as .ics. A later import replaces earlier entries, and cancels those dropped."""
    with context.open_unit(readonly=True) as unit:
        event = unit.events.get(event_id)
        own = load_entries(unit, unit.accounts.get(actor.account_id))
    entries = [to_ics_event(it.entry, meeting_title(it), place_text(it)) for it in own if it.entry.event_id == event_id]
    return make_calendar_file(entries, name=event.name, now=context.now())
