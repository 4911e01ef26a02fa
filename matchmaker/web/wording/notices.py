"""Sentences for notices: one a kind, filled with the notice's data by name."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.notices import Notice, NoticeKind
from matchmaker.web.wording.values import fill

SENTENCES: Mapping[NoticeKind, object] = {
    NoticeKind.MEETINGS_PUBLISHED: lazy_gettext("The timetable of %(event)s is out: you have %(count)s meetings."),
    NoticeKind.MEETINGS_CHANGED: lazy_gettext("Your meetings at %(event)s changed: please look at your day again."),
    NoticeKind.MEETINGS_CANCELLED: lazy_gettext("%(partner)s cannot come to %(event)s: your meeting was cancelled."),
    NoticeKind.REGISTRATION_ASKED: lazy_gettext("%(name)s asks to take part in %(event)s."),
    NoticeKind.REGISTRATION_APPROVED: lazy_gettext("You are in: the organizers let %(name)s take part in %(event)s."),
    NoticeKind.REGISTRATION_DECLINED: lazy_gettext(
        "The organizers cannot let %(name)s take part in %(event)s. They say: %(reason)s"
    ),
    NoticeKind.REGISTERED_FOR_YOU: lazy_gettext(
        "The organizers registered %(name)s for %(event)s. Please look at your times and wishes."
    ),
    NoticeKind.WITHDRAWN_FOR_YOU: lazy_gettext("The organizers took back the registration of %(name)s for %(event)s."),
    NoticeKind.PARTICIPANT_ASKED: lazy_gettext("%(name)s asks the organizers of %(event)s something."),
    NoticeKind.ORGANIZERS_ANSWERED: lazy_gettext("The organizers of %(event)s answered you: %(answer)s"),
    NoticeKind.MUTUAL_WISH: lazy_gettext("You and %(partner)s want to meet each other at %(event)s."),
    NoticeKind.EVENT_REMINDER: lazy_gettext(
        "The wishes for %(event)s close on %(until)s, and %(name)s still lacks times or wishes."
    ),
    NoticeKind.WISH_HANDED_OVER: lazy_gettext("%(name)s handed you the wish to meet %(partner)s at %(event)s."),
    NoticeKind.MEETING_HANDED_OVER: lazy_gettext(
        "%(name)s handed you the meeting with %(partner)s at %(event)s. Please look at your day."
    ),
    NoticeKind.MEETING_TAKEN_OVER: lazy_gettext(
        "At %(event)s you meet %(name)s instead of %(partner)s, at the same time and table."
    ),
    NoticeKind.CLUB_INVITED: lazy_gettext("You are invited to join the angel investors' club."),
    NoticeKind.CLUB_REQUESTED: lazy_gettext("%(name)s asks to join the angel investors' club."),
    NoticeKind.CLUB_APPROVED: lazy_gettext("Welcome: you are a member of the angel investors' club."),
    NoticeKind.CLUB_REFUSED: lazy_gettext(
        "Your request to join the angel investors' club was not granted. The reason: %(reason)s"
    ),
    NoticeKind.CLUB_ENDED: lazy_gettext(
        "Your membership of the angel investors' club has ended. The reason: %(reason)s"
    ),
    NoticeKind.DEAL_SHARED: lazy_gettext("%(investor)s shares with %(startup)s how things stand between you."),
}
"""A test finds the kinds without a sentence."""


def tell_notice(notice: Notice) -> str:
    """The sentence of a notice in the language of the request."""
    return fill(SENTENCES[notice.kind], notice.data)
