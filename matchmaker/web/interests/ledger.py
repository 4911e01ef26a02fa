"""The operator's ledger: list, one entry with its ruling, levels of kinds, a workbook."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import Field

from matchmaker.domain.interests import ConflictKind, ConflictLevel, ConflictSide, LedgerLine, LedgerSearch
from matchmaker.domain.vocabulary import Role
from matchmaker.services import interests
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.forms import BaseForm, EnumField
from matchmaker.web.interests import bp
from matchmaker.web.interests.forms import LedgerFilterForm, RulingForm
from matchmaker.web.query_args import read_choice, read_page, read_text
from matchmaker.web.wording.labels import label


@bp.route("/conflicts/ledger")
@roles_required(Role.OPERATOR)
def ledger() -> ResponseReturnValue:
    """All entries, the severest first."""
    page = interests.list_ledger(get_context(), get_actor(), _read_search(), page=read_page())
    form = LedgerFilterForm(request.args)
    return render_template("interests/ledger.html", page=page, form=form, today=find_today(get_context()))


@bp.route("/conflicts/ledger.xlsx")
@roles_required(Role.OPERATOR)
def export() -> Response:
    """The filtered entries as a workbook."""
    title = gettext("Conflicts of interest")
    columns = (
        gettext("Startup"),
        gettext("Mentor or investor"),
        gettext("Kind of conflict"),
        gettext("Effect"),
        gettext("Who says so"),
        gettext("From"),
        gettext("Until"),
        gettext("Words"),
        gettext("Ruling"),
    )
    content = interests.export_ledger(
        get_context(), get_actor(), _read_search(), title=title, columns=columns, to_row=_to_cells
    )
    return send_workbook(content, title)


def _to_cells(line: LedgerLine) -> list[object]:
    entry = line.entry
    details = (entry.since, entry.until, entry.words or line.event, entry.ruling)
    return [
        line.startup or gettext("Every startup"),
        line.other,
        *map(label, (entry.kind, entry.level, entry.side)),
        *details,
    ]


def _read_search() -> LedgerSearch:
    side = read_choice("side", ConflictSide)
    return LedgerSearch(
        words=read_text("q"),
        kind=read_choice("kind", ConflictKind),
        level=read_choice("level", ConflictLevel),
        sides=None if side is None else frozenset({side}),
    )


@bp.route("/conflicts/entries/<key>", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def entry(key: str) -> ResponseReturnValue:
    """One entry with the declarations about the two, and a form for the operator's ruling."""
    view = interests.get_entry(get_context(), get_actor(), key)
    line = view.line
    form = RulingForm(level=line.entry.level, reason=line.entry.ruling or "")
    if form.validate_on_submit():
        interests.rule_on_entry(get_context(), get_actor(), key, level=form.level.data, reason=form.reason.data)
        flash(gettext("Your ruling counts from now on."), "success")
        return redirect(url_for("interests.ledger"), 303)
    return render_template("interests/entry.html", form=form, view=view, line=line), 400 if form.is_submitted() else 200


@bp.route("/conflicts/entries/<key>/lift", methods=["POST"])
@roles_required(Role.OPERATOR)
def lift(key: str) -> ResponseReturnValue:
    """Remove the ruling: the level of the kind applies again."""
    interests.remove_ruling(get_context(), get_actor(), key)
    flash(gettext("The ruling is lifted; the level of its kind counts again."), "success")
    return redirect(url_for("interests.ledger"), 303)


@bp.route("/conflicts/levels", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def levels() -> ResponseReturnValue:
    """The default level of each kind of conflict."""
    now = interests.list_levels(get_context(), get_actor())
    form = _make_levels_form()(data={kind.value: level for kind, level in now.items()})
    if form.validate_on_submit():
        chosen = {kind: form[kind.value].data for kind in ConflictKind}
        interests.set_levels(get_context(), get_actor(), chosen)
        flash(gettext("Saved. Suggestions are computed anew where something changed."), "success")
        return redirect(url_for("interests.levels"), 303)
    return render_template("interests/levels.html", form=form, kinds=list(ConflictKind))


def _make_levels_form() -> type[BaseForm]:
    """A form with a field for each kind."""
    fields: dict[str, Field] = {kind.value: EnumField(label(kind), enum=ConflictLevel) for kind in ConflictKind}
    return type("LevelsForm", (BaseForm,), fields)
