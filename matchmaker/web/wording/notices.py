"""Sentences for notices, one for each kind; and words of mails: frequencies, states, errors."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.notices import MailFrequency, MailState, Notice, NoticeKind
from matchmaker.web.wording.placeholders import fill

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
    NoticeKind.CODE_ASKED: lazy_gettext(
        "A new password was asked for. If it was you, open the address in the mail within 24 hours; "
        "otherwise do nothing."
    ),
    NoticeKind.ACCOUNT_ASKED: lazy_gettext("%(name)s asks for an account."),
    NoticeKind.ACCOUNT_APPROVED: lazy_gettext("Your account is open. Welcome to the network."),
    NoticeKind.INVITATION_ACCEPTED: lazy_gettext("%(name)s accepted your invitation."),
    NoticeKind.MEMBER_REMOVED: lazy_gettext("You no longer act for %(organisation)s."),
    NoticeKind.PARTNER_ERASED: lazy_gettext(
        "%(partner)s left the network: your mentorship has ended. The suggestions show who else could help."
    ),
    NoticeKind.SESSION_RECORDED: lazy_gettext("%(name)s recorded a session of %(minutes)s minutes on %(day)s."),
    NoticeKind.EVALUATION_GIVEN: lazy_gettext(
        "%(name)s evaluated your mentorship. You can read it once you gave yours."
    ),
    NoticeKind.EXTENSION_PROPOSED: lazy_gettext(
        "%(name)s proposes to extend your mentorship by %(months)s months. Please answer."
    ),
    NoticeKind.EXTENSION_AGREED: lazy_gettext("%(name)s agreed: your mentorship goes on until %(until)s."),
    NoticeKind.EXTENSION_REFUSED: lazy_gettext("%(name)s does not want to extend: your mentorship ends on %(until)s."),
    NoticeKind.TERM_ENDING: lazy_gettext(
        "Your mentorship with %(name)s runs out on %(until)s. Extend it, or end it with its outcome."
    ),
    NoticeKind.HOUR_BOOKED: lazy_gettext("%(name)s comes to your office hour on %(when)s. The reason: %(reason)s"),
    NoticeKind.HOUR_GIVEN_UP: lazy_gettext(
        "%(name)s gave up your office hour on %(when)s; the time is offered to others again."
    ),
    NoticeKind.HOUR_CANCELLED: lazy_gettext("%(name)s cancelled the office hour on %(when)s. The reason: %(reason)s"),
    NoticeKind.POOL_APPLIED: lazy_gettext("%(name)s applies to join the mentor pool."),
    NoticeKind.POOL_RETURNED: lazy_gettext("Please complete your application to the mentor pool: %(reason)s"),
    NoticeKind.POOL_APPROVED: lazy_gettext("Welcome to the mentor pool: you are certified until %(until)s."),
    NoticeKind.POOL_REJECTED: lazy_gettext("Your application to the mentor pool was not granted: %(reason)s"),
    NoticeKind.POOL_DUE: lazy_gettext("Your certificate as a mentor runs out on %(until)s. Would you like to stay?"),
    NoticeKind.POOL_RENEWAL_ASKED: lazy_gettext("%(name)s asks to renew the certificate that ends on %(until)s."),
    NoticeKind.POOL_RENEWED: lazy_gettext("Your certificate as a mentor now holds until %(until)s."),
    NoticeKind.POOL_ASSESSED: lazy_gettext("Your work as a mentor in %(year)s was assessed: %(level)s."),
    NoticeKind.MENTOR_LEFT: lazy_gettext(
        "%(name)s has left the mentor pool. A mentorship under way can still be brought to its end."
    ),
    NoticeKind.APPLICATION_RECEIVED: lazy_gettext("%(startup)s would like you to be its mentor. Please answer."),
    NoticeKind.APPLICATION_OPENED: lazy_gettext("Your application of %(startup)s is now with %(mentor)s."),
    NoticeKind.APPLICATION_HELD: lazy_gettext(
        "The application of %(startup)s waits again for another mentor's answer; you need not answer it now."
    ),
    NoticeKind.APPLICATION_REMINDER: lazy_gettext("%(startup)s still waits for your answer to its application."),
    NoticeKind.APPLICATION_ACCEPTED: lazy_gettext("%(mentor)s accepted the application of %(startup)s."),
    NoticeKind.APPLICATION_DECLINED: lazy_gettext("%(mentor)s declined the application of %(startup)s: %(reason)s"),
    NoticeKind.APPLICATION_WAIT_LISTED: lazy_gettext("%(startup)s is on the waiting list of %(mentor)s."),
    NoticeKind.APPLICATION_CALLED: lazy_gettext(
        "%(mentor)s has a place again: the application of %(startup)s is the first to be answered."
    ),
    NoticeKind.APPLICATION_WITHDRAWN: lazy_gettext("%(startup)s took its application to you back."),
    NoticeKind.APPLICATION_RELEASED: lazy_gettext(
        "The application of %(startup)s to %(mentor)s is released, because another mentor accepted."
    ),
    NoticeKind.APPLICANT_TAKEN: lazy_gettext("%(startup)s was accepted by another mentor and left your waiting list."),
    NoticeKind.APPLICATION_BLOCKED: lazy_gettext(
        "The application of %(startup)s to %(mentor)s is closed: the conflict-of-interest ledger keeps the two apart."
    ),
    NoticeKind.APPLICATION_EXPIRED: lazy_gettext(
        "%(mentor)s did not answer in time: the application of %(startup)s is closed."
    ),
    NoticeKind.APPLICATION_CLOSED: lazy_gettext(
        "The application of %(startup)s to you is closed, because it was not answered in time."
    ),
    NoticeKind.PLACE_OFFERED: lazy_gettext("You have a place again: %(startup)s is the first on your waiting list."),
    NoticeKind.MENTORSHIP_ENDED: lazy_gettext("The mentorship of %(startup)s with %(mentor)s has ended."),
    NoticeKind.ROUND_MENTOR: lazy_gettext(
        "The alliance's matching round gave %(startup)s a mentor: %(mentor)s. Please arrange a first meeting;"
        " your other choices are released."
    ),
    NoticeKind.ROUND_MENTEE: lazy_gettext(
        "The alliance's matching round gave you a mentee: %(startup)s. Please arrange a first meeting."
    ),
    NoticeKind.ROUND_UNDONE: lazy_gettext(
        "The alliance took its matching round back: %(startup)s and %(mentor)s are no pair for now. The application"
        " stands again as before the round; nothing needs to be done."
    ),
    NoticeKind.ROUND_CHOICE_BACK: lazy_gettext(
        "The alliance took its matching round back: the application of %(startup)s to %(mentor)s"
        " stands again as before."
    ),
    NoticeKind.CONFLICT_DECLARED: lazy_gettext(
        "A conflict of interest was declared between %(startup)s and %(other)s."
    ),
    NoticeKind.CONFLICT_RULED: lazy_gettext(
        "The alliance decided on the conflict of interest that you declared between %(startup)s and %(other)s."
    ),
}
"""Filled with the notice's data by name. A test finds kinds without a sentence."""


def describe_notice(notice: Notice) -> str:
    """The sentence of a notice in the language of the request."""
    return fill(SENTENCES[notice.kind], notice.data)


MAIL_FREQUENCIES: Mapping[MailFrequency, object] = {
    MailFrequency.AT_ONCE: lazy_gettext("At once: a mail within some minutes"),
    MailFrequency.DAILY: lazy_gettext("Daily: one mail at 8 in the morning, and none on a day without news"),
    MailFrequency.OFF: lazy_gettext("Never: I look here"),
}

MAIL_STATES: Mapping[MailState, object] = {
    MailState.QUEUED: lazy_pgettext("mail", "Waiting"),
    MailState.CLAIMED: lazy_pgettext("mail", "On its way"),
    MailState.HANDED: lazy_pgettext("mail", "On its way"),
    MailState.SENT: lazy_pgettext("mail", "Sent"),
    MailState.FAILED: lazy_pgettext("mail", "Not sent"),
    MailState.UNCERTAIN: lazy_pgettext("mail", "May have arrived"),
}

MAIL_ERRORS: Mapping[str, object] = {
    "no_answer": lazy_gettext("The mail server took the text but did not answer; it may have arrived."),
    "nobody_to_reach": lazy_gettext("The account is closed or has no e-mail address any more."),
}
"""Sentences for errors of this site. An error of a mail server is shown as the server sent it."""


def label_mail_state(state: MailState) -> str:
    """The state of a mail as text."""
    return str(MAIL_STATES[state])


def describe_mail_error(error: str) -> str:
    """The last error of a mail as text."""
    return str(MAIL_ERRORS.get(error, error))
