"""Random people of an event wish, order, pass, withdraw and come back; the invariants hold after every step."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.errors import DatabaseBusy, Refused
from matchmaker.domain.events import EventRules, SlotDraft
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.storage import open_database
from tests.actors import find_actor
from tests.integration.services.sample_network import draft_investor, draft_startup

START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
EACH, BUDGETS = 4, {"startup": 2, "investor": 3}
QUICK = settings(
    max_examples=12,
    stateful_step_count=40,
    phases=[Phase.generate],  # a failure is reported with its steps; shrinking them takes minutes
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NUMBERS = st.integers(0, 30)
WEIGHTS = ["add"] * 6 + ["remove", "reorder", "pass", "undo"] * 2 + ["leave", "return", "return", "open"]
WISH_KINDS = {"remove": False, "undo": True}
"""Acts that undo a wish or a veto."""

STORED_WISHES = """
    SELECT w.wisher_id, w.wished_id, w.rank, w.is_veto, p.kind, q.kind
    FROM wishes w JOIN participations p ON p.id = w.wisher_id JOIN participations q ON q.id = w.wished_id"""
CALENDARS = """
    SELECT p.account_id, p.id, s.slot_id FROM participations p
    LEFT JOIN participation_slots s ON s.participation_id = p.id WHERE p.state = 'registered'"""


class Wishing(RuleBasedStateMachine):
    """``people`` act for one participation each; the first of both sides is one person with one calendar."""

    def __init__(self, migrated_file: Path) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="matchmaker-machine-"))
        path = shutil.copyfile(migrated_file, self.folder / "matchmaker.db")
        self.sql = sqlite3.connect(path)
        self.database = open_database(f"sqlite:///{path}")
        self.context = replace(
            build_context(replace(read_settings({}), var=self.folder)),
            open_unit=self.database.unit,
            now=lambda: START,
        )
        self.done = Counter()

    def teardown(self) -> None:
        self.database.dispose()
        self.sql.close()
        shutil.rmtree(self.folder)

    @initialize()
    def open_doors(self) -> None:
        with self.context.open_unit() as unit:
            startups = unit.startups.add_many(draft_startup(f"企业{n}") for n in range(EACH))
            investors = unit.investors.add_many(draft_investor(f"资本{n}") for n in range(EACH))
            ids = [unit.accounts.add(_draft(n), password_hash=None) for n in range(2 * EACH)]
            for number, (startup, investor) in enumerate(zip(startups, investors, strict=True)):
                unit.accounts.link(ids[number], kind=PartyKind.STARTUP, profile_id=startup)
                backer = ids[number + EACH] if number else ids[0]
                unit.accounts.link(backer, kind=PartyKind.INVESTOR, profile_id=investor)
            unit.commit()
        self.people = [self._act(it) for it in (*ids[:EACH], ids[0], *ids[EACH + 1 :])]
        self.profiles = [(PartyKind.STARTUP, it) for it in startups] + [(PartyKind.INVESTOR, it) for it in investors]
        self.event = self._create_event(replace(self.people[0], roles=frozenset(Role)))
        self.own = [self._register(number) for number in range(2 * EACH)]
        self.slots = [it.id for it in events.get_event(self.context, self.people[0], self.event).event.slots]

    def _act(self, account_id: int) -> Actor:
        actor = find_actor(self.context, account_id)
        assert actor is not None
        return actor

    def _create_event(self, organizer: Actor) -> int:
        first = START + timedelta(days=9)
        return events.create_event(
            self.context,
            organizer,
            name="年会",
            venue="会展厅",
            registration_deadline=START + timedelta(days=5),
            wish_deadline=START + timedelta(days=7),
            slots=[
                SlotDraft(starts_at=first + timedelta(hours=n), ends_at=first + timedelta(hours=n + 1), tables=2)
                for n in range(3)
            ],
            rules=EventRules(startup_wishes=BUDGETS["startup"], investor_wishes=BUDGETS["investor"]),
        )

    def _register(self, number: int) -> ParticipationId:
        kind, profile_id = self.profiles[number]
        return events.register(self.context, self.people[number], event_id=self.event, kind=kind, profile_id=profile_id)

    @rule(what=st.sampled_from(WEIGHTS), who=NUMBERS, whom=NUMBERS, how=NUMBERS)
    def happen(self, what: str, who: int, whom: int, how: int) -> None:
        """Usually people wish for the other side for themselves; sometimes they try actions that are not theirs."""
        number = self._choose(what, who)
        own, person = self.own[number], self.people[number if how % 9 else whom % (2 * EACH)]
        across = whom % EACH + (EACH if number < EACH else 0)
        other = self.own[across if how % 7 else whom % (2 * EACH)]
        if what in WISH_KINDS and (stored := [row[1] for row in self._list(what) if row[0] == own]):
            other = stored[whom % len(stored)]
        pair = partial(self._try, what, participation_id=own, wished_id=other)
        acts: dict[str, Callable[[], None]] = {
            "add": lambda: pair(events.add_wish, person),
            "remove": lambda: pair(events.remove_wish, person),
            "pass": lambda: pair(events.pass_on, person),
            "undo": lambda: pair(events.undo_pass, person),
            "reorder": lambda: self._try(what, events.reorder_wishes, person, own, self._shuffle(own, how)),
            "leave": lambda: self._try(what, events.withdraw_participation, person, own),
            "return": lambda: self._try(what, lambda _context, _person: self._register(number), person),
            "open": lambda: self._try(what, events.set_open_slots, person, own, self.slots[: how % 4]),
        }
        acts[what]()

    def _choose(self, what: str, who: int) -> int:
        """Choose who acts: preferably somebody with a wish or a withdrawal that can be undone."""
        able = [self.own.index(row[0]) for row in self._list(what)] or list(range(2 * EACH))
        return able[who % len(able)]

    def _list(self, what: str) -> list[tuple]:
        if what == "return":
            return self.sql.execute("SELECT id FROM participations WHERE state = 'withdrawn'").fetchall()
        return [row for row in self.sql.execute(STORED_WISHES) if what in WISH_KINDS and row[3] == WISH_KINDS[what]]

    def _try(self, name: str, act: Callable[..., object], person: Actor, *args: object, **named: object) -> None:
        """Run the action; a refusal is a valid answer, every other exception a fault."""
        try:
            act(self.context, person, *args, **named)
            self.done[name] += 1
        except DatabaseBusy:
            raise
        except Refused:
            self.done["refused"] += 1

    def _shuffle(self, own: ParticipationId, seed: int) -> list[ParticipationId]:
        ranked = [row[1] for row in self.sql.execute(STORED_WISHES) if row[0] == own and not row[3]]
        return Random(seed).sample(ranked, len(ranked))  # noqa: S311 -- chance, no secret

    @invariant()
    def facts_hold(self) -> None:
        stored = self.sql.execute(STORED_WISHES).fetchall()
        assert len({row[:2] for row in stored}) == len(stored), "a pair was wished for twice, or wished for and vetoed"
        assert all(wisher != wished and kind != other for wisher, wished, _, _, kind, other in stored)
        for wisher in {row[0] for row in stored}:
            ranks = sorted(row[2] for row in stored if row[0] == wisher and not row[3])
            kind = next(row[4] for row in stored if row[0] == wisher)
            assert ranks == list(range(1, len(ranks) + 1)), "ranks have a gap"
            assert len(ranks) <= BUDGETS[kind]
        busy_slots: dict[tuple[int, int], set[int | None]] = {}
        for account_id, own, slot in self.sql.execute(CALENDARS):
            busy_slots.setdefault((account_id, own), set()).add(slot)
        persons = {(account_id, frozenset(slots)) for (account_id, _), slots in busy_slots.items()}
        assert len(persons) == len({it for it, _ in busy_slots}), "one person keeps two calendars"


def _draft(number: int) -> AccountDraft:
    role = Role.FOUNDER if number < EACH else Role.INVESTOR
    roles = frozenset({Role.FOUNDER, Role.INVESTOR} if number == 0 else {role})
    return AccountDraft(email=f"p{number}@machine.cn", name=f"p{number}", roles=roles, created_at=START)


def test_what_must_hold_of_wishes_holds_when_random_people_act(migrated_file: Path) -> None:
    machines: list[Counter] = []

    def build() -> Wishing:
        machine = Wishing(migrated_file)
        machines.append(machine.done)
        return machine

    run_state_machine_as_test(build, settings=QUICK)

    done = sum(machines, Counter())
    assert set(WEIGHTS) <= set(done), f"some acts never came about: {done}"
