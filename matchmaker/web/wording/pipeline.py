"""Words of the follow-up of startups by investors: labels, refusals, entries of the audit log."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.pipeline import CloseReason, DealState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
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
    "deal_cannot_move": lazy_gettext("From “%(state)s” there is no step to “%(to)s”."),
    "own_startup": lazy_gettext("This is your own startup."),
    "amount_range": lazy_gettext("The amount must be above zero, in 10,000 yuan."),
    "before_last_step": lazy_gettext("This day lies before the last step."),
    "in_future": lazy_gettext("This day has not come yet."),
    "no_amount_here": lazy_gettext("An amount belongs to a term sheet or an investment."),
    "not_closed": lazy_gettext("Only what is closed has such a reason."),
    "out_of_order": lazy_gettext("This day must lie between the step before and the step after."),
}

ACTIONS: Mapping[str, object] = {
    "deal.change_step": lazy_gettext("Step of a follow-up changed"),
    "deal.move": lazy_gettext("Follow-up moved on"),
    "deal.start": lazy_gettext("Follow-up begun"),
}
"""Sentences for entries of the audit log."""

SUBJECTS: Mapping[str, object] = {
    "deal": lazy_pgettext("subject", "follow-up"),
}

LOG_NAMES: Mapping[str, object] = {
    "is_amount_shared": lazy_gettext("The amount too"),
    "is_shared": lazy_gettext("Share this step with the founder"),
}
"""Labels of values in the audit log."""
