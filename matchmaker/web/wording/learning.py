"""Words for versions of the matching that are compared, and for the parts of a score."""

from collections.abc import Mapping

from flask_babel import lazy_pgettext

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
