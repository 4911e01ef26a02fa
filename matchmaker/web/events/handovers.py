"""Hand a wish or a published meeting over to a colleague of the same organisation."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import InvestorId, ParticipationId
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.events.views import EventView, ParticipationView
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.events import bp
from matchmaker.web.events.availability import get_own_participation
from matchmaker.web.events.forms import HandOverForm
from matchmaker.web.interest_reasons import NEEDS_REASON, REASON_FIELD

PARTICIPATION_PATH = "/events/<int:event_id>/participations/<int:participation_id>"


@bp.route(f"{PARTICIPATION_PATH}/wishes/<int:wished_id>/hand-over", methods=["GET", "POST"])
def hand_over_wish(event_id: int, participation_id: int, wished_id: int) -> ResponseReturnValue:
    """Hand a wish over to a colleague."""
    view, own = _get_investor(event_id, participation_id)
    wishes = events.list_wishes(get_context(), get_actor(), own.participation.id)
    wish = next((it for it in wishes if it.wish.wished_id == wished_id and not it.wish.is_veto), None)
    if wish is None or not view.is_wishing_open:
        raise NotFound("wish_not_found")
    form = _make_form(own)
    back = url_for("events.wishes", event_id=event_id, participation_id=participation_id)
    if form.validate_on_submit() and _hand_over(form, events.hand_over_wish, own, wished_id=ParticipationId(wished_id)):
        flash(gettext("Your colleague has this wish now, and is told."), "success")
        return redirect(back, 303)
    return _render(form, view, own, wish.profile, back=back, is_meeting=False)


@bp.route(f"{PARTICIPATION_PATH}/meetings/<int:partner_id>/hand-over", methods=["GET", "POST"])
def hand_over_meeting(event_id: int, participation_id: int, partner_id: int) -> ResponseReturnValue:
    """Hand a meeting over to a colleague, at the same time and table."""
    view, own = _get_investor(event_id, participation_id)
    plan = timetables.get_own_timetable(get_context(), get_actor(), view.event.id)
    pairs = {(it.participation_id, it.partner_participation_id): it.partner for it in plan.meetings}
    partner = pairs.get((own.participation.id, ParticipationId(partner_id)))
    if partner is None:
        raise NotFound("meeting_not_found")
    form = _make_form(own)
    back = url_for("meetings.own", event_id=event_id)
    met = ParticipationId(partner_id)
    if form.validate_on_submit() and _hand_over(form, timetables.hand_over_meeting, own, startup_participation_id=met):
        flash(gettext("Your colleague has this meeting now; both sides are told."), "success")
        return redirect(back, 303)
    return _render(form, view, own, partner, back=back, is_meeting=True)


def _get_investor(event_id: int, participation_id: int) -> tuple[EventView, ParticipationView]:
    view, own = get_own_participation(event_id, participation_id)
    if own.participation.kind is not PartyKind.INVESTOR:
        raise NotFound("participation_not_found")
    return view, own


def _make_form(own: ParticipationView) -> HandOverForm:
    form = HandOverForm()
    colleagues = events.list_colleagues(get_context(), get_actor(), own.participation.id)
    form.colleague.set_choices((it.investor.id, it.investor.name) for it in colleagues)
    return form


def _hand_over(form: HandOverForm, give: object, own: ParticipationView, **what: ParticipationId) -> bool:
    """Hand it over. Otherwise add the errors to the form and return False.

    If the conflict ledger needs a reason, another page asks for it.
    """
    try:
        give(
            get_context(),
            get_actor(),
            participation_id=own.participation.id,
            colleague_id=InvestorId(form.colleague.data),
            conflict_reason=request.form.get(REASON_FIELD, ""),
            **what,
        )
    except StateConflict as refusal:
        if refusal.code == NEEDS_REASON:
            raise
        form.add_errors(refusal)
        return False
    return True


def _render(
    form: HandOverForm,
    view: EventView,
    own: ParticipationView,
    partner: Startup | Investor,
    *,
    back: str,
    is_meeting: bool,
) -> ResponseReturnValue:
    page = render_template(
        "events/hand_over.html", form=form, view=view, own=own, partner=partner, back=back, is_meeting=is_meeting
    )
    return page, 400 if form.is_submitted() else 200
