"""The list of rounds, and one round: who would get whom, who gets none, loads, objections."""

from collections.abc import Sequence
from typing import TypeVar

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import RoundId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.vocabulary import Role
from matchmaker.services import rounds
from matchmaker.services.rounds.reading import RoundMentorView, RoundOverview, RoundStartupView
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_page, read_text
from matchmaker.web.rounds import bp
from matchmaker.web.rounds.forms import OptionsForm
from matchmaker.web.sending import send_workbook
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.rounds import OBSTACLES, describe_change, describe_line

T = TypeVar("T")
VIEWS = ("pairs", "none", "mentors", "objections", "changed")


@bp.route("/rounds", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """All rounds, and the form that begins one."""
    form = OptionsForm()
    if form.validate_on_submit():
        round_id = rounds.create_round(get_context(), get_actor(), form.to_options())
        return redirect(url_for("rounds.show", round_id=round_id), 303)
    page = rounds.list_rounds(get_context(), get_actor(), page=read_page())
    return render_template("rounds/index.html", page=page, form=form), (400 if form.errors else 200)


@bp.route("/rounds/<int:round_id>")
@roles_required(Role.OPERATOR)
def show(round_id: int) -> ResponseReturnValue:
    """One round."""
    found = rounds.get_round(get_context(), get_actor(), RoundId(round_id))
    view = read_text("view") if read_text("view") in VIEWS else VIEWS[0]
    return render_template(
        "rounds/show.html",
        found=found,
        view=view,
        counts={it: len(_list_view(found, it)) for it in VIEWS},
        page=_paginate(_search(_list_view(found, view), read_text("q")), read_page()),
        q=read_text("q"),
        tell_line=describe_line,
        changes=[
            describe_change(it, found.changed[it.mentorship_id], label(it.state) if it.state else "")
            for it in found.changes
        ],
        obstacle=OBSTACLES.get(found.round.figures.obstacle) if found.round.figures.obstacle else None,
        form=OptionsForm(obj=found.round.options, prefix="options"),
        undo_days=get_context().settings.round_undo_days,
        is_open=found.undo_until is not None and get_context().now() <= found.undo_until,
    )


@bp.route("/rounds/<int:round_id>.xlsx")
@roles_required(Role.OPERATOR)
def export(round_id: int) -> Response:
    """The round as a workbook."""
    words = rounds.RoundWords(
        lines=gettext("Applications"),
        line_columns=[
            gettext("Startup"),
            gettext("Choice"),
            gettext("Mentor"),
            gettext("Result"),
            gettext("How well they fit"),
            gettext("Without the round"),
            gettext("Mark"),
            gettext("Goal"),
        ],
        mentors=gettext("Mentors"),
        mentor_columns=[
            gettext("Mentor"),
            gettext("Organisation"),
            gettext("Applications"),
            gettext("Mentees before"),
            gettext("New in the round"),
            gettext("Mentees afterwards"),
            gettext("Mentees at most"),
        ],
        yes=gettext("yes"),
        to_text=label,
    )
    content = rounds.export_round(get_context(), get_actor(), RoundId(round_id), words)
    return send_workbook(content, gettext("Matching round %(number)s", number=round_id))


def _list_view(found: RoundOverview, view: str) -> Sequence[RoundStartupView | RoundMentorView]:
    """What a part of the page lists."""
    if view == "mentors":
        return found.mentors
    wanted = set(found.round.figures.objections)
    keep = {
        "pairs": lambda it: it.placed is not None,
        "none": lambda it: it.placed is None,
        "objections": lambda it: any(line.line.mentorship_id in wanted for line in it.lines),
        "changed": lambda it: found.has_changed and it.is_changed,
    }
    return [it for it in found.startups if keep[view](it)]


def _search(
    items: Sequence[RoundStartupView | RoundMentorView], words: str
) -> list[RoundStartupView | RoundMentorView]:
    """Those with a name that contains ``words``."""
    return [it for it in items if any(words in name for name in _list_names(it))]


def _list_names(it: RoundStartupView | RoundMentorView) -> list[str]:
    if isinstance(it, RoundMentorView):
        return [it.mentor.name, it.mentor.organisation]
    return [it.startup.name, *(line.entry.mentor.name for line in it.lines)]


def _paginate(items: Sequence[T], number: int) -> Page[T]:
    """Page ``number`` of what is at hand; a number past the end gives the last."""
    number = min(number, max(1, -(-len(items) // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return Page(items=tuple(items[first : first + PAGE_SIZE]), number=number, total=len(items), size=PAGE_SIZE)
