"""A process that is killed while it applies or undoes a round leaves the round complete or unchanged."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.ids import RoundId
from matchmaker.domain.rounds import RoundOptions
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, Band, PartyKind, Role
from matchmaker.services.mentoring import rounds
from matchmaker.services.mentoring.rounds.computation import compute_draft
from matchmaker.services.platform.context import Context
from tests.integration.faults.killed_process import make_context
from tests.integration.faults.test_killed_use_cases import ForkingProcess
from tests.integration.services.sample_network import draft_mentor, draft_startup

STARTUPS, MENTORS, PLACES, KILLS = 12, 6, 2, 12
BEFORE = {"applied": STARTUPS, "queued": STARTUPS}
AFTER = {"accepted": STARTUPS, "released": STARTUPS}

FAULTS = {
    "a mentor's mentees are not the accepted ones": """
        SELECT id FROM mentors WHERE mentees <> (
            SELECT count(*) FROM mentorships WHERE mentor_id = mentors.id AND state = 'accepted')""",
    "a mentorship without its term, or a term without its mentorship": """
        SELECT id FROM mentorships WHERE (state = 'accepted') <> (
            SELECT count(*) FROM mentoring_terms WHERE mentorship_id = mentorships.id)""",
    "a mentorship of no applied round": """
        SELECT m.id FROM mentorships m LEFT JOIN mentor_rounds r ON r.id = m.round_id
        WHERE (m.state = 'accepted') <> coalesce(r.state = 'applied', 0)""",
    "a round without its entry in the log": """
        SELECT id FROM mentor_rounds r WHERE (state IN ('applied', 'undone')) <> (
            SELECT count(*) FROM audit_entries WHERE action = 'round.apply' AND subject_id = r.id)""",
    "an entry of the log without its seal": """
        SELECT id FROM audit_entries WHERE id NOT IN (SELECT entry_id FROM audit_seals)""",
}


@dataclass
class RoundScenario:
    """A database whose applications can all be accepted, and the process that forks a child for every use-case."""

    path: Path
    context: Context
    operator: Actor
    victims: ForkingProcess

    def begin(self) -> RoundId:
        key = rounds.create_round(self.context, self.operator, RoundOptions())
        compute_draft(self.context, key)
        return key

    def order(self, act: str, key: RoundId, seconds: float | None = None) -> tuple[bool, float]:
        return self.victims.order(act, (self.operator.account_id, key), seconds)

    def ask(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query).fetchall()

    def states(self) -> dict[str, int]:
        return dict(self.ask("SELECT state, count(*) FROM mentorships GROUP BY state"))

    def faults(self) -> dict[str, list[tuple]]:
        found = {fault: self.ask(query) for fault, query in FAULTS.items()}
        return {fault: rows for fault, rows in found.items() if rows}


@pytest.fixture
def ground(migrated_file: Path, tmp_path: Path) -> Iterator[RoundScenario]:
    path = Path(shutil.copyfile(migrated_file, tmp_path / "matchmaker.db"))
    context = make_context(f"sqlite:///{path}", tmp_path)
    operator = fill(context)
    victims = ForkingProcess(f"sqlite:///{path}", tmp_path)
    yield RoundScenario(path, context, operator, victims)
    victims.close()


def fill(context: Context) -> Actor:
    """Every startup asks two mentors, and there is a place for each."""
    now = context.now()
    with context.open_unit() as unit:
        operator, founder = (
            unit.accounts.add(
                AccountDraft(email=f"{role}@kill.cn", name=role.value, roles=frozenset({role}), created_at=now),
                password_hash=None,
            )
            for role in (Role.OPERATOR, Role.FOUNDER)
        )
        startups = unit.startups.add_many(draft_startup(f"第{n}家") for n in range(STARTUPS))
        until = now.date() + timedelta(days=300)
        mentors = unit.mentors.add_many(
            draft_mentor(name=f"导师{n}", capacity=PLACES, certified_until=until) for n in range(MENTORS)
        )
        for n, startup in enumerate(startups):
            unit.accounts.link(founder, kind=PartyKind.STARTUP, profile_id=startup)
            for rank, state in ((1, ApplicationState.APPLIED), (2, ApplicationState.QUEUED)):
                unit.applications.add(
                    startup_id=startup,
                    mentor_id=mentors[(n + rank) % MENTORS],
                    applied_by=founder,
                    goal="量产",
                    state=state,
                    rank=rank,
                    applied_at=now,
                    fit=Fit(score=0.5, band=Band.GOOD, reasons=()),
                )
        actor = unit.accounts.find_actor(operator)
        unit.commit()
    assert actor is not None
    return replace(actor)


def test_a_round_is_whole_or_undone_when_its_process_is_killed(ground: RoundScenario) -> None:
    dice = random.Random("killed in a round")  # noqa: S311 -- chance, no secret
    lived: dict[str, list[float]] = {"apply_round": [], "undo_round": []}
    assert ground.states() == BEFORE
    for _ in range(3):
        key = ground.begin()
        for act, leads_to in (("apply_round", AFTER), ("undo_round", BEFORE)):
            is_done, seconds = ground.order(act, key)
            assert is_done
            assert ground.states() == leads_to
            lived[act].append(seconds)
    cut = 0
    for _ in range(KILLS):
        key = ground.begin()
        is_acknowledged, _ = ground.order("apply_round", key, dice.uniform(0, median(lived["apply_round"])))
        assert ground.states() in (BEFORE, AFTER), "half of it was saved"
        assert ground.states() == AFTER or not is_acknowledged, "what was acknowledged is lost"
        assert not ground.faults()
        if ground.states() == BEFORE:
            cut += 1
            continue
        ground.order("undo_round", key, dice.uniform(0, median(lived["undo_round"])))
        assert ground.states() in (BEFORE, AFTER), "half of it was taken back"
        assert not ground.faults()
        if ground.states() == AFTER:
            cut += 1
            ground.order("undo_round", key)
    assert cut, "no kill came in time"
    assert ground.ask("PRAGMA integrity_check") == [("ok",)]
