"""What a mail holds before it is worded, and the port to whoever words it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from matchmaker.domain.accounts import Account
from matchmaker.domain.calendar_entries import MeetingCalendarEntry, list_own
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.notices import MailFrequency, Notice
from matchmaker.domain.onboarding import Invitation
from matchmaker.storage import UnitOfWork

MEETINGS = "meetings"
"""Subject of the notices that tell of published meetings; mails about them carry calendar files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeetingEntry:
    """A meeting as one side has it in the calendar."""

    entry: MeetingCalendarEntry
    mine: ParticipationWithProfile
    partner: ParticipationWithProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """What one mail tells to one person."""

    account: Account
    pace: MailFrequency
    notices: Sequence[Notice]
    entries: Sequence[OwnMeetingEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedGuest:
    """Somebody without an account who is invited; ``locale`` is the inviter's language, as the guest's is not known."""

    invitation: Invitation
    inviter: str
    organisation: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """A mail in the reader's language; ``summaries`` and ``places`` belong to the entries, one each."""

    subject: str
    text: str
    html: str
    summaries: Sequence[str]
    places: Sequence[str]


class MailWording(Protocol):
    """Words mails: sentences live with the pages, which the services do not know."""

    def write_mail(self, content: MailContent) -> MailText: ...

    def write_invitation(self, guest: InvitedGuest) -> MailText: ...


def load_entries(unit: UnitOfWork, account: Account) -> tuple[OwnMeetingEntry, ...]:
    """The calendar entries of everything that the account stands for, cancelled ones too, in order of time."""
    actor = unit.accounts.find_actor(account.id)
    if actor is None:
        return ()
    own = unit.participations.list_entries_for_profiles(startup_ids=actor.startup_ids, investor_id=actor.investor_id)
    mine = {it.participation.id: it for it in own}
    entries = unit.calendar_entries.list_for_participations(mine)
    partners = unit.participations.list_entries_by_ids(key for it in entries for key in it.pair)
    return tuple(
        OwnMeetingEntry(entry=entry, mine=mine[me], partner=partners[partner])
        for entry, me, partner in list_own(entries, mine)
    )


def load_changed_entries(unit: UnitOfWork, account: Account, notices: Sequence[Notice]) -> tuple[OwnMeetingEntry, ...]:
    """The entries that changed since the first of the ``notices`` about meetings, as they stand now."""
    told = {it.subject_id: it.created_at for it in reversed(notices) if it.subject_kind == MEETINGS}
    if not told:
        return ()
    entries = load_entries(unit, account)
    return tuple(it for it in entries if it.entry.event_id in told and it.entry.changed_at >= told[it.entry.event_id])
