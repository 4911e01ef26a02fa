"""How entries of calendars are called, and where they take place."""

from flask_babel import gettext

from matchmaker.domain.accounts import Account
from matchmaker.domain.events import Event
from matchmaker.domain.office_hours import HourEntry
from matchmaker.services.notices.letters import OwnMeetingEntry


def describe_meeting(own: OwnMeetingEntry) -> str:
    """Whom one meets."""
    return gettext("Meeting with %(name)s", name=own.partner.profile.name)


def describe_place(own: OwnMeetingEntry) -> str:
    """The venue, as far as it is known, and the table."""
    table = gettext("Table %(number)s", number=own.entry.table)
    return f"{own.entry.venue} · {table}" if own.entry.venue else table


def describe_office_hour(reader: Account, it: HourEntry) -> str:
    """Whom one sees: the mentor, or for the mentor the startup."""
    is_mentor = reader.id == it.mentor.account_id
    other = it.startup.name if is_mentor and it.startup else it.mentor.name
    return gettext("Office hour: %(name)s", name=other)


def describe_deadline(event: Event) -> str:
    """What closes."""
    return gettext("%(event)s: wishes close", event=event.name)
