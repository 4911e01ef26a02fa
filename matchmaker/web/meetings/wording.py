"""Short names of the reasons why wishes are unmet, to choose among them; ``web.wording.unmet`` has the sentences."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.web.meetings import bp

UNMET_LABELS: Mapping[str, object] = {
    "vetoed": lazy_gettext("One side passed"),
    "conflict": lazy_gettext("Conflict of interest"),
    "no_common_slot": lazy_gettext("No common time"),
    "person_full": lazy_gettext("One of the two is full"),
    "group": lazy_gettext("A colleague meets them already"),
    "in_a_row": lazy_gettext("Too many meetings in a row"),
    "no_table": lazy_gettext("No table free"),
    "busy_at_common_slots": lazy_gettext("Busy at all common times"),
    "outranked": lazy_gettext("Dearer wishes came first"),
    "fair_share": lazy_gettext("Left to those with few meetings"),
    "two_for_one": lazy_gettext("Several wishes together outweigh it"),
    "still_possible": lazy_gettext("Could still be placed"),
    "same_people": lazy_gettext("The two meet already"),
}


@bp.app_template_filter()
def label_unmet(code: str) -> str:
    """The short name of a reason."""
    return str(UNMET_LABELS[code])
