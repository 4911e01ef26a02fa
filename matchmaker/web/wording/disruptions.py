"""What can go wrong on the day of an event, and how far putting it right may go."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.services.meetings.timetables.disruptions import DisruptionKind

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
        "All meetings of the person that are still to come fall out, also on later days;"
        " what is free goes to mutual wishes."
    ),
    DisruptionKind.CANCELLATION: lazy_gettext(
        "All meetings of the person that are still to come fall out, also on later days."
    ),
    DisruptionKind.LATE_ARRIVAL: lazy_gettext("Meetings before that time are moved, or fall out."),
    DisruptionKind.EARLY_LEAVE: lazy_gettext("Meetings from that time on are moved, or fall out."),
    DisruptionKind.NEW_GUEST: lazy_gettext(
        "Somebody who is registered but has no meetings yet: the first wishes are placed, or suggestions where there"
        " are no wishes. Register them first."
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
