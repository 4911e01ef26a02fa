"""The start page (a to-do list for those who are logged in), the network in figures and its incubators."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.vocabulary import Zone
from matchmaker.services import network, privacy
from matchmaker.web.guards import find_actor, get_context, public
from matchmaker.web.listing import read_choice
from matchmaker.web.network import bp
from matchmaker.web.network.charts import HEIGHT, WIDTH, draw_charts
from matchmaker.web.network.tasks import list_groups


@bp.route("/")
@public
def index() -> ResponseReturnValue:
    """The public start page; whoever is logged in sees what needs doing now."""
    actor = find_actor()
    if actor is not None:
        missing = privacy.list_missing(get_context(), actor)
        return render_template(
            "network/dashboard.html", groups=list_groups(get_context(), actor), has_to_agree=bool(missing)
        )
    figures = network.get_figures(get_context())
    return render_template(
        "network/home.html",
        figures=figures,
        charts=draw_charts(figures.years),
        size=(WIDTH, HEIGHT),
        incubators=network.list_incubators(get_context()),
        zones=list(Zone),
    )


@bp.route("/network")
@public
def figures() -> ResponseReturnValue:
    """The network in figures, for everybody."""
    found = network.get_figures(get_context())
    return render_template("network/figures.html", figures=found, charts=draw_charts(found.years), size=(WIDTH, HEIGHT))


@bp.route("/incubators")
@public
def incubators() -> ResponseReturnValue:
    """All incubators, or those of one zone."""
    zone = read_choice("zone", Zone)
    found = [it for it in network.list_incubators(get_context()) if zone in {None, it.incubator.zone}]
    return render_template("network/incubators.html", incubators=found, zone=zone, zones=list(Zone))


@bp.route("/incubators/<int:incubator_id>")
@public
def incubator(incubator_id: int) -> ResponseReturnValue:
    """One incubator."""
    return render_template(
        "network/incubator.html", view=network.get_incubator(get_context(), IncubatorId(incubator_id))
    )
