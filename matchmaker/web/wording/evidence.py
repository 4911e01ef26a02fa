"""Words of evidence: where a suggestion was shown, and what was done about it."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.evidence import Interaction, Surface

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Surface: {
        Surface.OVERVIEW: lazy_pgettext("shown", "Overview of suggestions"),
        Surface.LIST: lazy_pgettext("shown", "Whole list of suggestions"),
        Surface.EVENT: lazy_pgettext("shown", "Page of the event"),
        Surface.WISHES: lazy_pgettext("shown", "Wish list"),
    },
    Interaction: {
        Interaction.WISHED: lazy_pgettext("deed", "Wished for"),
        Interaction.PASSED: lazy_pgettext("deed", "Passed on"),
        Interaction.APPLIED: lazy_pgettext("deed", "Applied to a mentor"),
        Interaction.ACCEPTED: lazy_pgettext("deed", "Accepted a startup"),
        Interaction.DECLINED: lazy_pgettext("deed", "Declined with a reason"),
        Interaction.EXPIRED: lazy_pgettext("deed", "Left without an answer"),
        Interaction.ATTENDED: lazy_pgettext("deed", "Meeting held"),
        Interaction.MISSED: lazy_pgettext("deed", "Stayed away from the meeting"),
        Interaction.RATED: lazy_pgettext("deed", "Evaluated the other side"),
        Interaction.OUTCOME: lazy_pgettext("deed", "Mentorship ended with an outcome"),
        Interaction.FOLLOWED_UP: lazy_pgettext("deed", "Followed up after a meeting"),
    },
    Presence: {
        Presence.PRESENT: lazy_gettext("There"),
        Presence.ABSENT: lazy_gettext("Not there"),
    },
}
