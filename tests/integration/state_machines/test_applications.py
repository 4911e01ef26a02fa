"""Random people apply, order, answer, withdraw, pause, end and let time pass; the invariants hold after every step."""

import shutil
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from matchmaker.app import build_context
from matchmaker.config import ROOT, read_settings
from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.applications import MENTORSHIP_STEPS, OPEN_STATES, PENDING_STATES
from matchmaker.domain.errors import DatabaseBusy, Refused
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.jobs.schedule import SCHEDULED_TASKS, run_scheduled_tasks
from matchmaker.services.mentoring import applications
from matchmaker.storage import open_database
from tests.actors import find_actor
from tests.integration.services.sample_network import draft_mentor, draft_startup

START, STARTUPS, CAPACITIES, BUDGET = datetime(2026, 6, 1, 2, 0, tzinfo=UTC), 4, (1, 2, 1), 3
QUICK = settings(
    max_examples=12,
    stateful_step_count=30,
    phases=[Phase.generate],  # a failure is reported with its steps; shrinking them takes minutes
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DUE = {
    name: SCHEDULED_TASKS[name]
    for name in ("remind_mentors", "close_silent_applications", "open_next_choices", "fill_places")
}
NUMBERS = st.integers(0, 30)
ANSWERS = {
    "accept": applications.accept_application,
    "decline": partial(applications.decline_application, reason="方向不同"),
    "wait_list": applications.wait_list_application,
    "end": applications.end_mentorship,
    "withdraw": applications.withdraw_application,
}


WEIGHTS = (
    ["apply"] * 5 + ["accept"] * 3 + ["decline", "wait_list", "end", "withdraw"] * 2 + ["reorder", "pause", "time"]
)
STATES_OF = {
    "accept": {ApplicationState.APPLIED},
    "decline": {ApplicationState.APPLIED, ApplicationState.WAIT_LISTED},
    "wait_list": {ApplicationState.APPLIED},
    "end": {ApplicationState.ACCEPTED},
    "withdraw": PENDING_STATES,
}
"""States in which an answer is usual; in others it is refused, which is tried too."""


REACHABLE = {state: MENTORSHIP_STEPS.reachable(state) for state in ApplicationState}
"""States that each state can reach by any number of legal steps."""


class Fact(NamedTuple):
    id: ApplicationId
    startup_id: StartupId
    mentor_id: MentorId
    state: ApplicationState
    rank: int
    ticket: int | None


FACTS = "SELECT id, startup_id, mentor_id, state, rank, ticket FROM mentorships ORDER BY id"


class Mentoring(RuleBasedStateMachine):
    """``people``: a founder for each startup, a mentor for each mentor; each may try actions that are not theirs."""

    def __init__(self, migrated_file: Path) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="matchmaker-machine-"))
        path = shutil.copyfile(migrated_file, self.folder / "matchmaker.db")
        self.now = START
        self.sql = sqlite3.connect(path)
        self.database = open_database(f"sqlite:///{path}")
        self.context = replace(
            build_context(replace(read_settings({}), var=self.folder, seeds=ROOT / "seeds", open_applications=BUDGET)),
            open_unit=self.database.unit,
            now=lambda: self.now,
        )
        self.seen: dict[ApplicationId, ApplicationState] = {}
        self.done = Counter()
        self._settle_people()

    def teardown(self) -> None:
        self.database.dispose()
        self.sql.close()
        shutil.rmtree(self.folder)

    def _settle_people(self) -> None:
        with self.context.open_unit() as unit:
            self.startups = unit.startups.add_many(draft_startup(f"企业{n}") for n in range(STARTUPS))
            ids = [unit.accounts.add(_draft(f"f{n}", Role.FOUNDER), password_hash=None) for n in range(STARTUPS)]
            for account_id, startup_id in zip(ids, self.startups, strict=True):
                unit.accounts.link(account_id, kind=PartyKind.STARTUP, profile_id=startup_id)
            guides = [unit.accounts.add(_draft(f"m{n}", Role.MENTOR), password_hash=None) for n in range(3)]
            self.mentors = [
                unit.mentors.add(draft_mentor(capacity=capacity, account_id=account_id))
                for capacity, account_id in zip(CAPACITIES, guides, strict=True)
            ]
            unit.commit()
        self.people = [find_actor(self.context, it) for it in (*ids, *guides)]

    @initialize(order=st.permutations(range(STARTUPS)))
    def ask_everybody(self, order: list[int]) -> None:
        """Let each founder apply to all mentors."""
        for startup in order:
            for mentor in range(3):
                self.apply(who=1, startup=startup, mentor=(startup + mentor) % 3)

    def _list(self) -> list[Fact]:
        """All applications as plain SQL returns them, by id."""
        return [Fact(*row[:3], ApplicationState(row[3]), *row[4:]) for row in self.sql.execute(FACTS)]

    def _try(self, name: str, act: partial) -> None:
        """Run the action; a refusal is a valid answer, every other exception a fault."""
        try:
            act()
            self.done[name] += 1
        except DatabaseBusy:
            raise
        except Refused:
            self.done["refused"] += 1

    @rule(what=st.sampled_from(WEIGHTS), who=NUMBERS, which=NUMBERS, how=NUMBERS)
    def happen(self, what: str, who: int, which: int, how: int) -> None:
        """Usually the right person acts; sometimes anybody tries."""
        if what == "apply":
            self.apply(who, which, how)
        elif what == "reorder":
            self.reorder(which, Random(how))  # noqa: S311 -- chance, no secret
        elif what == "pause":
            self.pause(which, is_pause=how % 4 == 0)
        elif what == "time":
            self.now += timedelta(days=(0, 1, 8, 15)[how % 4])
            assert run_scheduled_tasks(self.context, DUE).failed == ()
        elif self.seen:
            self.answer(what, who, which)

    def apply(self, who: int, startup: int, mentor: int) -> None:
        startup_id, mentor_id = StartupId(self.startups[startup % STARTUPS]), MentorId(self.mentors[mentor % 3])
        person = self.people[startup % STARTUPS] if who % 8 else self.people[who % 7]
        apply = partial(applications.apply_to_mentor, self.context, person, goal="量产")
        self._try("apply", partial(apply, startup_id=startup_id, mentor_id=mentor_id))

    def answer(self, answer: str, who: int, which: int) -> None:
        waiting_for = STATES_OF[answer]
        fitting = [it for it in self._list() if it.state in waiting_for] if who % 4 else []
        chosen = fitting or self._list()
        it = chosen[which % len(chosen)]
        founder, mentor = it.startup_id - self.startups[0], STARTUPS + it.mentor_id - self.mentors[0]
        own = self.people[founder if answer == "withdraw" else mentor]
        person = own if who % 8 else self.people[which % 7]
        self._try(answer, partial(ANSWERS[answer], self.context, person, it.id))

    def reorder(self, startup: int, dice: Random) -> None:
        startup_id = StartupId(self.startups[startup % STARTUPS])
        order = [it.id for it in self._list() if it.startup_id == startup_id and it.state in PENDING_STATES]
        dice.shuffle(order)
        person = self.people[startup % STARTUPS]
        reorder = partial(applications.reorder_applications, self.context, person, startup_id=startup_id)
        self._try("reorder", partial(reorder, application_ids=order))

    def pause(self, mentor: int, *, is_pause: bool) -> None:
        act = applications.pause_mentor if is_pause else applications.resume_mentor
        person = self.people[STARTUPS + mentor % 3]
        self._try("pause", partial(act, self.context, person, MentorId(self.mentors[mentor % 3])))

    @invariant()
    def facts_hold(self) -> None:
        everything = self._list()
        self._check_capacity(everything)
        for startup_id in self.startups:
            _check_choices([it for it in everything if it.startup_id == startup_id])
        for mentor_id in self.mentors:
            _check_line([it for it in everything if it.mentor_id == mentor_id])
        for fact in everything:
            assert fact.state in REACHABLE[self.seen.get(fact.id, ApplicationState.QUEUED)], "no legal step leads there"
            self.seen[fact.id] = fact.state

    def _check_capacity(self, everything: list[Fact]) -> None:
        accepted = Counter(it.mentor_id for it in everything if it.state is ApplicationState.ACCEPTED)
        with self.context.open_unit(readonly=True) as unit:
            mentors = [unit.mentors.get(it) for it in self.mentors]
        for mentor, capacity in zip(mentors, CAPACITIES, strict=True):
            assert mentor.mentees == accepted[mentor.id] <= capacity
            assert 0 <= mentor.places_to_offer <= capacity


def _check_choices(own: list[Fact]) -> None:
    """Check one startup: its budget, distinct ranks, one mentor asked at a time, one open application for a pair."""
    pending = [it for it in own if it.state in PENDING_STATES]
    assert len(pending) <= BUDGET
    assert len({it.rank for it in pending}) == len(pending)
    assert sum(it.state is ApplicationState.APPLIED for it in pending) <= 1, "two mentors were asked at once"
    open_pairs = [it.mentor_id for it in own if it.state in OPEN_STATES]
    assert len(set(open_pairs)) == len(open_pairs)


def _check_line(asked: list[Fact]) -> None:
    """Check one mentor: everybody on the waiting list has a place of their own."""
    tickets = [it.ticket for it in asked if it.state is ApplicationState.WAIT_LISTED]
    assert None not in tickets
    assert len(set(tickets)) == len(tickets), "two stand at the same place"


def _draft(name: str, role: Role) -> AccountDraft:
    return AccountDraft(email=f"{name}@machine.cn", name=name, roles=frozenset({role}), created_at=START)


def test_what_must_hold_of_mentorships_holds_when_random_people_act(migrated_file: Path) -> None:
    machines: list[Counter] = []

    def build() -> Mentoring:
        machine = Mentoring(migrated_file)
        machines.append(machine.done)
        return machine

    run_state_machine_as_test(build, settings=QUICK)

    done = sum(machines, Counter())
    assert set(ANSWERS) <= set(done), f"some acts never came about: {done}"
