"""What a mail contains before its text is written, and the protocol of the writer."""

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
"""Subject of the notices about published meetings. Mails about them carry calendar files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeetingEntry:
    """A meeting in the calendar of one side."""

    entry: MeetingCalendarEntry
    mine: ParticipationWithProfile
    partner: ParticipationWithProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """The contents of one mail to one person."""

    account: Account
    pace: MailFrequency
    notices: Sequence[Notice]
    entries: Sequence[OwnMeetingEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedGuest:
    """An invited person without an account. ``locale`` is the inviter's language, as the guest's is not known."""

    invitation: Invitation
    inviter: str
    organisation: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """A mail in the reader's language. ``summaries`` and ``places`` have one item for each entry."""

    subject: str
    text: str
    html: str
    summaries: Sequence[str]
    places: Sequence[str]


class MailWording(Protocol):
    """Writes the texts of mails. The sentences are in ``matchmaker.web``, which services may not import."""

    def write_mail(self, content: MailContent) -> MailText: ...

    def write_invitation(self, guest: InvitedGuest) -> MailText: ...


def load_entries(unit: UnitOfWork, account: Account) -> tuple[OwnMeetingEntry, ...]:
    """The calendar entries of all profiles that the account acts for, also cancelled ones, in order of time."""
    actor = unit.accounts.find_actor(account.id)
    if actor is None:
        return ()
    own = unit.participations.list_entries_for_profiles(startup_ids=actor.startup_ids, investor_id=actor.investor_id)
    mine = {it.participation.id: it for it in own}
    entries = unit.calendar_entries.list_for_participations(mine)
    partners = unit.participations.list_entries_by_ids(key for it in entries for key in it.pair)
    return tuple(
        OwnMeetingEntry(entry=entry, mine=mine[own_id], partner=partners[partner_id])
        for entry, own_id, partner_id in list_own(entries, mine)
    )


def load_changed_entries(unit: UnitOfWork, account: Account, notices: Sequence[Notice]) -> tuple[OwnMeetingEntry, ...]:
    """The entries that changed since the first of the ``notices`` about meetings, in their present state."""
    notified_at = {it.subject_id: it.created_at for it in reversed(notices) if it.subject_kind == MEETINGS}
    if not notified_at:
        return ()
    entries = load_entries(unit, account)
    return tuple(
        it
        for it in entries
        if it.entry.event_id in notified_at and it.entry.changed_at >= notified_at[it.entry.event_id]
    )
