"""Quality of the matching for the operator: the version in use, figures, training, return to a version."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import JobKind, Role
from matchmaker.services.platform import jobs
from matchmaker.services.suggestions.learning import quality, versions
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.quality import bp
from matchmaker.web.wording.matches import MEANINGS
from matchmaker.web.wording.quality import PARTS, VERSIONS


@bp.route("/quality")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """The version in use, measured bands, available training data, and all versions."""
    found = quality.get_quality(get_context(), get_actor())
    return render_template("quality/index.html", quality=found, meanings=MEANINGS)


@bp.route("/quality/<version>")
@roles_required(Role.OPERATOR)
def show(version: str) -> ResponseReturnValue:
    """One version, direction by direction, compared with other versions."""
    found = quality.get_version(get_context(), get_actor(), version)
    return render_template("quality/show.html", version=found, names=VERSIONS, parts=PARTS)


@bp.route("/quality/train", methods=["POST"])
@roles_required(Role.OPERATOR)
def train() -> ResponseReturnValue:
    """Start a training on all decisions so far."""
    job_id = jobs.start_job(get_context(), get_actor(), JobKind.TRAIN, {})
    flash(gettext("The work is started."), "success")
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@bp.route("/quality/<version>/use", methods=["POST"])
@roles_required(Role.OPERATOR)
def use(version: str) -> ResponseReturnValue:
    """Put a version into use, usually an earlier one."""
    versions.promote(get_context(), get_actor(), version)
    flash(gettext("The version serves. All suggestions are computed anew, which takes a moment."), "success")
    return redirect(url_for("quality.index"), 303)
