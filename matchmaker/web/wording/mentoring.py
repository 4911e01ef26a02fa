"""Words of applications, mentorships, office hours and the mentor pool: labels, refusals, audit entries."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.applications import ApplicationAction, ApplicationSide
from matchmaker.domain.assessment import Level
from matchmaker.domain.mentorships import MeetingMode, MentorshipOutcome, TermAction, TermState
from matchmaker.domain.office_hours import HourAction, HourState
from matchmaker.domain.pool import PoolAction, PoolState, SeatState
from matchmaker.domain.vocabulary import ApplicationState, PartyKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    ApplicationState: {
        ApplicationState.QUEUED: lazy_pgettext("mentorship", "Queued"),
        ApplicationState.APPLIED: lazy_pgettext("mentorship", "Waiting for an answer"),
        ApplicationState.WAIT_LISTED: lazy_pgettext("mentorship", "On the waiting list"),
        ApplicationState.ACCEPTED: lazy_pgettext("mentorship", "Accepted"),
        ApplicationState.DECLINED: lazy_pgettext("mentorship", "Declined"),
        ApplicationState.WITHDRAWN: lazy_pgettext("mentorship", "Withdrawn"),
        ApplicationState.RELEASED: lazy_pgettext("mentorship", "Released"),
        ApplicationState.EXPIRED: lazy_pgettext("mentorship", "Closed without an answer"),
        ApplicationState.ENDED: lazy_pgettext("mentorship", "Ended"),
    },
    ApplicationAction: {
        ApplicationAction.OPEN: lazy_pgettext("mentorship action", "Put before the mentor"),
        ApplicationAction.HOLD: lazy_pgettext("mentorship action", "Put behind a higher choice"),
        ApplicationAction.ACCEPT: lazy_pgettext("mentorship action", "Accept"),
        ApplicationAction.DECLINE: lazy_pgettext("mentorship action", "Decline"),
        ApplicationAction.WAIT_LIST: lazy_pgettext("mentorship action", "Put on the waiting list"),
        ApplicationAction.CALL: lazy_pgettext("mentorship action", "Call from the waiting list"),
        ApplicationAction.WITHDRAW: lazy_pgettext("mentorship action", "Withdraw"),
        ApplicationAction.BLOCK: lazy_pgettext("mentorship action", "Keep apart"),
        ApplicationAction.RELEASE: lazy_pgettext("mentorship action", "Release"),
        ApplicationAction.EXPIRE: lazy_pgettext("mentorship action", "Close without an answer"),
        ApplicationAction.END: lazy_pgettext("mentorship action", "End"),
        ApplicationAction.ARRANGE: lazy_pgettext("mentorship action", "Arrange by a matching round"),
        ApplicationAction.UNDO: lazy_pgettext("mentorship action", "Undo with the matching round"),
    },
    ApplicationSide: {
        ApplicationSide.FOUNDER: lazy_pgettext("side", "Startup"),
        ApplicationSide.MENTOR: lazy_pgettext("side", "Mentor"),
        ApplicationSide.PLATFORM: lazy_pgettext("side", "Platform"),
        ApplicationSide.OPERATOR: lazy_pgettext("side", "Matching round"),
    },
    TermState: {
        TermState.RUNNING: lazy_pgettext("term", "Under way"),
        TermState.EXTENDING: lazy_pgettext("term", "Extension proposed"),
        TermState.ENDED: lazy_pgettext("term", "Ended"),
    },
    TermAction: {
        TermAction.RECORD: lazy_pgettext("term action", "Record"),
        TermAction.EVALUATE: lazy_pgettext("term action", "Evaluate"),
        TermAction.PROPOSE: lazy_pgettext("term action", "Propose an extension"),
        TermAction.AGREE: lazy_pgettext("term action", "Agree"),
        TermAction.REFUSE: lazy_pgettext("term action", "Do not extend"),
        TermAction.RETRACT: lazy_pgettext("term action", "Take the proposal back"),
        TermAction.END: lazy_pgettext("term action", "End"),
    },
    MentorshipOutcome: {
        MentorshipOutcome.REACHED: lazy_pgettext("outcome", "Goal reached"),
        MentorshipOutcome.PARTLY: lazy_pgettext("outcome", "Goal partly reached"),
        MentorshipOutcome.MISSED: lazy_pgettext("outcome", "Goal not reached"),
        MentorshipOutcome.STOPPED: lazy_pgettext("outcome", "Stopped midway"),
    },
    MeetingMode: {
        MeetingMode.IN_PERSON: lazy_pgettext("mode", "In person"),
        MeetingMode.ONLINE: lazy_pgettext("mode", "Online"),
        MeetingMode.PHONE: lazy_pgettext("mode", "By phone"),
    },
    HourState: {
        HourState.OFFERED: lazy_pgettext("office hour", "Open"),
        HourState.BOOKED: lazy_pgettext("office hour", "Booked"),
        HourState.CANCELLED: lazy_pgettext("office hour", "Cancelled"),
        HourState.WITHDRAWN: lazy_pgettext("office hour", "Withdrawn"),
    },
    HourAction: {
        HourAction.BOOK: lazy_pgettext("office hour action", "Book"),
        HourAction.CANCEL: lazy_pgettext("office hour action", "Cancel"),
        HourAction.WITHDRAW: lazy_pgettext("office hour action", "Withdraw"),
    },
    PoolState: {
        PoolState.SUBMITTED: lazy_pgettext("pool", "Being reviewed"),
        PoolState.RETURNED: lazy_pgettext("pool", "Please complete"),
        PoolState.APPROVED: lazy_pgettext("pool", "Approved"),
        PoolState.REJECTED: lazy_pgettext("pool", "Not approved"),
        PoolState.WITHDRAWN: lazy_pgettext("pool", "Withdrawn"),
    },
    PoolAction: {
        PoolAction.SUBMIT: lazy_pgettext("pool action", "Submit"),
        PoolAction.RETURN: lazy_pgettext("pool action", "Give back"),
        PoolAction.APPROVE: lazy_pgettext("pool action", "Approve"),
        PoolAction.REJECT: lazy_pgettext("pool action", "Reject"),
        PoolAction.WITHDRAW: lazy_pgettext("pool action", "Withdraw"),
    },
    SeatState: {
        SeatState.CERTIFIED: lazy_pgettext("seat", "Certified"),
        SeatState.DUE: lazy_pgettext("seat", "Due for renewal"),
        SeatState.LAPSED: lazy_pgettext("seat", "Lapsed"),
        SeatState.UNCERTIFIED: lazy_pgettext("seat", "Not certified yet"),
        SeatState.EXITED: lazy_pgettext("seat", "Left"),
        SeatState.VACANT: lazy_pgettext("seat", "Vacant"),
    },
    Level: {
        Level.EXCELLENT: lazy_pgettext("level", "Excellent"),
        Level.GOOD: lazy_pgettext("level", "Good"),
        Level.QUALIFIED: lazy_pgettext("level", "Qualified"),
        Level.UNQUALIFIED: lazy_pgettext("level", "Unqualified"),
    },
}

REFUSALS: Mapping[str, object] = {
    "already_evaluated": lazy_gettext("You have given your evaluation already."),
    "already_in_pool": lazy_gettext("You are a member of the mentor pool already."),
    "before_mentorship": lazy_gettext("This lies long before the mentorship began."),
    "hour_changed": lazy_gettext("This office hour was changed in the meantime. Please look again."),
    "hour_taken": lazy_gettext("Somebody else has just booked this office hour, or it has begun."),
    "in_the_future": lazy_gettext("This day is still to come: record a session after it was held."),
    "left_pool": lazy_gettext("This mentor has left the pool."),
    "level_needs_comment": lazy_gettext("A level other than the suggested one needs a comment."),
    "minutes_range": lazy_gettext("A session lasts from 5 to 600 minutes."),
    "months_range": lazy_gettext("An extension is from 1 to 12 months."),
    "no_quarter_hour": lazy_gettext("Office hours begin at a quarter of an hour, such as 14:15."),
    "not_under_way": lazy_gettext("This mentorship is not under way."),
    "not_your_answer": lazy_gettext("A proposal to extend is waiting for the other side, or there is none any more."),
    "not_your_session": lazy_gettext("Only who recorded a session can take it back."),
    "pool_answered": lazy_gettext("This application was decided already; its state is: %(state)s."),
    "pool_application_open": lazy_gettext("Your application is being reviewed already."),
    "pool_full": lazy_gettext("All %(seats)s seats of the pool are taken. Somebody has to leave first."),
    "renewal_needs_reason": lazy_gettext("The last assessment was unqualified: give a reason for the renewal."),
    "score_1_to_5": lazy_gettext("Please choose from 1 to 5."),
    "term_ended": lazy_gettext("This mentorship has ended: nothing more can be recorded."),
    "time_taken": lazy_gettext("There is something else at %(when)s already."),
    "too_far_ahead": lazy_gettext("Office hours can be offered for the next 120 days."),
    "too_late_to_cancel": lazy_gettext(
        "Bookings can be given up until %(until)s. Please tell the mentor in another way."
    ),
    "too_many_bookings": lazy_gettext(
        "%(most)s booked office hours lie before you; book the next one when one of them is over."
    ),
    "year_range": lazy_gettext("There is no assessment of this year."),
}

ACTIONS: Mapping[str, object] = {
    "hours.book": lazy_gettext("Office hour booked"),
    "hours.cancel": lazy_gettext("Office hour cancelled"),
    "hours.offer": lazy_gettext("Office hours offered"),
    "hours.withdraw": lazy_gettext("Office hour withdrawn"),
    "mentoring.agree": lazy_gettext("Extension agreed"),
    "mentoring.evaluate": lazy_gettext("Evaluation given"),
    "mentoring.mark_step": lazy_gettext("Next step marked"),
    "mentoring.note": lazy_gettext("Note added to a session"),
    "mentoring.propose": lazy_gettext("Extension proposed"),
    "mentoring.refuse": lazy_gettext("Extension refused"),
    "mentoring.remove_session": lazy_gettext("Session taken back"),
    "mentoring.retract": lazy_gettext("Extension proposal taken back"),
    "mentoring.session": lazy_gettext("Session recorded"),
    "mentoring.step": lazy_gettext("Next step agreed"),
    "pool.apply": lazy_gettext("Applied to the mentor pool"),
    "pool.approve": lazy_gettext("Application to the pool approved"),
    "pool.ask_renewal": lazy_gettext("Renewal asked for"),
    "pool.assess": lazy_gettext("Mentor's year assessed"),
    "pool.leave": lazy_gettext("Mentor left the pool"),
    "pool.reject": lazy_gettext("Application to the pool rejected"),
    "pool.renew": lazy_gettext("Mentor's certificate renewed"),
    "pool.return": lazy_gettext("Application to the pool given back"),
    "pool.withdraw": lazy_gettext("Application to the pool withdrawn"),
}

LOG_NAMES: Mapping[str, object] = {
    "assessed": lazy_pgettext("log", "Level"),
    "cancelled_by": lazy_pgettext("log", "Cancelled by"),
    "due_on": lazy_pgettext("log", "Due on"),
    "held_on": lazy_pgettext("log", "Held on"),
    "hours": lazy_pgettext("log", "Number of office hours"),
    "is_done": lazy_pgettext("log", "Done"),
    "minutes": lazy_pgettext("log", "Minutes"),
    "months": lazy_pgettext("log", "Months"),
    "outcome": lazy_pgettext("log", "Outcome"),
    "starts_at": lazy_pgettext("log", "Begins at"),
}

SUBJECTS: Mapping[str, object] = {"pool_application": lazy_pgettext("subject", "application to the pool")}

LISTS: Mapping[str, type[StrEnum]] = {"assessed": Level, "cancelled_by": PartyKind, "outcome": MentorshipOutcome}
