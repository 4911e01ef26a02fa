"""Mails in the reader's language: the templates of ``emails/``, with the sentences of the inbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from flask import Flask, render_template, session, url_for
from flask_babel import gettext, ngettext

from matchmaker.services.people.accounts import INVITATION_PURPOSE, derive_code
from matchmaker.services.platform.notices.letters import InvitedGuest, MailContent, MailText
from matchmaker.web.locales import LANGUAGE_TAGS
from matchmaker.web.notices.links import link_notice
from matchmaker.web.wording.meetings import describe_meeting, describe_place
from matchmaker.web.wording.notices import describe_notice

LONGEST_SUBJECT = 70
"""Characters of a subject line that phones show. A longer sentence is replaced by the number of notices."""


@dataclass
class AppMailRenderer:
    """Render mails with templates. The application is created by ``make_app`` when the first mail is sent."""

    make_app: Callable[[], Flask]
    base_url: str
    _lock: Lock = field(default_factory=Lock, repr=False)

    @cached_property
    def _app(self) -> Flask:
        return self.make_app()

    def write_mail(self, content: MailContent) -> MailText:
        """The mail as text and as HTML, with absolute links."""
        with self._lock:
            app = self._app
        with app.test_request_context(base_url=self.base_url):
            session["locale"] = content.account.locale
            lines = [(describe_notice(it), link_notice(it, is_external=True), it) for it in content.notices]
            values = {
                "content": content,
                "lines": lines,
                "language_tag": LANGUAGE_TAGS[content.account.locale],
                "meetings": [(it, describe_meeting(it), describe_place(it)) for it in content.entries],
            }
            return MailText(
                subject=_make_subject([line for line, _, _ in lines]),
                text=render_template("emails/digest.txt", **values),
                html=render_template("emails/digest.html", **values),
                summaries=[describe_meeting(it) for it in content.entries],
                places=[describe_place(it) for it in content.entries],
            )

    def write_invitation(self, guest: InvitedGuest) -> MailText:
        """The invitation for a guest without an account, with the one-time address."""
        with self._lock:
            app = self._app
        with app.test_request_context(base_url=self.base_url):
            session["locale"] = guest.locale
            code = derive_code(str(app.secret_key), str(guest.invitation.nonce), purpose=INVITATION_PURPOSE)
            url = url_for("accounts.invitation", code=code, _external=True)
            values = {"guest": guest, "code": code, "url": url, "language_tag": LANGUAGE_TAGS[guest.locale]}
            return MailText(
                subject=gettext("Your invitation to Lanzhou Matchmaker"),
                text=render_template("emails/invitation.txt", **values),
                html=render_template("emails/invitation.html", **values),
                summaries=[],
                places=[],
            )


def _make_subject(lines: list[str]) -> str:
    """The subject: the sentence itself if there is one short sentence, otherwise the number of notices."""
    if len(lines) == 1 and len(lines[0]) <= LONGEST_SUBJECT:
        return lines[0]
    many = ngettext("%(num)s notice for you", "%(num)s notices for you", len(lines))
    return f"{many} · {gettext('Lanzhou Matchmaker')}"
