"""Boards: all follow-ups of an investor, one of them, what is shared with founders, and totals."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.ids import DealId
from matchmaker.domain.pipeline import DealState
from matchmaker.domain.vocabulary import Role
from matchmaker.services import pipeline
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.pipeline import bp

OPEN = [it for it in DealState if it is not DealState.CLOSED]
"""Columns of the board; what is closed stands below."""


@bp.route("/pipeline")
@roles_required(Role.INVESTOR)
def board() -> ResponseReturnValue:
    """All follow-ups by state, and startups met that are in none."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    deals = pipeline.list_deals(get_context(), get_actor(), investor_id)
    return render_template(
        "pipeline/board.html",
        columns=[(state, [it for it in deals if it.deal.state is state]) for state in OPEN],
        closed=[it for it in deals if it.deal.state is DealState.CLOSED],
        fresh=pipeline.list_new_meetings(get_context(), get_actor(), investor_id),
        is_empty=not deals,
    )


@bp.route("/pipeline/<int:deal_id>")
@roles_required(Role.INVESTOR)
def show(deal_id: int) -> ResponseReturnValue:
    """One follow-up with all its steps."""
    view = pipeline.get_deal(get_context(), get_actor(), DealId(deal_id))
    return render_template("pipeline/show.html", view=view)


@bp.route("/my/investors")
@roles_required(Role.FOUNDER)
def shared() -> ResponseReturnValue:
    """What investors chose to share with the own startups."""
    deals = pipeline.list_shared(get_context(), get_actor())
    return render_template("pipeline/shared.html", deals=deals, is_one=len(get_actor().startup_ids) <= 1)


@bp.route("/pipeline/totals")
@roles_required(Role.OPERATOR)
def totals() -> ResponseReturnValue:
    """What became of meetings in all, without names."""
    found = pipeline.get_totals(get_context(), get_actor())
    return render_template("pipeline/totals.html", totals=found, count=sum(it.count for it in found))
