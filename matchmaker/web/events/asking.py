"""A word to the organizers, for what no button does."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import ParticipationId
from matchmaker.services import events
from matchmaker.web.events import bp
from matchmaker.web.guards import get_actor, get_context


@bp.route("/events/<int:event_id>/participations/<int:participation_id>/ask", methods=["POST"])
def ask(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Ask the organizers something."""
    message = request.form.get("message", "")
    events.ask_organizers(get_context(), get_actor(), ParticipationId(participation_id), message=message)
    flash(gettext("The organizers have your message. The answer comes here and into your notices."), "success")
    return redirect(url_for("events.show", event_id=event_id, _anchor=f"own-{participation_id}"), 303)
