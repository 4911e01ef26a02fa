"""未来之星 candidacies: list, page, nomination, reviews, states and support measures."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.candidacies import Review
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import CandidacyId
from matchmaker.domain.permissions import can_operate, can_organize
from matchmaker.domain.vocabulary import CandidacyState, Role
from matchmaker.services.people import candidacies, list_export
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.candidacies import bp
from matchmaker.web.candidacies.forms import CandidacyFilterForm, MeasuresForm, ReviewForm
from matchmaker.web.downloads import send_workbook
from matchmaker.web.query_args import read_choice, read_number, read_page, read_search

READERS = (Role.OPERATOR, Role.ORGANIZER, Role.MENTOR, Role.INVESTOR)


@bp.route("/candidacies")
@roles_required(*READERS)
def index() -> ResponseReturnValue:
    """Candidacies, filtered by year, state, industry or words."""
    page = candidacies.list_candidacies(get_context(), get_actor(), read_search(), **_read_filters(), page=read_page())
    form = CandidacyFilterForm(request.args)
    form.year.set_choices((year, str(year)) for year in candidacies.list_years(get_context(), get_actor()))
    return render_template("candidacies/index.html", page=page, form=form, is_exporting=can_organize(get_actor()))


@bp.route("/candidacies.xlsx")
@roles_required(Role.OPERATOR, Role.ORGANIZER)
def export() -> Response:
    """The candidacies of the list as a workbook."""
    content = list_export.export_candidacies(get_context(), get_actor(), read_search(), **_read_filters())
    return send_workbook(content, gettext("Future Stars"))


def _read_filters() -> dict[str, object]:
    return {
        "year": read_number("year"),
        "state": read_choice("state", CandidacyState),
    }


@bp.route("/candidacies/<int:candidacy_id>")
@roles_required(*READERS)
def show(candidacy_id: int) -> ResponseReturnValue:
    """One candidacy with its reviews and support plan."""
    return _render(CandidacyId(candidacy_id), ReviewForm(formdata=None))


def _render(candidacy_id: CandidacyId, review_form: ReviewForm, status: int = 200) -> ResponseReturnValue:
    view = candidacies.get_candidacy(get_context(), get_actor(), candidacy_id)
    measures_form = MeasuresForm(formdata=None, measures=view.candidacy.measures)
    return render_template(
        "candidacies/show.html",
        view=view,
        review_form=review_form,
        measures_form=measures_form,
        is_operator=can_operate(get_actor()),
    ), status


@bp.route("/candidacies/<int:candidacy_id>/reviews", methods=["POST"])
@roles_required(Role.OPERATOR)
def add_review(candidacy_id: int) -> ResponseReturnValue:
    """Add a reviewer's score."""
    form = ReviewForm()
    if form.validate_on_submit():
        review = Review(reviewer=form.reviewer.data, score=form.score.data, comment=form.comment.data)
        try:
            candidacies.add_review(get_context(), get_actor(), CandidacyId(candidacy_id), review)
            flash(gettext("The review is kept."), "success")
            return redirect(url_for("candidacies.show", candidacy_id=candidacy_id), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return _render(CandidacyId(candidacy_id), form, 400)


@bp.route("/candidacies/<int:candidacy_id>/move", methods=["POST"])
@roles_required(Role.OPERATOR)
def move(candidacy_id: int) -> ResponseReturnValue:
    """Move a candidacy one step."""
    to = request.form.get("to", "")
    if to not in set(CandidacyState):
        raise Invalid("invalid_fields", fields={"to": "unknown_value"})
    candidacies.move_candidacy(get_context(), get_actor(), CandidacyId(candidacy_id), CandidacyState(to))
    flash(gettext("The state is changed."), "success")
    return redirect(url_for("candidacies.show", candidacy_id=candidacy_id), 303)


@bp.route("/candidacies/<int:candidacy_id>/measures", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_measures(candidacy_id: int) -> ResponseReturnValue:
    """Replace the support plan."""
    form = MeasuresForm()
    if not form.validate_on_submit():
        raise Invalid("invalid_fields", fields={"measures": "unknown_value"})
    candidacies.set_measures(get_context(), get_actor(), CandidacyId(candidacy_id), form.measures.data)
    flash(gettext("The support plan is kept."), "success")
    return redirect(url_for("candidacies.show", candidacy_id=candidacy_id), 303)
