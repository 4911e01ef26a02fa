"""Sentences for the entries of the audit log."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.web.wording import investing

ACTIONS: Mapping[str, object] = {
    **investing.ACTIONS,
    "account.create": lazy_gettext("Account made"),
    "account.link": lazy_gettext("Account linked to a profile"),
    "account.login": lazy_gettext("Logged in"),
    "account.set_active": lazy_gettext("Account opened or closed"),
    "account.set_locale": lazy_gettext("Language changed"),
    "account.set_password": lazy_gettext("Password changed"),
    "account.set_roles": lazy_gettext("Roles changed"),
    "account.unlink": lazy_gettext("Account separated from a profile"),
    "candidacy.move": lazy_gettext("State of a candidacy changed"),
    "candidacy.nominate": lazy_gettext("Startup nominated"),
    "candidacy.review": lazy_gettext("Candidacy reviewed"),
    "candidacy.set_measures": lazy_gettext("Support plan changed"),
    "conflict.declare": lazy_gettext("Conflict of interest declared"),
    "conflict.explain": lazy_gettext("Reason given in spite of a conflict of interest"),
    "conflict.lift": lazy_gettext("Ruling on a conflict of interest lifted"),
    "conflict.rule": lazy_gettext("Ruling on a conflict of interest"),
    "conflict.set_level": lazy_gettext("Level of a kind of conflict changed"),
    "conflict.withdraw": lazy_gettext("Declaration of a conflict of interest taken back"),
    "demo.seed": lazy_gettext("Invented people added for the demo"),
    "event.create": lazy_gettext("Event made"),
    "event.edit": lazy_gettext("Event changed"),
    "feed.close": lazy_gettext("Calendar address closed"),
    "feed.renew": lazy_gettext("Calendar address made"),
    "import.remap": lazy_gettext("Columns of a file chosen"),
    "import.apply": lazy_gettext("File imported"),
    "import.upload": lazy_gettext("File uploaded"),
    "investor.edit": lazy_gettext("Investor's profile changed"),
    "job.cancel": lazy_gettext("Work stopped"),
    "job.start": lazy_gettext("Work started"),
    "mail.resend": lazy_gettext("Mail sent again"),
    "mentor.edit": lazy_gettext("Mentor's profile changed"),
    "mentor.pause": lazy_gettext("Mentor paused"),
    "mentor.resume": lazy_gettext("Pause of a mentor ended"),
    "mentorship.call": lazy_gettext("Application called from the waiting list"),
    "mentorship.expire": lazy_gettext("Application closed without an answer"),
    "mentorship.hold": lazy_gettext("Application put behind a higher choice"),
    "mentorship.open": lazy_gettext("Application put before the mentor"),
    "mentorship.release": lazy_gettext("Application released"),
    "mentorship.reorder": lazy_gettext("Choices put in another order"),
    "mentorship.wait_list": lazy_gettext("Application put on the waiting list"),
    "mentorship.accept": lazy_gettext("Application accepted"),
    "mentorship.apply": lazy_gettext("Mentor applied to"),
    "mentorship.decline": lazy_gettext("Application declined"),
    "mentorship.end": lazy_gettext("Mentorship ended"),
    "mentorship.withdraw": lazy_gettext("Application withdrawn"),
    "participation.open_slots": lazy_gettext("Availability changed"),
    "participation.register": lazy_gettext("Registered for an event"),
    "participation.withdraw": lazy_gettext("Withdrawn from an event"),
    "startup.create": lazy_gettext("Startup added"),
    "startup.edit": lazy_gettext("Startup's profile changed"),
    "timetable.plan": lazy_gettext("Planning started"),
    "timetable.publish": lazy_gettext("Timetable published"),
    "wish.add": lazy_gettext("Wish added"),
    "wish.pass": lazy_gettext("Passed on a participant"),
    "wish.remove": lazy_gettext("Wish removed"),
    "wish.reorder": lazy_gettext("Wishes put in another order"),
    "wish.undo_pass": lazy_gettext("Pass taken back"),
}

SUBJECTS: Mapping[str, object] = {
    **investing.SUBJECTS,
    "conflict": lazy_pgettext("subject", "conflict of interest"),
    "account": lazy_pgettext("subject", "account"),
    "candidacy": lazy_pgettext("subject", "candidacy"),
    "event": lazy_pgettext("subject", "event"),
    "import": lazy_pgettext("subject", "import"),
    "investor": lazy_pgettext("subject", "investor"),
    "job": lazy_pgettext("subject", "work"),
    "mail": lazy_pgettext("subject", "mail"),
    "mentor": lazy_pgettext("subject", "mentor"),
    "mentorship": lazy_pgettext("subject", "mentorship"),
    "participation": lazy_pgettext("subject", "participation"),
    "startup": lazy_pgettext("subject", "startup"),
    "timetable": lazy_pgettext("subject", "timetable"),
    "wish": lazy_pgettext("subject", "wish"),
}


def tell_action(code: str) -> str:
    """What was done."""
    return str(ACTIONS[code])


def tell_subject(kind: str) -> str:
    """The kind of thing it was done to."""
    return str(SUBJECTS[kind])
