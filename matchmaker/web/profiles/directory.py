"""The directory: lists of startups, mentors and investors, by words and filters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone
from matchmaker.services import profiles
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.listing import read_choice, read_page, read_text
from matchmaker.web.profiles import bp
from matchmaker.web.profiles.forms import InvestorFilterForm, MentorFilterForm, StartupFilterForm


@bp.route("/startups")
def startups() -> ResponseReturnValue:
    """Startups of the network."""
    page = profiles.list_startups(
        get_context(),
        get_actor(),
        search=read_text("q"),
        industry=read_choice("industry", Industry),
        zone=read_choice("zone", Zone),
        stage=read_choice("stage", FundingStage),
        page=read_page(),
    )
    return render_template("profiles/startups.html", page=page, form=StartupFilterForm(request.args))


@bp.route("/mentors")
def mentors() -> ResponseReturnValue:
    """Mentors of the network."""
    page = profiles.list_mentors(
        get_context(),
        get_actor(),
        search=read_text("q"),
        industry=read_choice("industry", Industry),
        zone=read_choice("zone", Zone),
        kind=read_choice("kind", MentorKind),
        page=read_page(),
    )
    return render_template("profiles/mentors.html", page=page, form=MentorFilterForm(request.args))


@bp.route("/investors")
def investors() -> ResponseReturnValue:
    """Investors of the network."""
    page = profiles.list_investors(
        get_context(),
        get_actor(),
        search=read_text("q"),
        industry=read_choice("industry", Industry),
        zone=read_choice("zone", Zone),
        stage=read_choice("stage", FundingStage),
        page=read_page(),
    )
    return render_template("profiles/investors.html", page=page, form=InvestorFilterForm(request.args))
