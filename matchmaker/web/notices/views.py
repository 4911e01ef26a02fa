"""The inbox, and how often mail tells of it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from matchmaker.domain.ids import NoticeId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.notices import MailFrequency, Notice
from matchmaker.services import notices
from matchmaker.services.notices import feed
from matchmaker.web.guards import find_actor, get_actor, get_context
from matchmaker.web.listing import read_page
from matchmaker.web.notices import bp
from matchmaker.web.notices.feeds import make_feed_url
from matchmaker.web.notices.forms import PaceForm
from matchmaker.web.notices.links import link_notice
from matchmaker.web.wording.notices import describe_notice


@bp.route("/notices")
def index() -> ResponseReturnValue:
    """The own notices, the newest first."""
    only_unread = request.args.get("unread") == "1"
    page = notices.list_notices(get_context(), get_actor(), page=read_page(), only_unread=only_unread)
    return render_template("notices/index.html", page=page, only_unread=only_unread)


@bp.route("/notices/<int:notice_id>")
def show(notice_id: int) -> ResponseReturnValue:
    """On to what the notice is about; it is read now."""
    notice = notices.open_notice(get_context(), get_actor(), NoticeId(notice_id))
    return redirect(link_notice(notice), 303)


@bp.route("/notices/<int:notice_id>/read", methods=["POST"])
def mark_read(notice_id: int) -> ResponseReturnValue:
    """It is read, without looking further."""
    notices.open_notice(get_context(), get_actor(), NoticeId(notice_id))
    return redirect(_find_list(), 303)


@bp.route("/notices/read", methods=["POST"])
def mark_all_read() -> ResponseReturnValue:
    """All are read."""
    count = notices.mark_all_read(get_context(), get_actor())
    flash(ngettext("%(num)s notice is marked as read.", "%(num)s notices are marked as read.", count), "success")
    return redirect(url_for("notices.index"), 303)


@bp.route("/notices/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """How often mail comes, and the calendar that a phone subscribes to."""
    context, actor = get_context(), get_actor()
    form = PaceForm()
    if form.validate_on_submit():
        notices.set_mail_frequency(context, actor, MailFrequency(form.pace.data))
        flash(gettext("Your choice is kept."), "success")
        return redirect(url_for("notices.settings"), 303)
    if not form.is_submitted():
        form.pace.data = notices.get_mail_frequency(context, actor).value
    found = feed.find_feed(context, actor)
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
    """For the mark at the top of each page: one count over a small index, once a request."""
    actor = find_actor()
    if "unread" not in g:
        g.unread = notices.count_unread(get_context(), actor) if actor else 0
    return int(g.unread)


WEEK = timedelta(days=7)


def group_by_age(listed: Sequence[Notice]) -> list[tuple[str, list[Notice]]]:
    """Notices of today in Lanzhou, of the last seven days and of before, in the order given."""
    now = get_context().now()

    def tell_age(notice: Notice) -> str:
        if local_day(notice.created_at) >= local_day(now):
            return gettext("Today")
        return gettext("In the last seven days") if notice.created_at > now - WEEK else gettext("Earlier")

    return [(age, list(group)) for age, group in groupby(listed, tell_age)]


@bp.record_once
def _offer(state: BlueprintSetupState) -> None:
    app: Flask = state.app
    app.add_template_filter(describe_notice)
    app.add_template_filter(group_by_age)
    app.add_template_global(count_unread, "count_unread")
