"""Events for those who take part: list, page, registration."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.permissions import can_organize
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, Role
from matchmaker.services import events, profiles
from matchmaker.services.event_answers import EventView, ParticipationView, WishCandidate
from matchmaker.web.events import bp
from matchmaker.web.events.timing import group_by_day, list_deadlines, order_by_coming
from matchmaker.web.guards import get_actor, get_context

FEW, MANY = 6, 60
"""Suggestions on the page of an event, and those looked through to find as many that are still undecided."""


@bp.route("/events")
def index() -> ResponseReturnValue:
    """All events: those to come first, the next one at the top."""
    now = get_context().now()
    found = [
        (event, group_by_day(event.slots), list_deadlines(event, now))
        for event in order_by_coming(events.list_events(get_context(), get_actor()), now)
    ]
    return render_template("events/index.html", found=found, can_organize=can_organize(get_actor()))


@bp.route("/events/<int:event_id>")
def show(event_id: int) -> ResponseReturnValue:
    """What an event is, and what the one who asks can do about it now."""
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    own = [it for it in view.own if it.participation.state is ParticipationState.REGISTERED]
    return render_template(
        "events/show.html",
        view=view,
        own=own,
        days=group_by_day(view.event.slots),
        deadlines=list_deadlines(view.event, get_context().now()),
        offers=_list_offers(get_actor(), view, own),
        suggestions={it.participation.id: _list_undecided(view, it) for it in own},
        can_organize=can_organize(get_actor()),
    )


def _list_undecided(view: EventView, own: ParticipationView) -> list[WishCandidate]:
    if not view.is_wishing_open:
        return []
    found = events.list_wish_candidates(get_context(), get_actor(), own.participation.id, limit=MANY)
    return [it for it in found if it.mark is None][:FEW]


def _list_offers(actor: Actor, view: EventView, own: list[ParticipationView]) -> list[tuple[PartyKind, int, str]]:
    """Own profiles that could still be registered."""
    if not view.is_registration_open:
        return []
    taken = {(it.participation.kind, it.profile.id) for it in own}
    ids = [(PartyKind.STARTUP, it) for it in sorted(actor.startup_ids)] if actor.has(Role.FOUNDER) else []
    offers = [(kind, it, profiles.get_startup(get_context(), actor, it).name) for kind, it in ids]
    if actor.has(Role.INVESTOR) and actor.investor_id is not None:
        name = profiles.get_investor(get_context(), actor, actor.investor_id).name
        offers.append((PartyKind.INVESTOR, actor.investor_id, name))
    return [offer for offer in offers if offer[:2] not in taken]


@bp.route("/events/<int:event_id>/register", methods=["POST"])
def register(event_id: int) -> ResponseReturnValue:
    """Take part with one of the own profiles."""
    kind, profile_id = request.form.get("kind", ""), request.form.get("profile_id", type=int)
    if kind not in set(PartyKind) or profile_id is None:
        raise Invalid("invalid_fields", fields={"kind": "unknown_value"})
    participation_id = events.register(
        get_context(), get_actor(), event_id=EventId(event_id), kind=PartyKind(kind), profile_id=profile_id
    )
    flash(gettext("You are registered. Now tick the times when you are there."), "success")
    return redirect(url_for("events.availability", event_id=event_id, participation_id=participation_id), 303)


@bp.route("/events/<int:event_id>/participations/<int:participation_id>/withdraw", methods=["POST"])
def withdraw(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Stay away after all."""
    events.withdraw_participation(get_context(), get_actor(), ParticipationId(participation_id))
    flash(gettext("The registration is withdrawn. The wishes are kept in case you come back."), "info")
    return redirect(url_for("events.show", event_id=event_id), 303)
