"""The outbox for the operator: whether mail goes out, and what did not."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import MailId
from matchmaker.domain.vocabulary import Role
from matchmaker.services.notices import post
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.listing import read_page
from matchmaker.web.notices import bp


@bp.route("/admin/mails")
@roles_required(Role.OPERATOR)
def list_mails() -> ResponseReturnValue:
    """The mails, the newest first."""
    only_troubled = request.args.get("troubled") == "1"
    outbox = post.get_outbox(get_context(), get_actor(), only_troubled=only_troubled, page=read_page())
    return render_template("notices/outbox.html", outbox=outbox, only_troubled=only_troubled)


@bp.route("/admin/mails/<int:mail_id>/resend", methods=["POST"])
@roles_required(Role.OPERATOR)
def resend_mail(mail_id: int) -> ResponseReturnValue:
    """Try once more."""
    post.resend_mail(get_context(), get_actor(), MailId(mail_id))
    flash(gettext("The mail is sent again within a minute."), "success")
    return redirect(url_for("notices.list_mails"), 303)
