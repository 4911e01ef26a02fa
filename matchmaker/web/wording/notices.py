"""Sentences for notices: one a kind, filled with the notice's data by name."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.notices import Notice, NoticeKind
from matchmaker.web.wording.values import fill

SENTENCES: Mapping[NoticeKind, object] = {
    NoticeKind.MEETINGS_PUBLISHED: lazy_gettext("The timetable of %(event)s is out: you have %(count)s meetings."),
    NoticeKind.MEETINGS_CHANGED: lazy_gettext(
        "Your meetings at %(event)s changed: %(added)s new, %(moved)s moved, %(cancelled)s cancelled."
    ),
    NoticeKind.MEETING_ADDED: lazy_gettext("%(event)s: you meet %(partner)s at %(at)s, table %(table)s."),
    NoticeKind.MEETING_MOVED: lazy_gettext(
        "%(event)s: your meeting with %(partner)s moved. It is at %(at)s now, table %(table)s."
    ),
    NoticeKind.MEETING_CANCELLED: lazy_gettext(
        "%(event)s: your meeting with %(partner)s, planned for %(at)s, does not take place."
    ),
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
    NoticeKind.ACCOUNT_ASKED: lazy_gettext("%(name)s asks for an account."),
    NoticeKind.ACCOUNT_APPROVED: lazy_gettext("Your account is open. Welcome to the network."),
    NoticeKind.INVITATION_ACCEPTED: lazy_gettext("%(name)s accepted your invitation."),
    NoticeKind.MEMBER_REMOVED: lazy_gettext("You no longer act for %(organisation)s."),
    NoticeKind.PARTNER_ERASED: lazy_gettext(
        "%(partner)s left the network: your mentorship has ended. The suggestions show who else could help."
    ),
}
"""A test finds the kinds without a sentence."""


def tell_notice(notice: Notice) -> str:
    """The sentence of a notice in the language of the request."""
    return fill(SENTENCES[notice.kind], notice.data)
