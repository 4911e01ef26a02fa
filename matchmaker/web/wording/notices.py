"""Sentences for notices: one a kind, filled with the notice's data by name."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.notices import Notice, NoticeKind
from matchmaker.web.wording.values import fill

SENTENCES: Mapping[NoticeKind, object] = {
    NoticeKind.MEETINGS_PUBLISHED: lazy_gettext("The timetable of %(event)s is out: you have %(count)s meetings."),
    NoticeKind.MEETINGS_CHANGED: lazy_gettext("Your meetings at %(event)s changed: please look at your day again."),
    NoticeKind.MEETINGS_CANCELLED: lazy_gettext("%(partner)s cannot come to %(event)s: your meeting was cancelled."),
}
"""A test finds the kinds without a sentence."""


def tell_notice(notice: Notice) -> str:
    """The sentence of a notice in the language of the request."""
    return fill(SENTENCES[notice.kind], notice.data)
