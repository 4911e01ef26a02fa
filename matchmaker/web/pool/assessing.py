"""The assessment of a year for all members, and confirming what is suggested at once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.local_time import to_local
from matchmaker.domain.vocabulary import Role
from matchmaker.services import pool
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_number, read_page, read_text
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import YearFilterForm


@bp.route("/pool/assessments")
@roles_required(Role.OPERATOR)
def assessments() -> ResponseReturnValue:
    """Members with their work of a year, and the level that follows from it."""
    year = read_number("year") or to_local(get_context().now()).year
    found = pool.list_year(get_context(), get_actor(), year, search=read_text("q"), page=read_page())
    form = YearFilterForm(request.args, data={"year": year})
    return render_template("pool/assessments.html", found=found, page=found.page, year=year, form=form)


@bp.route("/pool/assessments/confirm", methods=["POST"])
@roles_required(Role.OPERATOR)
def confirm_suggested() -> ResponseReturnValue:
    """Confirm the suggested level of everybody who has none yet."""
    year = request.form.get("year", 0, type=int)
    count = pool.confirm_suggested(get_context(), get_actor(), year=year)
    flash(gettext("Levels confirmed: %(count)s.", count=count), "success")
    return redirect(url_for("pool.assessments", year=year), 303)
