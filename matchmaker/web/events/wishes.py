"""The wish list: sorted by rank and changed with one tap; and the passes, which can be undone."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.events import PassReason
from matchmaker.domain.evidence import Surface
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.listings import Page
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import ParticipationView, RegisteredParticipant, WishCandidate
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.events import bp
from matchmaker.web.events.availability import get_own_participation
from matchmaker.web.events.deadlines import list_deadlines
from matchmaker.web.events.forms import ParticipantFilterForm
from matchmaker.web.events.impressions import record_suggestions
from matchmaker.web.interest_reasons import REASON_FIELD
from matchmaker.web.query_args import read_page, read_search, read_text
from matchmaker.web.security import find_previous_page

SHOWN = 60
"""Suggestions that are searched for the wish list."""

ALL = "all"
"""Value of the address that lists all participants instead of the suggestions."""

WISHES = "/events/<int:event_id>/participations/<int:participation_id>/wishes"
WISH_PATH = f"{WISHES}/<int:wished_id>"


@bp.route(WISHES)
def wishes(event_id: int, participation_id: int) -> ResponseReturnValue:
    """The own wishes in order, suggestions or all participants, and the passes."""
    view, own = get_own_participation(event_id, participation_id)
    listed = events.list_wishes(get_context(), get_actor(), own.participation.id)
    is_all = read_text("show") == ALL
    suggestions = [] if is_all else _list_undecided(own)
    if view.is_wishing_open:
        record_suggestions(Surface.WISHES, [(own, suggestions)])
    return render_template(
        "events/wishes.html",
        view=view,
        own=own,
        ranked=[it for it in listed if not it.wish.is_veto],
        passed=[it for it in listed if it.wish.is_veto],
        suggestions=suggestions,
        page=_list_registered(own) if is_all else None,
        filters=ParticipantFilterForm(request.args),
        deadline=list_deadlines(view.event, get_context().now())[1],
        most=view.event.max_wishes(own.participation.kind),
        colleagues=events.list_colleagues(get_context(), get_actor(), own.participation.id),
        pass_reasons=list(PassReason),
    )


def _list_undecided(own: ParticipationView) -> list[WishCandidate]:
    found = events.list_wish_candidates(get_context(), get_actor(), own.participation.id, limit=SHOWN)
    return [it for it in found if it.wish_status is None]


def _list_registered(own: ParticipationView) -> Page[RegisteredParticipant]:
    return events.list_registered(get_context(), get_actor(), own.participation.id, read_search(), page=read_page())


@bp.route(f"{WISH_PATH}/add", methods=["POST"])
def add_wish(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Wish to meet a candidate."""
    own_id, wished = ParticipationId(participation_id), ParticipationId(wished_id)
    events.add_wish(
        get_context(),
        get_actor(),
        participation_id=own_id,
        wished_id=wished,
        conflict_reason=request.form.get(REASON_FIELD, ""),
    )
    flash(gettext("Added at the end of your wish list."), "success")
    return _go_back(event_id, participation_id, f"suggestions-{participation_id}")


@bp.route(f"{WISH_PATH}/remove", methods=["POST"])
def remove_wish(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Remove a wish."""
    own_id, wished = ParticipationId(participation_id), ParticipationId(wished_id)
    events.remove_wish(get_context(), get_actor(), participation_id=own_id, wished_id=wished)
    flash(gettext("Removed from your wish list."), "info")
    return _go_back(event_id, participation_id, "wishes")


@bp.route(f"{WISH_PATH}/move", methods=["POST"])
def move_wish(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Move a wish one rank up or down."""
    step = {"up": -1, "down": 1}.get(request.form.get("to", ""))
    if step is None:
        raise Invalid("invalid_fields", fields={"to": "unknown_value"})
    own_id = ParticipationId(participation_id)
    listed = events.list_wishes(get_context(), get_actor(), own_id)
    order = [it.wish.wished_id for it in listed if not it.wish.is_veto]
    moved = move_in_order(order, ParticipationId(wished_id), step)
    events.reorder_wishes(get_context(), get_actor(), own_id, moved)
    return _go_back(event_id, participation_id, f"wish-{wished_id}")


@bp.route(f"{WISH_PATH}/pass", methods=["POST"])
def pass_on(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Pass: prefer not to meet a candidate. The candidate is not notified."""
    own_id, wished = ParticipationId(participation_id), ParticipationId(wished_id)
    code = request.form.get("reason", "")
    reason = PassReason(code) if code in set(PassReason) else None
    note = request.form.get("note", "")
    events.pass_on(get_context(), get_actor(), participation_id=own_id, wished_id=wished, reason=reason, note=note)
    if "reason" in request.form:
        flash(gettext("Your reason is kept; nobody but you and the operator reads it."), "success")
        return _go_back(event_id, participation_id, "passed")
    flash(
        gettext(
            "Passed: you two will not be planned together, and nobody hears of it. "
            "Under “Passed” on your wish list you can note a reason, or take it back."
        ),
        "info",
    )
    return _go_back(event_id, participation_id, f"suggestions-{participation_id}")


@bp.route(f"{WISH_PATH}/undo", methods=["POST"])
def undo_pass(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Undo a pass: the candidate can be suggested again."""
    own_id, wished = ParticipationId(participation_id), ParticipationId(wished_id)
    events.undo_pass(get_context(), get_actor(), participation_id=own_id, wished_id=wished)
    flash(gettext("Taken back."), "info")
    return _go_back(event_id, participation_id, f"suggestions-{participation_id}")


def move_in_order(order: list[ParticipationId], wished: ParticipationId, step: int) -> list[ParticipationId]:
    """``order`` with ``wished`` one place earlier (-1) or later (1). At either end it stays the same."""
    if wished not in order:
        raise NotFound("wish_not_found")
    here = order.index(wished)
    there = min(max(0, here + step), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    return order


def _go_back(event_id: int, participation_id: int, anchor: str) -> Response:
    """Redirect to the place of the button: the same list, at the same candidate."""
    if request.form.get("at") == ALL and request.view_args:
        anchor = f"participant-{request.view_args['wished_id']}"
    page = find_previous_page() or url_for("events.wishes", event_id=event_id, participation_id=participation_id)
    return redirect(f"{page}#{anchor}", 303)
