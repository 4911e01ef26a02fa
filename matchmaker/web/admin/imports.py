"""Imports: a file, which column is what, what would happen, and then all of it at once."""

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
"""Where the imported rows are listed."""

MOST_SHOWN = 100
"""Refused cells listed on the page; the file of rejected rows has them all."""


@bp.route("/imports", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def upload() -> ResponseReturnValue:
    """Choose a file; nothing is changed yet."""
    form = UploadForm(kind=read_choice("kind", ImportKind) or ImportKind.STARTUP)
    if form.validate_on_submit():
        try:
            return _keep(form)
        except (Invalid, StateConflict) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("admin/upload.html", form=form, kinds=list(ImportKind)), status


def _keep(form: UploadForm) -> ResponseReturnValue:
    file = form.file.data
    preview = imports.read_upload(
        get_context(), get_actor(), kind=form.kind.data, filename=file.filename, content=file.read()
    )
    return redirect(url_for("admin.show_import", import_id=preview.import_id), 303)


@bp.route("/imports/<int:import_id>")
@roles_required(Role.OPERATOR)
def show_import(import_id: int) -> ResponseReturnValue:
    """What the file would change, and which column is what."""
    preview = imports.get_import(get_context(), get_actor(), ImportId(import_id))
    return render_template("admin/show_import.html", preview=preview, most=MOST_SHOWN, lists=LISTS)


@bp.route("/imports/<int:import_id>/mapping", methods=["POST"])
@roles_required(Role.OPERATOR)
def remap(import_id: int) -> ResponseReturnValue:
    """Choose the columns anew."""
    mapping = {name.removeprefix("field-"): column for name, column in request.form.items() if name[:6] == "field-"}
    imports.change_mapping(get_context(), get_actor(), ImportId(import_id), mapping)
    flash(gettext("The columns are chosen. Look at what would happen, then import."), "success")
    return redirect(url_for("admin.show_import", import_id=import_id), 303)


@bp.route("/imports/<int:import_id>/apply", methods=["POST"])
@roles_required(Role.OPERATOR)
def apply_import(import_id: int) -> ResponseReturnValue:
    """Write all accepted rows."""
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
    """The rejected rows with their reasons, to be corrected and sent again."""
    content = imports.rejected_rows_file(get_context(), get_actor(), ImportId(import_id), to_text=describe_cell_code)
    return send_workbook(content, gettext("Rejected rows of import %(number)s", number=import_id))


@bp.route("/imports/templates/<kind>.xlsx")
@roles_required(Role.OPERATOR)
def template(kind: str) -> Response:
    """An empty list to fill in."""
    if kind not in set(ImportKind):
        raise NotFound("template_not_found")
    wanted = ImportKind(kind)
    return send_workbook(imports.make_template(get_actor(), wanted), gettext("Template %(kind)s", kind=label(wanted)))
