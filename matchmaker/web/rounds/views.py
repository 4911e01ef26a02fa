"""The list of rounds, and the page of one: pairs, startups without a mentor, mentors' loads, changes."""

from collections.abc import Sequence
from typing import TypeVar

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import ApplicationId, MentorId, RoundId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.rounds import Emphasis, PairRuleKind, RoundGoal, RoundOptions
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import rounds
from matchmaker.services.mentoring.rounds.queries import RoundMentorView, RoundOverview, RoundStartupView
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.forms import BaseForm, EnumField
from matchmaker.web.query_args import read_page, read_text
from matchmaker.web.rounds import bp
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.rounds import OBSTACLES, describe_change, describe_line

MOST = 99


class OptionsForm(BaseForm):
    goal = EnumField(
        lazy_gettext("What is best?"),
        enum=RoundGoal,
        description=lazy_gettext(
            "Best altogether: the highest sum of points. Nobody left behind: as many startups as possible, then the"
            " weakest pair as good as possible. Stable: no startup and mentor who would both rather have each other."
        ),
    )
    emphasis = EnumField(
        lazy_gettext("What counts more"),
        enum=Emphasis,
        default=Emphasis.BALANCED,
        description=lazy_gettext(
            "A pair has up to 100 points: part for the choice (all of it for the first, half for the second, a third"
            " for the third), the rest for the fit."
            " The choice counts 75, 50 or 25 of them; who waits longer wins a tie."
        ),
    )
    most_new = IntegerField(
        lazy_gettext("New mentees of a mentor at most"),
        [Optional(), NumberRange(min=1, max=MOST)],
        description=lazy_gettext("Leave it empty for as many as the mentor has places."),
    )
    takes_uncertified = BooleanField(lazy_gettext("Mentors who are not certified yet take part, too"))

    def to_options(self) -> RoundOptions:
        """The options of the round from the fields."""
        return RoundOptions(
            goal=self.goal.data,
            emphasis=self.emphasis.data,
            most_new=self.most_new.data,
            takes_uncertified=self.takes_uncertified.data,
        )


@bp.route("/rounds/<int:round_id>/options", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_options(round_id: int) -> ResponseReturnValue:
    """Change the options and compute the round again."""
    form = OptionsForm(prefix="options")
    if not form.validate():
        raise Invalid("round_limit", most=MOST)
    rounds.set_options(get_context(), get_actor(), RoundId(round_id), form.to_options())
    rounds.start_computing(get_context(), get_actor(), RoundId(round_id))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/compute", methods=["POST"])
@roles_required(Role.OPERATOR)
def compute(round_id: int) -> ResponseReturnValue:
    """Compute a draft again."""
    rounds.start_computing(get_context(), get_actor(), RoundId(round_id))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/pairs/<int:mentorship_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def mark(round_id: int, mentorship_id: int) -> ResponseReturnValue:
    """Require a pair, forbid it, or remove such a rule."""
    kind = request.form.get("kind", "")
    rounds.set_pair_rule(
        get_context(),
        get_actor(),
        RoundId(round_id),
        ApplicationId(mentorship_id),
        kind=PairRuleKind(kind) if kind in set(PairRuleKind) else None,
        reason=request.form.get("reason", ""),
    )
    flash(gettext("Noted. Compute the round again when you are done."), "info")
    return redirect(_make_return_url(round_id), 303)


@bp.route("/rounds/<int:round_id>/mentors/<int:mentor_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def cap(round_id: int, mentor_id: int) -> ResponseReturnValue:
    """Set the maximum number of new mentees of a mentor."""
    value = request.form.get("most", "").strip()
    if value and (not value.isdecimal() or len(value) > len(str(MOST))):
        raise Invalid("round_limit", most=MOST)
    most = int(value) if value else None
    rounds.set_cap(get_context(), get_actor(), RoundId(round_id), MentorId(mentor_id), most=most)
    flash(gettext("Noted. Compute the round again when you are done."), "info")
    return redirect(_make_return_url(round_id), 303)


@bp.route("/rounds/<int:round_id>/apply", methods=["POST"])
@roles_required(Role.OPERATOR)
def apply(round_id: int) -> ResponseReturnValue:
    """Apply the round: create a mentorship for every pair."""
    made = rounds.apply_round(get_context(), get_actor(), RoundId(round_id))
    flash(ngettext("%(num)s pair was made.", "%(num)s pairs were made.", made), "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/undo", methods=["POST"])
@roles_required(Role.OPERATOR)
def undo(round_id: int) -> ResponseReturnValue:
    """Undo an applied round."""
    rounds.undo_round(get_context(), get_actor(), RoundId(round_id))
    flash(gettext("The round is undone: the applications stand as before."), "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/discard", methods=["POST"])
@roles_required(Role.OPERATOR)
def discard(round_id: int) -> ResponseReturnValue:
    """Discard a draft."""
    rounds.discard_round(get_context(), get_actor(), RoundId(round_id))
    flash(gettext("The dry run is put aside. Nothing was changed."), "info")
    return redirect(url_for("rounds.index"), 303)


def _make_return_url(round_id: int) -> str:
    """Address of the round's page with the filters from which the form was sent."""
    filters = {name: request.form[name] for name in ("view", "page", "q") if request.form.get(name)}
    return url_for("rounds.show", round_id=round_id, **filters)


T = TypeVar("T")

VIEWS = ("pairs", "none", "mentors", "objections", "changed")


@bp.route("/rounds", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """All rounds, and the form that starts one."""
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
        describe_line=describe_line,
        changes=[
            describe_change(change, found.changed[change.mentorship_id], label(change.state) if change.state else "")
            for change in found.changes
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
    """The items that a part of the page lists."""
    if view == "mentors":
        return found.mentors
    objections = set(found.round.figures.objections)
    conditions = {
        "pairs": lambda it: it.placed is not None,
        "none": lambda it: it.placed is None,
        "objections": lambda it: any(line.line.mentorship_id in objections for line in it.lines),
        "changed": lambda it: found.has_changed and it.is_changed,
    }
    return [it for it in found.startups if conditions[view](it)]


def _search(
    items: Sequence[RoundStartupView | RoundMentorView], words: str
) -> list[RoundStartupView | RoundMentorView]:
    """Items with a name that contains ``words``."""
    return [it for it in items if any(words in name for name in _list_names(it))]


def _list_names(view: RoundStartupView | RoundMentorView) -> list[str]:
    if isinstance(view, RoundMentorView):
        return [view.mentor.name, view.mentor.organisation]
    return [view.startup.name, *(line.entry.mentor.name for line in view.lines)]


def _paginate(items: Sequence[T], number: int) -> Page[T]:
    """Cut one page out of the list. A number past the end gives the last page."""
    number = min(number, max(1, -(-len(items) // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return Page(items=tuple(items[first : first + PAGE_SIZE]), number=number, total=len(items), size=PAGE_SIZE)
