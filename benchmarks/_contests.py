"""Tasks of competing processes: few places and many requests for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from benchmarks._pool import add_founders, add_mentors, own_startup
from matchmaker.domain.accounts import Actor
from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.office_hours import OfficeHourDraft
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring import mentorships
from matchmaker.services.platform.context import Context

RIVALS = 5
"""Attempts for the same mentor's places, or for the same slot."""

CAPACITY = 2
"""Places of a mentor in demand."""

TWICE = 2
"""How often two processes put an application on the waiting list, where it gets one place."""


@dataclass(frozen=True)
class Attempt:
    """``thing`` is an application, or a slot of an office hour."""

    contest: str
    actor: Actor
    thing: int


@dataclass(frozen=True)
class Contests:
    """``places``: number of attempts that must be accepted, no more and no fewer."""

    attempts: list[Attempt]
    places: int


def build_contests(context: Context, *, attempts: int) -> Contests:
    """Half of the attempts are for places of mentors, a quarter for slots, a quarter for places on waiting lists."""
    mentors, slots = max(1, attempts // 2 // RIVALS), max(1, attempts // 4 // RIVALS)
    waiting = max(1, (attempts - (mentors + slots) * RIVALS) // TWICE)
    made = [
        *_fight_for_places(context, mentors),
        *_fight_for_slots(context, slots),
        *_fight_for_lines(context, waiting),
    ]
    return Contests(attempts=made, places=mentors * CAPACITY + slots + waiting)


def _fight_for_places(context: Context, count: int) -> Iterator[Attempt]:
    """More open applications to each mentor than places."""
    mentors = add_mentors(context, count, capacity=CAPACITY)
    for mentor, application in _apply(context, [it for it in mentors for _ in range(RIVALS)]):
        yield Attempt("place", mentor, application)


def _fight_for_lines(context: Context, count: int) -> Iterator[Attempt]:
    """Applications that two processes each put on the waiting lists of few mentors."""
    mentors = add_mentors(context, -(-count // RIVALS))
    for mentor, application in _apply(context, [mentors[number // RIVALS] for number in range(count)]):
        for _ in range(TWICE):
            yield Attempt("line", mentor, application)


def _apply(context: Context, asked: list[Actor]) -> list[tuple[Actor, int]]:
    """An application from a separate startup to each of ``asked``."""
    founders = add_founders(context, len(asked))
    with context.open_unit() as unit:
        made = [
            unit.applications.add(
                startup_id=own_startup(founder),
                mentor_id=mentor.mentor_id,
                applied_by=founder.account_id,
                goal="半年内完成量产工艺验证",
                applied_at=context.now(),
                state=ApplicationState.APPLIED,
            )
            for founder, mentor in zip(founders, asked, strict=True)
        ]
        unit.commit()
    return list(zip(asked, made, strict=True))


def _fight_for_slots(context: Context, count: int) -> Iterator[Attempt]:
    """Office hours that several founders want, one each."""
    start = context.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    draft = OfficeHourDraft(
        starts_at=start, ends_at=start + timedelta(minutes=30), mode=MeetingMode.IN_PERSON, place="302 室"
    )
    for mentor in add_mentors(context, count):
        (hour,) = mentorships.offer_hours(context, mentor, [draft])
        for founder in add_founders(context, RIVALS):
            yield Attempt("slot", founder, hour)
