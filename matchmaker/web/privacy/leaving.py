"""One's data as files, and leaving for good."""

from flask import Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import logout_user

from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.services import privacy
from matchmaker.web import locales
from matchmaker.web.guards import get_actor, get_context, public
from matchmaker.web.privacy import bp
from matchmaker.web.privacy.forms import EraseForm
from matchmaker.web.sending import send_archive
from matchmaker.web.wording.personal import label_exported


@bp.route("/account/privacy/data.zip")
def export() -> Response:
    """All one's data: a workbook in one's language, and the same for machines."""
    data = privacy.collect_data(get_context(), get_actor())
    return send_archive(data.as_zip(label_exported), gettext("My data"))


@bp.route("/account/privacy/leave", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """Say what leaving means, then do it."""
    form = EraseForm()
    if form.validate_on_submit():
        try:
            privacy.erase_person(get_context(), get_actor(), password=form.password.data)
            return _say_goodbye()
        except NotAllowed:
            form.password.errors = [gettext("This is not your present password.")]
        except StateConflict as refusal:
            form.add_errors(refusal)
    plan = privacy.plan_erasure(get_context(), get_actor())
    return render_template("privacy/erase.html", form=form, plan=plan), 400 if form.is_submitted() else 200


def _say_goodbye() -> ResponseReturnValue:
    code = locales.get_code()
    logout_user()
    session.clear()
    locales.set_code(code)
    flash(gettext("Your data is deleted, and you are logged out."), "success")
    return redirect(url_for("privacy.gone"), 303)


@bp.route("/goodbye")
@public
def gone() -> str:
    """What was deleted and what stays, once more."""
    return render_template("privacy/gone.html")
