"""Words of the club, of pipelines and of taking part in an event: labels, refusals, entries of the log."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.club import ClubAction, ClubState
from matchmaker.domain.events import PassReason
from matchmaker.domain.pipeline import CloseReason, DealState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    PassReason: {
        PassReason.INDUSTRY: lazy_pgettext("pass", "Another industry"),
        PassReason.STAGE: lazy_pgettext("pass", "Another stage"),
        PassReason.AMOUNT: lazy_pgettext("pass", "The amount does not fit"),
        PassReason.REGION: lazy_pgettext("pass", "Another region"),
        PassReason.KNOWN: lazy_pgettext("pass", "We know each other already"),
        PassReason.COMPETITOR: lazy_pgettext("pass", "Competes with a company of ours"),
        PassReason.OTHER: lazy_pgettext("pass", "Something else"),
    },
    ClubState: {
        ClubState.INVITED: lazy_pgettext("club", "Invited"),
        ClubState.REQUESTED: lazy_pgettext("club", "Asks to join"),
        ClubState.MEMBER: lazy_pgettext("club", "Member"),
        ClubState.DECLINED: lazy_pgettext("club", "Declined the invitation"),
        ClubState.REFUSED: lazy_pgettext("club", "Request refused"),
        ClubState.WITHDRAWN: lazy_pgettext("club", "Taken back"),
        ClubState.LEFT: lazy_pgettext("club", "No longer a member"),
    },
    ClubAction: {
        ClubAction.INVITE: lazy_pgettext("club action", "Invite"),
        ClubAction.APPROVE: lazy_pgettext("club action", "Approve"),
        ClubAction.REFUSE: lazy_pgettext("club action", "Refuse"),
        ClubAction.REVOKE: lazy_pgettext("club action", "Take the invitation back"),
        ClubAction.END: lazy_pgettext("club action", "End the membership"),
        ClubAction.REQUEST: lazy_pgettext("club action", "Ask to join"),
        ClubAction.ACCEPT: lazy_pgettext("club action", "Accept the invitation"),
        ClubAction.DECLINE: lazy_pgettext("club action", "Decline the invitation"),
        ClubAction.WITHDRAW: lazy_pgettext("club action", "Take the request back"),
        ClubAction.LEAVE: lazy_pgettext("club action", "Leave the club"),
    },
    DealState: {
        DealState.MET: lazy_pgettext("deal", "Met"),
        DealState.FOLLOWING_UP: lazy_pgettext("deal", "Following up"),
        DealState.DUE_DILIGENCE: lazy_pgettext("deal", "Due diligence"),
        DealState.TERM_SHEET: lazy_pgettext("deal", "Term sheet"),
        DealState.INVESTED: lazy_pgettext("deal", "Invested"),
        DealState.CLOSED: lazy_pgettext("deal", "Closed"),
    },
    CloseReason: {
        CloseReason.STAGE: lazy_pgettext("closed because", "Too early or too late for us"),
        CloseReason.VALUATION: lazy_pgettext("closed because", "No agreement on the price"),
        CloseReason.TEAM: lazy_pgettext("closed because", "The team"),
        CloseReason.MARKET: lazy_pgettext("closed because", "The market"),
        CloseReason.DILIGENCE: lazy_pgettext("closed because", "Found in due diligence"),
        CloseReason.OTHER_INVESTOR: lazy_pgettext("closed because", "Another investor came in"),
        CloseReason.NO_ANSWER: lazy_pgettext("closed because", "No answer any more"),
        CloseReason.OTHER: lazy_pgettext("closed because", "Something else"),
    },
}

REFUSALS: Mapping[str, object] = {
    "already_in_pipeline": lazy_gettext("This startup is in your follow-up list already."),
    "already_settled": lazy_gettext("This was answered already."),
    "club_moved": lazy_gettext("This is not possible now: the membership changed in the meantime."),
    "colleague_has_decided": lazy_gettext("Your colleague has decided about this startup already."),
    "colleague_has_no_time": lazy_gettext("Your colleague cannot take over this meeting at that time."),
    "colleague_not_registered": lazy_gettext(
        "Your colleague is not registered, and registration is closed or needs approval: please ask the organizers."
    ),
    "colleague_stays_away": lazy_gettext("Your colleague does not take part in this event."),
    "deal_cannot_move": lazy_gettext("From “%(state)s” there is no step to “%(to)s”."),
    "event_over": lazy_gettext("This event is over."),
    "meeting_over": lazy_gettext("This meeting has begun already."),
    "not_approved_yet": lazy_gettext("The organizers have not let you in yet. You hear from them here."),
    "own_startup": lazy_gettext("This is your own startup."),
    "amount_range": lazy_gettext("The amount must be above zero, in 10,000 yuan."),
    "before_last_step": lazy_gettext("This day lies before the last step."),
    "in_future": lazy_gettext("This day has not come yet."),
    "in_past": lazy_gettext("This moment is over; registration must be open for a while."),
    "no_amount_here": lazy_gettext("An amount belongs to a term sheet or an investment."),
    "not_closed": lazy_gettext("Only what is closed has such a reason."),
    "number_range": lazy_gettext("This number is too large or below zero."),
    "out_of_order": lazy_gettext("This day must lie between the step before and the step after."),
}

ACTIONS: Mapping[str, object] = {
    "club.accept": lazy_gettext("Invitation to the club accepted"),
    "club.approve": lazy_gettext("Request to the club approved"),
    "club.decline": lazy_gettext("Invitation to the club declined"),
    "club.end": lazy_gettext("Membership of the club ended"),
    "club.invite": lazy_gettext("Invited to the club"),
    "club.leave": lazy_gettext("Left the club"),
    "club.refuse": lazy_gettext("Request to the club refused"),
    "club.request": lazy_gettext("Asked to join the club"),
    "club.revoke": lazy_gettext("Invitation to the club taken back"),
    "club.withdraw": lazy_gettext("Request to the club taken back"),
    "deal.change_step": lazy_gettext("Step of a follow-up changed"),
    "deal.move": lazy_gettext("Follow-up moved on"),
    "deal.start": lazy_gettext("Follow-up begun"),
    "meeting.hand_over": lazy_gettext("Meeting handed to a colleague"),
    "participation.answer": lazy_gettext("Participant answered"),
    "participation.approve": lazy_gettext("Participant let in"),
    "participation.ask": lazy_gettext("Organizers asked"),
    "participation.decline": lazy_gettext("Participant not let in"),
    "wish.hand_over": lazy_gettext("Wish handed to a colleague"),
}
"""Sentences for entries of the log."""

SUBJECTS: Mapping[str, object] = {
    "club": lazy_pgettext("subject", "club membership"),
    "deal": lazy_pgettext("subject", "follow-up"),
}

LOG_NAMES: Mapping[str, object] = {
    "answer": lazy_pgettext("log", "Answer"),
    "contact": lazy_gettext("Whom to call"),
    "investor_wishes": lazy_gettext("Wishes of an investor at most"),
    "is_amount_shared": lazy_gettext("The amount too"),
    "is_shared": lazy_gettext("Share this step with the founder"),
    "message": lazy_pgettext("log", "Message"),
    "needs_approval": lazy_gettext("Registrations need approval"),
    "remind_days": lazy_gettext("Remind so many days before the wishes close"),
    "startup_wishes": lazy_gettext("Wishes of a startup at most"),
}
"""Labels of values that the log keeps."""
