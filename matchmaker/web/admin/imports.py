"""Imports in four steps: upload a file, map its columns, preview the changes, apply them all together."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.ids import ImportId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import imports
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import UploadForm
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.downloads import send_workbook
from matchmaker.web.query_args import read_choice
from matchmaker.web.wording.imports import describe_cell_code
from matchmaker.web.wording.labels import label

LISTS = {
    ImportKind.STARTUP: "profiles.startups",
    ImportKind.MENTOR: "profiles.mentors",
    ImportKind.INVESTOR: "profiles.investors",
    ImportKind.CANDIDACY: "candidacies.index",
}
"""The page that lists the imported rows, by kind of import."""

MOST_SHOWN = 100
"""Rejected cells listed on the page. The file of rejected rows contains all of them."""


@bp.route("/imports", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def upload() -> ResponseReturnValue:
    """Upload a file. Nothing is changed yet."""
    form = UploadForm(kind=read_choice("kind", ImportKind) or ImportKind.STARTUP)
    if form.validate_on_submit():
        try:
            return _store_upload(form)
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("admin/upload.html", form=form, kinds=list(ImportKind)), status


def _store_upload(form: UploadForm) -> ResponseReturnValue:
    file = form.file.data
    preview = imports.read_upload(
        get_context(), get_actor(), kind=form.kind.data, filename=file.filename, content=file.read()
    )
    return redirect(url_for("admin.show_import", import_id=preview.import_id), 303)


@bp.route("/imports/<int:import_id>")
@roles_required(Role.OPERATOR)
def show_import(import_id: int) -> ResponseReturnValue:
    """Preview of the changes, and the mapping of the columns."""
    preview = imports.get_import(get_context(), get_actor(), ImportId(import_id))
    return render_template("admin/show_import.html", preview=preview, most=MOST_SHOWN, lists=LISTS)


@bp.route("/imports/<int:import_id>/mapping", methods=["POST"])
@roles_required(Role.OPERATOR)
def remap(import_id: int) -> ResponseReturnValue:
    """Change the mapping of the columns."""
    mapping = {name.removeprefix("field-"): column for name, column in request.form.items() if name[:6] == "field-"}
    imports.change_mapping(get_context(), get_actor(), ImportId(import_id), mapping)
    flash(gettext("The columns are chosen. Look at what would happen, then import."), "success")
    return redirect(url_for("admin.show_import", import_id=import_id), 303)


@bp.route("/imports/<int:import_id>/apply", methods=["POST"])
@roles_required(Role.OPERATOR)
def apply_import(import_id: int) -> ResponseReturnValue:
    """Apply the import: write all accepted rows."""
    result = imports.apply_import(get_context(), get_actor(), ImportId(import_id))
    flash(
        gettext(
            "Imported: %(created)s new, %(updated)s changed, %(rejected)s rejected.",
            created=result.created,
            updated=result.updated,
            rejected=result.rejected_rows,
        ),
        "success",
    )
    return redirect(url_for("admin.show_import", import_id=import_id), 303)


@bp.route("/imports/<int:import_id>/rejected.xlsx")
@roles_required(Role.OPERATOR)
def rejected_rows(import_id: int) -> Response:
    """Download the rejected rows with their reasons, to be corrected and uploaded again."""
    content = imports.rejected_rows_file(get_context(), get_actor(), ImportId(import_id), to_text=describe_cell_code)
    return send_workbook(content, gettext("Rejected rows of import %(number)s", number=import_id))


@bp.route("/imports/templates/<kind>.xlsx")
@roles_required(Role.OPERATOR)
def template(kind: str) -> Response:
    """Download an empty file with the right columns."""
    if kind not in set(ImportKind):
        raise NotFound("template_not_found")
    import_kind = ImportKind(kind)
    return send_workbook(
        imports.make_template(get_actor(), import_kind), gettext("Template %(kind)s", kind=label(import_kind))
    )
