"""A pool of mentors with startups that wait for an answer, among very many applications that are already decided."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from sqlalchemy import insert

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, StartupId
from matchmaker.domain.profiles import MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import ApplicationState, Industry, MentorKind, PartyKind, Role, Zone
from matchmaker.services.platform.context import Context
from matchmaker.storage import open_database
from matchmaker.storage.repositories.applications import TABLE

CHOICES = 3
"""Applications of a waiting startup: one is open, the others are queued."""

CAPACITY = 4
BATCH = 5000
SEED = 8202016
LONG_AGO = timedelta(days=200)
DECIDED = (ApplicationState.DECLINED, ApplicationState.ENDED, ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class Pool:
    """``waiting``: open applications, each with the mentor who decides."""

    mentors: list[Actor]
    founders: list[Actor]
    waiting: list[tuple[Actor, ApplicationId]]

    def pick(self, number: int, of: int) -> list[tuple[Actor, ApplicationId]]:
        """The share of process ``number`` of ``of``, in random order, so that a mentor's applications are spread."""
        shuffled = random.Random(SEED).sample(self.waiting, len(self.waiting))  # noqa: S311 -- chance, no secret
        return shuffled[number::of]


def build_pool(context: Context, *, mentorships: int, decided: int) -> Pool:
    """``decided`` startups wait, each with all its choices; the rest of ``mentorships`` is their history."""
    mentors = add_mentors(context, -(-decided // CAPACITY) + CHOICES)
    founders = add_founders(context, decided)
    waiting = []
    with context.open_unit() as unit:
        for number, founder in enumerate(founders):
            for choice in range(CHOICES):
                mentor = mentors[(number // CAPACITY + choice) % len(mentors)]
                mentorship_id = unit.applications.add(
                    startup_id=own_startup(founder),
                    mentor_id=MentorId(mentor.mentor_id or 0),
                    applied_by=founder.account_id,
                    goal="半年内完成量产工艺验证",
                    applied_at=context.now(),
                    state=ApplicationState.QUEUED if choice else ApplicationState.APPLIED,
                    rank=choice + 1,
                )
                if not choice:
                    waiting.append((mentor, mentorship_id))
        unit.commit()
    _add_history(context, max(0, mentorships - decided * CHOICES), mentors, founders)
    return Pool(mentors=mentors, founders=founders, waiting=waiting)


def add_people(context: Context, role: Role, profiles: list[int]) -> list[Actor]:
    """Add an account for each profile; the actors of the accounts."""
    kind = PartyKind.MENTOR if role is Role.MENTOR else PartyKind.STARTUP
    actors = []
    with context.open_unit() as unit:
        for profile_id in profiles:
            name = f"{role}{profile_id}"
            draft = AccountDraft(
                email=f"{name}@benchmark.example", name=name, roles=frozenset({role}), created_at=context.now()
            )
            account_id = unit.accounts.add(draft, password_hash=None)
            unit.accounts.link(account_id, kind=kind, profile_id=profile_id)
            actors.append(_act(account_id, role, profile_id))
        unit.commit()
    return actors


def _act(account_id: AccountId, role: Role, profile_id: int) -> Actor:
    is_mentor = role is Role.MENTOR
    return Actor(
        account_id=account_id,
        name="",
        roles=frozenset({role}),
        startup_ids=frozenset() if is_mentor else frozenset({StartupId(profile_id)}),
        mentor_id=MentorId(profile_id) if is_mentor else None,
    )


def own_startup(founder: Actor) -> StartupId:
    """The startup of a founder."""
    return next(iter(founder.startup_ids))


def add_mentors(context: Context, count: int, *, capacity: int = CAPACITY) -> list[Actor]:
    """Add mentors with ``capacity`` places each; with their actors."""
    drafts = [
        MentorDraft(
            name=f"导师{n}",
            kind=MentorKind.TECHNOLOGY,
            expertise="高分子材料配方、中试放大与量产工艺",
            industries=frozenset({Industry.NEW_MATERIALS}),
            zone=Zone.HIGHTECH,
            capacity=capacity,
        )
        for n in range(count)
    ]
    with context.open_unit() as unit:
        ids = unit.mentors.add_many(drafts)
        unit.commit()
    return add_people(context, Role.MENTOR, list(ids))


def add_founders(context: Context, count: int) -> list[Actor]:
    """Founders of a startup each."""
    drafts = [
        StartupDraft(name=f"企业{n}", description=f"第{n}家研发高温合金与精密铸造的企业", zone=Zone.NEW_AREA)
        for n in range(count)
    ]
    with context.open_unit() as unit:
        ids = unit.startups.add_many(drafts)
        unit.commit()
    return add_people(context, Role.FOUNDER, list(ids))


def _add_history(context: Context, count: int, mentors: list[Actor], founders: list[Actor]) -> None:
    """Write applications that were decided long ago as rows; a hundred thousand take some seconds."""
    database = open_database(context.settings.database_url)
    rows = _make_history(context, count, mentors, founders)
    with database.engine.begin() as connection:
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(TABLE), batch)
    database.dispose()


def _make_history(
    context: Context, count: int, mentors: list[Actor], founders: list[Actor]
) -> Iterator[dict[str, object]]:
    ended = context.now() - LONG_AGO
    for number in range(count):
        founder, mentor = founders[number % len(founders)], mentors[number * 7919 % len(mentors)]
        yield {
            "startup_id": own_startup(founder),
            "mentor_id": mentor.mentor_id,
            "applied_by": founder.account_id,
            "goal": "完成样机与首批客户验证",
            "tried": "",
            "state": DECIDED[number % len(DECIDED)],
            "rank": 1,
            "applied_at": ended,
            "opened_at": ended,
            "decided_at": ended,
            "reason": "",
        }
