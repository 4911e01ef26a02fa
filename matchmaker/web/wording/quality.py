"""Words of evidence and of the quality of the matching: versions, parts of a score, interactions."""

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

VERSIONS: Mapping[str, object] = {
    "learned": lazy_pgettext("version", "Newly learned"),
    "serving": lazy_pgettext("version", "Served until then"),
    "recalibrated": lazy_pgettext("version", "Served until then, chances measured anew"),
    "hand_set": lazy_pgettext("version", "Set by hand"),
    "popularity": lazy_pgettext("version", "By popularity alone"),
    "random": lazy_pgettext("version", "By chance"),
}
"""Names of the versions that a training compares."""

PARTS: Mapping[str, object] = {
    "needs_text": lazy_pgettext("part", "Needs and offer"),
    "profile_text": lazy_pgettext("part", "What both are about"),
    "shared_words": lazy_pgettext("part", "Words both use"),
    "industry": lazy_pgettext("part", "Industry"),
    "stage": lazy_pgettext("part", "Stage"),
    "ticket": lazy_pgettext("part", "Amount"),
    "zone": lazy_pgettext("part", "Zone"),
    "load": lazy_pgettext("part", "Free places"),
    "partner_popularity": lazy_pgettext("part", "How often startups choose the partner"),
    "startup_popularity": lazy_pgettext("part", "How often partners choose the startup"),
    "chosen_by_like": lazy_pgettext("part", "What startups with like profiles chose"),
    "chose_like": lazy_pgettext("part", "Whom of like profile the partner chose"),
    "recency": lazy_pgettext("part", "How lately the partner was active"),
    "co_investment": lazy_pgettext("part", "Investments made together"),
}
"""Names of the parts of a score."""
