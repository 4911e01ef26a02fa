"""The directory: lists of startups, mentors and investors with search, filters and workbooks."""

from dataclasses import replace

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import list_export, profiles
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.profiles import bp
from matchmaker.web.profiles.forms import InvestorFilterForm, MentorFilterForm, StartupFilterForm
from matchmaker.web.query_args import read_page, read_search, read_text


@bp.route("/startups")
def startups() -> ResponseReturnValue:
    """Startups of the network."""
    page = profiles.list_startups(get_context(), get_actor(), _read_search(), page=read_page())
    return render_template("profiles/startups.html", page=page, form=StartupFilterForm(request.args))


@bp.route("/mentors")
def mentors() -> ResponseReturnValue:
    """Mentors of the network."""
    page = profiles.list_mentors(get_context(), get_actor(), _read_search(), page=read_page())
    return render_template("profiles/mentors.html", page=page, form=MentorFilterForm(request.args))


@bp.route("/investors")
def investors() -> ResponseReturnValue:
    """Investors of the network."""
    page = profiles.list_investors(get_context(), get_actor(), _read_search(), page=read_page())
    return render_template("profiles/investors.html", page=page, form=InvestorFilterForm(request.args))


@bp.route("/startups.xlsx")
@roles_required(Role.OPERATOR)
def export_startups() -> Response:
    """The filtered startups as a workbook."""
    content = list_export.export_startups(get_context(), get_actor(), _read_search())
    return send_workbook(content, gettext("Startups"))


@bp.route("/mentors.xlsx")
@roles_required(Role.OPERATOR)
def export_mentors() -> Response:
    """The filtered mentors as a workbook."""
    content = list_export.export_mentors(get_context(), get_actor(), _read_search())
    return send_workbook(content, gettext("Mentors"))


@bp.route("/investors.xlsx")
@roles_required(Role.OPERATOR)
def export_investors() -> Response:
    """The filtered investors as a workbook."""
    content = list_export.export_investors(get_context(), get_actor(), _read_search())
    return send_workbook(content, gettext("Investors"))


def _read_search() -> ProfileSearch:
    """The search from the address. Only the operator can filter for incomplete profiles."""
    return replace(read_search(), is_incomplete=get_actor().has(Role.OPERATOR) and bool(read_text("incomplete")))
