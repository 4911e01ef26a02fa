"""Short names of the reasons why wishes are unmet, to choose among them; ``web.wording.unmet`` has the sentences."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.scheduling.disruption import DisruptionKind
from matchmaker.web.meetings import bp

NAMES: Mapping[str, object] = {
    "vetoed": lazy_gettext("One side passed"),
    "conflict": lazy_gettext("Conflict of interest"),
    "no_common_slot": lazy_gettext("No common time"),
    "person_full": lazy_gettext("One of the two is full"),
    "group": lazy_gettext("A colleague meets them already"),
    "no_table": lazy_gettext("No table free"),
    "busy_at_common_slots": lazy_gettext("Busy at all common times"),
    "outranked": lazy_gettext("Dearer wishes came first"),
    "fair_share": lazy_gettext("Left to those with few meetings"),
    "two_for_one": lazy_gettext("Several wishes together outweigh it"),
    "still_possible": lazy_gettext("Could still be placed"),
    "same_people": lazy_gettext("The two meet already"),
}

DISRUPTIONS: Mapping[DisruptionKind, object] = {
    DisruptionKind.NO_SHOW: lazy_gettext("Somebody has not come"),
    DisruptionKind.CANCELLATION: lazy_gettext("Somebody cancels"),
    DisruptionKind.LATE_ARRIVAL: lazy_gettext("Somebody comes late"),
    DisruptionKind.EARLY_LEAVE: lazy_gettext("Somebody leaves early"),
    DisruptionKind.NEW_GUEST: lazy_gettext("A late guest"),
    DisruptionKind.LONGER_SPEECH: lazy_gettext("A speech takes longer"),
    DisruptionKind.TABLE_LOST: lazy_gettext("A table is lost"),
}

HINTS: Mapping[DisruptionKind, object] = {
    DisruptionKind.NO_SHOW: lazy_gettext(
        "Takes the person out of the rest of the day; what is free goes to mutual wishes."
    ),
    DisruptionKind.CANCELLATION: lazy_gettext("Takes the person out of the rest of the day."),
    DisruptionKind.LATE_ARRIVAL: lazy_gettext("Meetings before that time are moved, or fall out."),
    DisruptionKind.EARLY_LEAVE: lazy_gettext("Meetings from that time on are moved, or fall out."),
    DisruptionKind.NEW_GUEST: lazy_gettext(
        "Somebody who is registered but has no meetings yet: the first wishes are placed. Register them first."
    ),
    DisruptionKind.LONGER_SPEECH: lazy_gettext("Nobody meets at that time; its meetings are moved, or fall out."),
    DisruptionKind.TABLE_LOST: lazy_gettext(
        "From that time on the table is not used; its meetings go to other tables."
    ),
}
"""What a report does, told before it is made."""

WAYS: Mapping[str, object] = {
    "fewest": lazy_gettext("Touch only those concerned"),
    "keep": lazy_gettext("Move a few others to keep more meetings"),
    "refill": lazy_gettext("Fill the gaps with wishes that were unmet"),
}
"""By the value of ``scheduling.repair.Way``, which pages do not load."""


@bp.app_template_filter()
def name_unmet(code: str) -> str:
    """The short name of a reason."""
    return str(NAMES[code])
