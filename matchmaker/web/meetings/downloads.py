"""Timetables for download: a calendar file for participants, a workbook for organizers."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.http import dump_options_header

from matchmaker.domain.events import Slot
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.domain.local_time import to_local
from matchmaker.domain.vocabulary import Role
from matchmaker.exchange.timetable_file import TimetableWords
from matchmaker.services.meetings import timetables
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.meetings import bp
from matchmaker.web.wording.formats import local_time
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.meetings import describe_meeting, describe_place, describe_unmet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/events/<int:event_id>/timetable.ics")
def calendar(event_id: int) -> ResponseReturnValue:
    """The own meetings as a calendar file."""
    content = timetables.export_calendar(
        get_context(), get_actor(), EventId(event_id), meeting_title=describe_meeting, place_text=describe_place
    )
    return _send(content, "text/calendar; charset=utf-8", f"meetings-{event_id}.ics")


@bp.route("/timetables/<int:timetable_id>/timetable.xlsx")
@roles_required(Role.ORGANIZER, Role.OPERATOR)
def workbook(timetable_id: int) -> ResponseReturnValue:
    """A version of the timetable as a workbook to print."""
    content = timetables.export_timetable(
        get_context(),
        get_actor(),
        TimetableId(timetable_id),
        slot_text=_format_slot,
        origin_text=label,
        unmet_text=describe_unmet,
        code_text=label,
        words=_make_headers(),
    )
    return _send(content, XLSX, f"timetable-{timetable_id}.xlsx")


def _send(content: bytes, mimetype: str, filename: str) -> Response:
    disposition = dump_options_header("attachment", {"filename": filename})
    return Response(content, content_type=mimetype, headers={"Content-Disposition": disposition})


def _format_slot(slot: Slot) -> str:
    return f"{to_local(slot.starts_at):%m-%d} {local_time(slot.starts_at)}–{local_time(slot.ends_at)}"


def _make_headers() -> TimetableWords:
    return TimetableWords(
        grid=gettext("Overview"),
        meetings=gettext("Meetings"),
        people=gettext("Everyone's own day"),
        unmet=gettext("Unmet wishes"),
        time=gettext("Time"),
        table=gettext("Table"),
        table_label=gettext("Table %(number)s", number="{number}"),
        startup=gettext("Startup"),
        investor=gettext("Investor"),
        origin=gettext("Origin"),
        person=gettext("Participant"),
        partner=gettext("Meets"),
        wisher=gettext("Wished by"),
        wished=gettext("Wished for"),
        rank=gettext("Rank"),
        reason=gettext("Reason"),
        check_in=gettext("Check-in"),
        kind=gettext("Side"),
    )
