"""Notices to a person, shown in the inbox and sent by mail. They hold codes and data; the web layer adds sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, MailId, NoticeId
from matchmaker.domain.local_time import from_local, local_day


class NoticeKind(StrEnum):
    """What happened, from the receiver's view. Each kind has a sentence in ``web/wording/notices.py``."""

    MEETINGS_PUBLISHED = "meetings_published"
    MEETINGS_CHANGED = "meetings_changed"
    MEETING_ADDED = "meeting_added"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    REGISTRATION_ASKED = "registration_asked"
    REGISTRATION_APPROVED = "registration_approved"
    REGISTRATION_DECLINED = "registration_declined"
    REGISTERED_FOR_YOU = "registered_for_you"
    WITHDRAWN_FOR_YOU = "withdrawn_for_you"
    PARTICIPANT_ASKED = "participant_asked"
    ORGANIZERS_ANSWERED = "organizers_answered"
    MUTUAL_WISH = "mutual_wish"
    EVENT_REMINDER = "event_reminder"
    WISH_HANDED_OVER = "wish_handed_over"
    MEETING_HANDED_OVER = "meeting_handed_over"
    CLUB_INVITED = "club_invited"
    CLUB_REQUESTED = "club_requested"
    CLUB_APPROVED = "club_approved"
    CLUB_REFUSED = "club_refused"
    CLUB_ENDED = "club_ended"
    DEAL_SHARED = "deal_shared"
    CODE_ASKED = "code_asked"
    ACCOUNT_ASKED = "account_asked"
    ACCOUNT_APPROVED = "account_approved"
    INVITATION_ACCEPTED = "invitation_accepted"
    MEMBER_REMOVED = "member_removed"
    PARTNER_ERASED = "partner_erased"
    SESSION_RECORDED = "session_recorded"
    EVALUATION_GIVEN = "evaluation_given"
    EXTENSION_PROPOSED = "extension_proposed"
    EXTENSION_AGREED = "extension_agreed"
    EXTENSION_REFUSED = "extension_refused"
    TERM_ENDING = "term_ending"
    HOUR_BOOKED = "hour_booked"
    HOUR_GIVEN_UP = "hour_given_up"
    HOUR_CANCELLED = "hour_cancelled"
    POOL_APPLIED = "pool_applied"
    POOL_RETURNED = "pool_returned"
    POOL_APPROVED = "pool_approved"
    POOL_REJECTED = "pool_rejected"
    POOL_DUE = "pool_due"
    POOL_RENEWAL_ASKED = "pool_renewal_asked"
    POOL_RENEWED = "pool_renewed"
    POOL_ASSESSED = "pool_assessed"
    MENTOR_LEFT = "mentor_left"
    APPLICATION_RECEIVED = "application_received"
    APPLICATION_OPENED = "application_opened"
    APPLICATION_HELD = "application_held"
    APPLICATION_REMINDER = "application_reminder"
    APPLICATION_ACCEPTED = "application_accepted"
    APPLICATION_DECLINED = "application_declined"
    APPLICATION_WAIT_LISTED = "application_wait_listed"
    APPLICATION_CALLED = "application_called"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    APPLICATION_RELEASED = "application_released"
    APPLICANT_TAKEN = "applicant_taken"
    APPLICATION_BLOCKED = "application_blocked"
    APPLICATION_EXPIRED = "application_expired"
    APPLICATION_CLOSED = "application_closed"
    PLACE_OFFERED = "place_offered"
    MENTORSHIP_ENDED = "mentorship_ended"
    ROUND_MENTOR = "round_mentor"
    ROUND_MENTEE = "round_mentee"
    ROUND_UNDONE = "round_undone"
    ROUND_CHOICE_BACK = "round_choice_back"
    CONFLICT_DECLARED = "conflict_declared"
    CONFLICT_RULED = "conflict_ruled"


class MailFrequency(StrEnum):
    """How often a person wants mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"


class MailState(StrEnum):
    """The state of a mail in the outbox; the legal steps are in ``domain/mails.py``."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


BATCH_DELAY = timedelta(minutes=2)
"""How long an immediate mail waits, so that things that happen together come in one mail."""

DAILY_AT = time(8)
"""The daily digest goes out at 08:00 in Lanzhou."""

MAX_TEXT_LENGTH = 300
"""Characters of a text in a notice; a longer text is cut, and can be read on the linked page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A notice to be stored. ``data`` fills its sentence: texts, numbers, codes, days and aware times.

    ``due_at`` is when its mail is due; None for no mail.
    """

    account_id: AccountId
    kind: NoticeKind
    subject_kind: str
    subject_id: int
    data: Mapping[str, object] = field(default_factory=dict)
    created_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(NoticeDraft):
    """A notice in an inbox; ``mail_id`` is the mail that contained it."""

    id: NoticeId
    read_at: datetime | None = None
    mail_id: MailId | None = None

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """The calendar that a phone subscribes to. Its address contains ``nonce``; ``fetched_at`` is the last download."""

    account_id: AccountId
    nonce: str
    created_at: datetime
    fetched_at: datetime | None = None


def due_time(pace: MailFrequency, now: datetime) -> datetime | None:
    """When a mail about something that happened ``now`` (aware) is due; None for somebody who wants no mail.

    >>> from datetime import UTC
    >>> due_time(MailFrequency.DAILY, datetime(2026, 3, 2, 1, tzinfo=UTC)).isoformat()
    '2026-03-03T00:00:00+00:00'
    """
    if pace is MailFrequency.OFF:
        return None
    if pace is MailFrequency.AT_ONCE:
        return now + BATCH_DELAY
    today = from_local(datetime.combine(local_day(now), DAILY_AT))
    return today if today > now else today + timedelta(days=1)


def encode_data(data: Mapping[str, object]) -> dict[str, object]:
    """``data`` as plain JSON values; times and days are tagged, so that ``decode_data`` can restore them."""
    return {name: _pack(value) for name, value in data.items()}


def decode_data(packed: Mapping[str, object]) -> dict[str, object]:
    """The data that ``encode_data`` encoded, with codes as plain text and sequences as lists."""
    return {name: _unpack(value) for name, value in packed.items()}


def _pack(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"expected an aware time, got {value!r}")
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT_LENGTH else value[: MAX_TEXT_LENGTH - 1] + "…"
    if isinstance(value, list | tuple | frozenset | set):
        return [_pack(it) for it in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    raise ValueError(f"expected a text, a number, a code, a time or several of them, got {value!r}")


def _unpack(value: object) -> object:
    if isinstance(value, dict):
        if "time" in value:
            return datetime.fromisoformat(value["time"])
        return date.fromisoformat(value["day"])
    return [_unpack(it) for it in value] if isinstance(value, list) else value
