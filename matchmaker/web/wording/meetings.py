"""Words of meetings: disruptions and their repairs, labels, titles in calendars, unmet wishes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from flask_babel import gettext, lazy_gettext, lazy_pgettext

from matchmaker.domain.accounts import Account
from matchmaker.domain.events import Event
from matchmaker.domain.office_hours import HourEntry
from matchmaker.domain.vocabulary import MeetingOrigin, TimetableState
from matchmaker.services.meetings.timetables.disruptions import DisruptionKind
from matchmaker.services.platform.notices.letters import OwnMeetingEntry
from matchmaker.web.wording.placeholders import fill

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
"""The effect of a report, shown before it is sent."""

STRATEGIES: Mapping[str, object] = {
    "fewest": lazy_gettext("Touch only those concerned"),
    "keep": lazy_gettext("Move a few others to keep more meetings"),
    "refill": lazy_gettext("Fill the gaps with wishes that were unmet"),
}
"""Names of the repair strategies, by their value. The pages do not load the module with the enum."""

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    DisruptionKind: DISRUPTIONS,
    TimetableState: {
        TimetableState.DRAFT: lazy_pgettext("timetable", "Draft"),
        TimetableState.PUBLISHED: lazy_pgettext("timetable", "Published"),
        TimetableState.SUPERSEDED: lazy_pgettext("timetable", "Replaced by a newer one"),
    },
    MeetingOrigin: {
        MeetingOrigin.WISHED: lazy_pgettext("meeting", "Wished"),
        MeetingOrigin.SUGGESTED: lazy_pgettext("meeting", "Suggested"),
    },
}


def describe_meeting(own: OwnMeetingEntry) -> str:
    """The title of a meeting, with the partner."""
    return gettext("Meeting with %(name)s", name=own.partner.profile.name)


def describe_place(own: OwnMeetingEntry) -> str:
    """The table, and the venue if it is known."""
    table = gettext("Table %(number)s", number=own.entry.table)
    return f"{own.entry.venue} · {table}" if own.entry.venue else table


def describe_office_hour(reader: Account, entry: HourEntry) -> str:
    """The title of an office hour: with the mentor, or for the mentor with the startup."""
    is_mentor = reader.id == entry.mentor.account_id
    other = entry.startup.name if is_mentor and entry.startup else entry.mentor.name
    return gettext("Office hour: %(name)s", name=other)


def describe_deadline(event: Event) -> str:
    """The title of a wish deadline."""
    return gettext("%(event)s: wishes close", event=event.name)


class UnmetWishData(Protocol):
    """A wish that was not met: the code of the reason, and the data of its sentence."""

    @property
    def code(self) -> str: ...

    @property
    def data(self) -> Mapping[str, object]: ...


UNMET_SENTENCES: Mapping[str, object] = {
    "vetoed": lazy_gettext("One of the two passed on the other."),
    "conflict": lazy_gettext("The conflict-of-interest ledger keeps these two apart."),
    "no_common_slot": lazy_gettext("The two have no open slot in common."),
    "person_full": lazy_gettext("%(who)s has %(meetings)s of at most %(most)s meetings."),
    "group": lazy_gettext("%(who)s is met by a colleague of the same house already."),
    "in_a_row": lazy_gettext("%(who)s would have too many meetings in a row without a pause."),
    "no_table": lazy_gettext("All tables are taken whenever both are free."),
    "busy_at_common_slots": lazy_gettext(
        "One or the other has another meeting in each of the %(common_slots)s slots that both have open."
    ),
    "outranked": lazy_gettext("Dearer wishes hold the %(common_slots)s slots that both have open."),
    "two_for_one": lazy_gettext(
        "Several other wishes would have to give way, and together they are worth more than this one."
    ),
    "fair_share": lazy_gettext(
        "Room could only be made by taking a meeting from somebody who has only the few that everybody should get."
    ),
    "still_possible": lazy_gettext("There is still room for this meeting; planning again may place it."),
    "same_people": lazy_gettext("The same two people meet already in another of their roles."),
    "not_possible": lazy_gettext("This meeting could not be arranged."),
}

OPENINGS: Mapping[str, object] = {
    "slot": lazy_gettext("It would work if %(opening_who)s opened one more slot."),
    "meeting": lazy_gettext("It would work if %(opening_who)s took one more meeting."),
    "table": lazy_gettext("It would work with one more table."),
}
"""The one change that would make room for the wish."""

RANK_SENTENCE = lazy_gettext("By worth, this wish is number %(position)s of the %(wishes)s by and for %(who)s.")

OUTBID_CODES = frozenset({"person_full", "outranked"})
"""Reasons where wishes of higher value came first. The rank of the own wish is then added."""


def describe_unmet(wish: UnmetWishData) -> str:
    """Why a wish was not met, and what would make room for it if that is known."""
    sentence = fill(UNMET_SENTENCES[wish.code], wish.data)
    if "position" in wish.data and wish.code in OUTBID_CODES:
        sentence = join_sentences(sentence, fill(RANK_SENTENCE, wish.data))
    opening = wish.data.get("opening")
    return sentence if opening is None else join_sentences(sentence, fill(OPENINGS[str(opening)], wish.data))


def join_sentences(first: str, second: str) -> str:
    """Two sentences with the space that the language puts between them."""
    return gettext("%(first)s %(second)s", first=first, second=second)


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
"""Short names of the reasons, for a filter."""


def label_unmet(code: str) -> str:
    """The short name of a reason."""
    return str(UNMET_LABELS[code])
