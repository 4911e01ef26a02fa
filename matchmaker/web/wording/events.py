"""Words of taking part in an event: labels, refusals, entries of the audit log."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.events import PassReason
from matchmaker.domain.vocabulary import ParticipationState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ParticipationState: {
        ParticipationState.APPLIED: lazy_pgettext("participation", "Waits for approval"),
        ParticipationState.REGISTERED: lazy_pgettext("participation", "Registered"),
        ParticipationState.WITHDRAWN: lazy_pgettext("participation", "Withdrawn"),
        ParticipationState.DECLINED: lazy_pgettext("participation", "Not let in"),
    },
    PassReason: {
        PassReason.INDUSTRY: lazy_pgettext("pass", "Another industry"),
        PassReason.STAGE: lazy_pgettext("pass", "Another stage"),
        PassReason.AMOUNT: lazy_pgettext("pass", "The amount does not fit"),
        PassReason.REGION: lazy_pgettext("pass", "Another region"),
        PassReason.KNOWN: lazy_pgettext("pass", "We know each other already"),
        PassReason.COMPETITOR: lazy_pgettext("pass", "Competes with a company of ours"),
        PassReason.OTHER: lazy_pgettext("pass", "Something else"),
    },
}

REFUSALS: Mapping[str, object] = {
    "already_settled": lazy_gettext("This was answered already."),
    "colleague_has_decided": lazy_gettext("Your colleague has decided about this startup already."),
    "colleague_has_no_time": lazy_gettext("Your colleague cannot take over this meeting at that time."),
    "colleague_not_registered": lazy_gettext(
        "Your colleague is not registered, and registration is closed or needs approval: please ask the organizers."
    ),
    "colleague_stays_away": lazy_gettext("Your colleague does not take part in this event."),
    "event_over": lazy_gettext("This event is over."),
    "meeting_over": lazy_gettext("This meeting has begun already."),
    "not_approved_yet": lazy_gettext("The organizers have not let you in yet. You hear from them here."),
    "in_past": lazy_gettext("This moment is over; registration must be open for a while."),
    "number_range": lazy_gettext("This number is too large or below zero."),
}

ACTIONS: Mapping[str, object] = {
    "meeting.hand_over": lazy_gettext("Meeting handed to a colleague"),
    "participation.answer": lazy_gettext("Participant answered"),
    "participation.approve": lazy_gettext("Participant let in"),
    "participation.ask": lazy_gettext("Organizers asked"),
    "participation.decline": lazy_gettext("Participant not let in"),
    "wish.hand_over": lazy_gettext("Wish handed to a colleague"),
}
"""Sentences for entries of the audit log."""

LOG_NAMES: Mapping[str, object] = {
    "answer": lazy_pgettext("log", "Answer"),
    "contact": lazy_gettext("Whom to call"),
    "investor_wishes": lazy_gettext("Wishes of an investor at most"),
    "message": lazy_pgettext("log", "Message"),
    "needs_approval": lazy_gettext("Registrations need approval"),
    "remind_days": lazy_gettext("Remind so many days before the wishes close"),
    "startup_wishes": lazy_gettext("Wishes of a startup at most"),
}
"""Labels of values in the audit log."""
