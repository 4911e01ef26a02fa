"""The start page (a to-do list for those who are logged in), the network in figures and its incubators."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.vocabulary import Zone
from matchmaker.services.people import privacy, public_figures
from matchmaker.services.people.incubators import get_incubator, list_incubators
from matchmaker.web.auth import find_actor, get_context, public
from matchmaker.web.home import bp
from matchmaker.web.home.charts import HEIGHT, WIDTH, draw_charts
from matchmaker.web.home.todo_groups import list_groups
from matchmaker.web.query_args import read_choice


@bp.route("/")
@public
def index() -> ResponseReturnValue:
    """The public start page, or the to-do list for a logged-in person."""
    actor = find_actor()
    if actor is not None:
        missing = privacy.list_missing(get_context(), actor)
        return render_template(
            "home/dashboard.html", groups=list_groups(get_context(), actor), has_to_agree=bool(missing)
        )
    figures = public_figures.get_figures(get_context())
    return render_template(
        "home/home.html",
        figures=figures,
        charts=draw_charts(figures.years),
        size=(WIDTH, HEIGHT),
        incubators=list_incubators(get_context()),
        zones=list(Zone),
    )


@bp.route("/network")
@public
def figures() -> ResponseReturnValue:
    """The public figures of the network."""
    found = public_figures.get_figures(get_context())
    return render_template("home/figures.html", figures=found, charts=draw_charts(found.years), size=(WIDTH, HEIGHT))


@bp.route("/incubators")
@public
def incubators() -> ResponseReturnValue:
    """All incubators, or those of one zone."""
    zone = read_choice("zone", Zone)
    found = [it for it in list_incubators(get_context()) if zone in {None, it.incubator.zone}]
    return render_template("home/incubators.html", incubators=found, zone=zone, zones=list(Zone))


@bp.route("/incubators/<int:incubator_id>")
@public
def incubator(incubator_id: int) -> ResponseReturnValue:
    """One incubator."""
    return render_template("home/incubator.html", view=get_incubator(get_context(), IncubatorId(incubator_id)))
