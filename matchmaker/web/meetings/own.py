"""One's own timetable of an event."""

import itertools
from collections.abc import Sequence
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.profiles import Startup
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services import events, timetables
from matchmaker.services.event_answers import OwnMeeting, ParticipationView
from matchmaker.web.contacts import list_meeting_contacts
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.meetings import bp


@bp.route("/events/<int:event_id>/timetable")
def own(event_id: int) -> ResponseReturnValue:
    """The own meetings by time, and what became of the other wishes."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    registered = [it for it in view.own if it.participation.state is ParticipationState.REGISTERED]
    plan = timetables.get_own_timetable(context, actor, EventId(event_id))
    partners = (
        (PartyKind.STARTUP if isinstance(it.partner, Startup) else PartyKind.INVESTOR, it.partner.id)
        for it in plan.meetings
    )
    names = {it.participation.id: it.name for it in view.own}
    return render_template(
        "meetings/own.html",
        plan=plan,
        days=_group(plan.meetings),
        names=names,
        is_registered=bool(registered),
        ways=list_meeting_contacts(partners),
        handing=_list_with_colleagues(registered),
        now=context.now(),
    )


def _list_with_colleagues(own: Sequence[ParticipationView]) -> set[ParticipationId]:
    """Own participations with colleagues who could take a meeting over."""
    ids = [it.participation.id for it in own if it.participation.kind is PartyKind.INVESTOR]
    return {it for it in ids if events.list_colleagues(get_context(), get_actor(), it)}


def _group(meetings: Sequence[OwnMeeting]) -> list[tuple[date, list[OwnMeeting]]]:
    """Meetings under the days of Shanghai."""
    return [
        (day, list(of_day)) for day, of_day in itertools.groupby(meetings, key=lambda it: local_day(it.slot.starts_at))
    ]
