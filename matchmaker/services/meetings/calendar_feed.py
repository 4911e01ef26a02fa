"""The calendar feed that a person subscribes to: meetings of all events, office hours, wish deadlines."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from matchmaker.domain.accounts import Account, Actor
from matchmaker.domain.errors import NotFound
from matchmaker.domain.events import Event
from matchmaker.domain.notices import CalendarFeed
from matchmaker.domain.office_hours import HourEntry, HourState
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.notify.calendars import IcsEvent, make_calendar_file
from matchmaker.services.mentoring.mentorships.office_hour_queries import to_calendar
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices.letter_contents import to_ics_event
from matchmaker.services.platform.notices.letters import OwnMeetingEntry, load_entries
from matchmaker.storage import UnitOfWork

NONCE_LETTERS = 22
"""Characters of the random part of a feed's address: 128 bits in base64."""

LOOK_BACK = timedelta(days=400)
"""How long past entries stay in the calendar: a little more than the time between two annual meetings."""

REFRESH_INTERVAL = timedelta(hours=1)
FETCH_NOTE_INTERVAL = timedelta(hours=1)
"""The time of a fetch is stored at most once an hour, so that reading rarely writes."""

DEADLINE_LENGTH = timedelta(minutes=30)
"""A deadline is shown as an entry of half an hour that ends at the deadline."""

HOUR_STATES = frozenset({HourState.BOOKED, HourState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """What a feed shows. ``hours``: office hours given or booked. ``events``: events with a deadline to show."""

    account: Account
    entries: tuple[OwnMeetingEntry, ...]
    hours: tuple[HourEntry, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWords:
    """The texts of a calendar, in the reader's language."""

    name: str
    meeting_title: Callable[[OwnMeetingEntry], str]
    place_text: Callable[[OwnMeetingEntry], str]
    hour_title: Callable[[Account, HourEntry], str]
    deadline_title: Callable[[Event], str]


def find_feed(context: Context, actor: Actor) -> CalendarFeed | None:
    """The actor's calendar feed, or None if none is open."""
    with context.open_unit(readonly=True) as unit:
        return unit.feeds.find(actor.account_id)


def renew_feed(context: Context, actor: Actor) -> None:
    """Open the actor's calendar feed at a new address. An older address ends."""
    with context.begin(actor) as case:
        nonce = secrets.token_urlsafe(16)
        case.unit.feeds.open(CalendarFeed(account_id=actor.account_id, nonce=nonce, created_at=case.now))
        record_audit(case, action="feed.renew", kind="account", subject=actor.account_id)
        case.unit.commit()


def close_feed(context: Context, actor: Actor) -> None:
    """Close the actor's calendar feed."""
    with context.begin(actor) as case:
        case.unit.feeds.close(actor.account_id)
        record_audit(case, action="feed.close", kind="account", subject=actor.account_id)
        case.unit.commit()


def load_feed(context: Context, nonce: str) -> FeedContent:
    """What the feed with this nonce shows now. NotFound if the feed is closed or its account is inactive."""
    with context.open_unit(readonly=True) as unit:
        feed = unit.feeds.find_by_nonce(nonce)
        account = unit.accounts.find(feed.account_id) if feed else None
        if feed is None or account is None or not account.is_active:
            raise NotFound("feed_not_found")
        content = _load(unit, account, context.now())
    if feed.fetched_at is None or context.now() - feed.fetched_at >= FETCH_NOTE_INTERVAL:
        with context.open_unit() as unit:
            unit.feeds.note_fetch(nonce, context.now())
            unit.commit()
    return content


def _load(unit: UnitOfWork, account: Account, now: datetime) -> FeedContent:
    since = now - LOOK_BACK
    actor = unit.accounts.find_actor(account.id)
    assert actor is not None  # noqa: S101 -- an active account is an actor
    own = unit.participations.list_entries_for_profiles(startup_ids=actor.startup_ids, investor_id=actor.investor_id)
    event_ids = {it.participation.event_id for it in own if it.participation.state is ParticipationState.REGISTERED}
    hours = unit.office_hours.list_booked(actor.startup_ids, since=since, states=HOUR_STATES)
    if actor.mentor_id is not None:
        hours += unit.office_hours.list_for_mentor(actor.mentor_id, since=since, states=HOUR_STATES)
    return FeedContent(
        account=account,
        entries=tuple(it for it in load_entries(unit, account) if it.entry.ends_at > since),
        hours=tuple({it.hour.id: it for it in hours}.values()),
        events=tuple(event for key in sorted(event_ids) if (event := unit.events.get(key)).wish_deadline > since),
    )


def write_feed(context: Context, content: FeedContent, words: FeedWords) -> bytes:
    """The feed as .ics."""
    entries = [to_ics_event(it.entry, words.meeting_title(it), words.place_text(it)) for it in content.entries]
    entries += [to_calendar(it, words.hour_title(content.account, it)) for it in content.hours]
    entries += _write_deadlines(content, words)
    return make_calendar_file(entries, name=words.name, now=context.now(), refresh=REFRESH_INTERVAL)


def _write_deadlines(content: FeedContent, words: FeedWords) -> Iterator[IcsEvent]:
    for event in content.events:
        yield IcsEvent(
            uid=f"event-{event.id}-wishes@matchmaker",
            sequence=0,
            starts_at=event.wish_deadline - DEADLINE_LENGTH,
            ends_at=event.wish_deadline,
            summary=words.deadline_title(event),
        )
