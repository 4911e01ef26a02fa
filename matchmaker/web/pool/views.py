"""The pool for the operator: figures, map and list of seats, a workbook, and mentors who do not answer."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.listings import ALL_PROFILES, ProfileSearch
from matchmaker.domain.pool import SeatCounts, SeatState
from matchmaker.domain.vocabulary import MentorKind, Role
from matchmaker.services.mentoring import pool
from matchmaker.services.mentoring.pool.export import PoolWords
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import SeatFilterForm
from matchmaker.web.query_args import read_choice, read_page, read_text
from matchmaker.web.wording.labels import label


@bp.route("/pool")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """All seats with their state."""
    context, actor = get_context(), get_actor()
    search, state = _read_search(), read_choice("state", SeatState)
    is_whole = search == ALL_PROFILES and state is None and read_page() == 1
    overview = pool.get_pool_overview(context, actor) if is_whole else None
    return render_template(
        "pool/index.html",
        overview=overview,
        figures=_list_figures(overview.counts) if overview else [],
        page=pool.list_seats(context, actor, search, state=state, page=read_page()),
        form=SeatFilterForm(request.args),
    )


@bp.route("/pool.xlsx")
@roles_required(Role.OPERATOR)
def export() -> Response:
    """The filtered seats as a workbook."""
    words = PoolWords(title=gettext("Mentor pool"), columns=_list_columns(), to_text=label)
    state = read_choice("state", SeatState)
    content = pool.export_pool(get_context(), get_actor(), words, _read_search(), state=state)
    return send_workbook(content, gettext("Mentor pool"))


@bp.route("/pool/waiting")
@roles_required(Role.OPERATOR)
def silent() -> ResponseReturnValue:
    """Mentors with applications that wait for an answer."""
    context = get_context()
    found = pool.list_silent(context, get_actor())
    return render_template("pool/silent.html", found=found, days=context.settings.reminder_days)


def _list_figures(counts: SeatCounts) -> list[tuple[SeatState, int]]:
    """The number of seats in each state, in the order of the list."""
    return [(state, getattr(counts, state.value)) for state in SeatState]


def _read_search() -> ProfileSearch:
    return ProfileSearch(words=read_text("q"), kind=read_choice("kind", MentorKind))


def _list_columns() -> list[str]:
    return [
        gettext("Name"),
        gettext("Kind"),
        gettext("Organisation"),
        gettext("Position"),
        gettext("State of the seat"),
        gettext("Certified until"),
        gettext("Mentees now"),
        gettext("Mentees at most"),
        gettext("Sessions this year"),
        gettext("Hours this year"),
        gettext("Mean evaluation"),
        gettext("Applications decided this year"),
        gettext("of these answered"),
        gettext("Days to the answer"),
        gettext("Points"),
        gettext("Level"),
        gettext("Reason of leaving"),
    ]
