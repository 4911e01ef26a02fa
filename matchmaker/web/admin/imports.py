"""Imports: a file, which column is what, what would happen, and then all of it at once."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Conflict, Invalid
from matchmaker.domain.ids import ImportId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services import imports
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import UploadForm
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_choice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/imports", methods=["GET", "POST"])
@roles_required(Role.OPERATOR)
def upload() -> ResponseReturnValue:
    """Choose a file; nothing is changed yet."""
    form = UploadForm(kind=read_choice("kind", ImportKind) or ImportKind.STARTUP)
    if form.validate_on_submit():
        try:
            preview = imports.read_upload(
                get_context(),
                get_actor(),
                kind=form.kind.data,
                filename=form.file.data.filename,
                content=form.file.data.read(),
            )
            return redirect(url_for("admin.show_import", import_id=preview.import_id), 303)
        except (Invalid, Conflict) as refusal:
            form.show_refusal(refusal)
    return render_template("admin/upload.html", form=form), 400 if form.is_submitted() else 200
