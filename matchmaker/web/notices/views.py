"""The inbox and mail settings; and the outbox for the operator."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from matchmaker.domain.ids import MailId, NoticeId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.notices import MailFrequency, Notice
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import calendar_feed
from matchmaker.services.platform import notices
from matchmaker.services.platform.notices import outbox
from matchmaker.web.auth import find_actor, get_actor, get_context, roles_required
from matchmaker.web.forms import BaseForm
from matchmaker.web.notices import bp
from matchmaker.web.notices.calendar_feed import make_feed_url
from matchmaker.web.notices.links import link_notice
from matchmaker.web.query_args import read_page
from matchmaker.web.wording.notices import MAIL_FREQUENCIES, describe_notice


def _list_paces() -> list[SelectChoice]:
    return [SelectChoice(pace.value, str(MAIL_FREQUENCIES[pace])) for pace in MailFrequency]


class PaceForm(BaseForm):
    pace = RadioField(lazy_gettext("How often should mail tell you of news?"), [InputRequired()], choices=_list_paces)


@bp.route("/admin/mails")
@roles_required(Role.OPERATOR)
def list_mails() -> ResponseReturnValue:
    """The mails, the newest first."""
    only_troubled = request.args.get("troubled") == "1"
    mails = outbox.get_outbox(get_context(), get_actor(), only_troubled=only_troubled, page=read_page())
    return render_template("notices/outbox.html", outbox=mails, only_troubled=only_troubled)


@bp.route("/admin/mails/<int:mail_id>/resend", methods=["POST"])
@roles_required(Role.OPERATOR)
def resend_mail(mail_id: int) -> ResponseReturnValue:
    """Send a mail again."""
    outbox.resend_mail(get_context(), get_actor(), MailId(mail_id))
    flash(gettext("The mail is sent again within a minute."), "success")
    return redirect(url_for("notices.list_mails"), 303)


@bp.route("/notices")
def index() -> ResponseReturnValue:
    """The own notices, the newest first."""
    only_unread = request.args.get("unread") == "1"
    page = notices.list_notices(get_context(), get_actor(), page=read_page(), only_unread=only_unread)
    return render_template("notices/index.html", page=page, only_unread=only_unread)


@bp.route("/notices/<int:notice_id>")
def show(notice_id: int) -> ResponseReturnValue:
    """Open the page that the notice is about. The notice is then read."""
    notice = notices.open_notice(get_context(), get_actor(), NoticeId(notice_id))
    return redirect(link_notice(notice), 303)


@bp.route("/notices/<int:notice_id>/read", methods=["POST"])
def mark_read(notice_id: int) -> ResponseReturnValue:
    """Mark the notice as read, without opening its page."""
    notices.open_notice(get_context(), get_actor(), NoticeId(notice_id))
    return redirect(_find_list(), 303)


@bp.route("/notices/read", methods=["POST"])
def mark_all_read() -> ResponseReturnValue:
    """Mark all notices as read."""
    count = notices.mark_all_read(get_context(), get_actor())
    flash(ngettext("%(num)s notice is marked as read.", "%(num)s notices are marked as read.", count), "success")
    return redirect(url_for("notices.index"), 303)


@bp.route("/notices/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """How often mail comes, and the calendar feed."""
    context, actor = get_context(), get_actor()
    form = PaceForm()
    if form.validate_on_submit():
        notices.set_mail_frequency(context, actor, MailFrequency(form.pace.data))
        flash(gettext("Your choice is kept."), "success")
        return redirect(url_for("notices.settings"), 303)
    if not form.is_submitted():
        form.pace.data = notices.get_mail_frequency(context, actor).value
    found = calendar_feed.find_feed(context, actor)
    page = render_template(
        "notices/settings.html",
        form=form,
        feed=found,
        address=make_feed_url(found) if found else "",
        has_mail=bool(context.settings.smtp_host),
    )
    return page, 400 if form.errors else 200


def _find_list() -> str:
    return url_for("notices.index", page=read_page(), unread="1" if request.args.get("unread") == "1" else None)


def count_unread() -> int:
    """The number at the top of each page. It is one count on a small index, once per request."""
    actor = find_actor()
    if "unread" not in g:
        g.unread = notices.count_unread(get_context(), actor) if actor else 0
    return int(g.unread)


WEEK = timedelta(days=7)


def group_by_age(listed: Sequence[Notice]) -> list[tuple[str, list[Notice]]]:
    """Notices of today, of the last seven days and older ones, in the order given; days are those of Lanzhou."""
    now = get_context().now()

    def label_age(notice: Notice) -> str:
        if local_day(notice.created_at) >= local_day(now):
            return gettext("Today")
        return gettext("In the last seven days") if notice.created_at > now - WEEK else gettext("Earlier")

    return [(age, list(group)) for age, group in groupby(listed, label_age)]


@bp.record_once
def _offer(state: BlueprintSetupState) -> None:
    app: Flask = state.app
    app.add_template_filter(describe_notice)
    app.add_template_filter(group_by_age)
    app.add_template_global(count_unread, "count_unread")
