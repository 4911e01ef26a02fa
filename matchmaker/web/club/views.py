"""Pages of the club: own membership, list, invitations, and every action of the state machine."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from matchmaker.domain.club import ACTIONS_WITH_REASON, MAX_TEXT_LENGTH, ClubAction, ClubState
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import InvestorId
from matchmaker.domain.permissions import can_act_for_investor
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import club
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.club import bp
from matchmaker.web.forms import BaseForm, EnumField, FilterForm, LongTextField, TextField
from matchmaker.web.query_args import read_choice, read_page, read_text


class MembershipFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))
    state = EnumField(lazy_gettext("State"), enum=ClubState, blank=lazy_gettext("All"))


class OutsiderFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search by name"))


class ClubMessageForm(BaseForm):
    """A message that goes with an action."""

    words = LongTextField(lazy_gettext("In your words"), [Length(max=MAX_TEXT_LENGTH)])


class ClubReasonForm(ClubMessageForm):
    """A reason that the other side must get."""

    words = LongTextField(lazy_gettext("In your words"), [InputRequired(), Length(max=MAX_TEXT_LENGTH)])


ACTIONS_WITH_MESSAGE = ACTIONS_WITH_REASON | {ClubAction.INVITE, ClubAction.REQUEST}
"""Actions with a page of their own, to write a message."""


@bp.route("/my/club")
@roles_required(Role.INVESTOR)
def own() -> ResponseReturnValue:
    """The own membership of the club, or how to get a profile first."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    return redirect(url_for("club.show", investor_id=investor_id), 303)


@bp.route("/club")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """All investors with a membership, request or invitation, now or before."""
    state, search = read_choice("state", ClubState), read_text("q")
    page = club.list_memberships(get_context(), get_actor(), state=state, search=search, page=read_page())
    counts = club.count_memberships(get_context(), get_actor())
    form = MembershipFilterForm(request.args)
    return render_template("club/index.html", page=page, counts=counts, form=form, chosen=state)


@bp.route("/club/outsiders")
@roles_required(Role.OPERATOR)
def outsiders() -> ResponseReturnValue:
    """Investors who could be invited."""
    page = club.list_non_members(get_context(), get_actor(), search=read_text("q"), page=read_page())
    return render_template("club/outsiders.html", page=page, form=OutsiderFilterForm(request.args))


@bp.route("/club/<int:investor_id>")
@roles_required(Role.INVESTOR, Role.OPERATOR)
def show(investor_id: int) -> ResponseReturnValue:
    """The membership of one investor, and the possible actions."""
    status = club.get_club_status(get_context(), get_actor(), InvestorId(investor_id))
    is_own = can_act_for_investor(get_actor(), status.investor.id)
    return render_template("club/show.html", status=status, is_own=is_own, with_words=ACTIONS_WITH_MESSAGE)


@bp.route("/club/<int:investor_id>/<action>", methods=["GET", "POST"])
@roles_required(Role.INVESTOR, Role.OPERATOR)
def move(investor_id: int, action: str) -> ResponseReturnValue:
    """Do one action. An action with a message has a page to write it."""
    if action not in set(ClubAction):
        raise NotFound("club_not_found")
    step = ClubAction(action)
    status = club.get_club_status(get_context(), get_actor(), InvestorId(investor_id))
    is_needed = step in ACTIONS_WITH_REASON
    form = ClubReasonForm() if is_needed else ClubMessageForm()
    if step not in status.actions:
        raise StateConflict("club_moved")
    if form.validate_on_submit() and _move(form, status.investor.id, step):
        return _redirect_after_move(status.investor.id)
    page = render_template("club/move.html", form=form, status=status, step=step, is_needed=is_needed)
    return page, 400 if form.is_submitted() else 200


def _move(form: ClubMessageForm, investor_id: InvestorId, step: ClubAction) -> bool:
    """Do the action. Otherwise add the errors to the form and return False."""
    try:
        club.move_membership(get_context(), get_actor(), investor_id, step, words=form.words.data or "")
    except Invalid as refusal:
        form.add_errors(refusal)
        return False
    return True


def _redirect_after_move(investor_id: InvestorId) -> Response:
    flash(gettext("Done; the other side is told."), "success")
    if can_act_for_investor(get_actor(), investor_id):
        return redirect(url_for("club.show", investor_id=investor_id), 303)
    return redirect(url_for("club.index"), 303)
