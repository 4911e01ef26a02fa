"""Labels of the lists that belong to notices and mails."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.notices import MailFrequency, MailState
from matchmaker.web.notices import bp

PACES: Mapping[MailFrequency, object] = {
    MailFrequency.AT_ONCE: lazy_gettext("At once: a mail within some minutes"),
    MailFrequency.DAILY: lazy_gettext("Daily: one mail at 8 in the morning, and none on a day without news"),
    MailFrequency.OFF: lazy_gettext("Never: I look here"),
}

STATES: Mapping[MailState, object] = {
    MailState.QUEUED: lazy_pgettext("mail", "Waiting"),
    MailState.CLAIMED: lazy_pgettext("mail", "On its way"),
    MailState.HANDED: lazy_pgettext("mail", "On its way"),
    MailState.SENT: lazy_pgettext("mail", "Sent"),
    MailState.FAILED: lazy_pgettext("mail", "Not sent"),
    MailState.UNCERTAIN: lazy_pgettext("mail", "May have arrived"),
}

ERRORS: Mapping[str, object] = {
    "no_answer": lazy_gettext("The mail server took the text but did not answer; it may have arrived."),
    "nobody_to_reach": lazy_gettext("The account is closed or has no e-mail address any more."),
}
"""Sentences of our own codes; what a mail server said is shown as it said it."""


@bp.app_template_filter()
def label_mail_state(state: MailState) -> str:
    """Where a mail stands."""
    return str(STATES[state])


@bp.app_template_filter()
def describe_mail_error(error: str) -> str:
    """What went wrong with it last."""
    return str(ERRORS.get(error, error))
