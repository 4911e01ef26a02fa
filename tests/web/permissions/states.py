"""Who may do what in which state: lines made from the steps of the domain, read by ``test_states``.

Letters mean people as in ``roles``; small letters are others of the same role, with profiles of their own:
``f`` founder, ``m`` mentor, ``i`` investor. In each line ``may`` are those who may do it now, ``late`` those whom only
the state stops; for everybody else the thing is not there, or not for their role.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from matchmaker.domain import applications as m
from matchmaker.domain import rounds
from matchmaker.domain.candidacies import CANDIDACY_MOVES
from matchmaker.domain.imports import ImportState
from matchmaker.domain.rounds import RoundAction, RoundState
from matchmaker.domain.vocabulary import ApplicationState, CandidacyState, JobState, ParticipationState, TimetableState

PEOPLE = "FfMmIiGO"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a state: its table, and statements that bring the one with number 1 into a state."""

    name: str
    table: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateLine:
    """``to`` is the state that the action leads to; None where nothing changes."""

    thing: Thing
    state: StrEnum
    method: str
    path: str
    may: str
    late: str = ""
    to: StrEnum | None = None
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.thing.name} {self.state}: {self.method} {self.path}"


MENTORSHIP = Thing(
    "mentorship",
    "mentorships",
    (
        (
            "UPDATE mentorships SET state = :state, ticket = CASE :state WHEN 'wait_listed' THEN 1 END,"
            " opened_at = CASE :state WHEN 'queued' THEN NULL ELSE applied_at END WHERE id = 1"
        ),
        "UPDATE mentors SET mentees = CASE :state WHEN 'accepted' THEN 1 ELSE 0 END WHERE id = 1",
    ),
)
TIMETABLE = Thing(
    "timetable",
    "timetables",
    (
        (
            "UPDATE timetables SET state = :state,"
            " published_at = CASE :state WHEN 'draft' THEN NULL ELSE created_at END WHERE id = 1"
        ),
    ),
)
PARTICIPATION = Thing("participation", "participations", ("UPDATE participations SET state = :state WHERE id = 1",))
CANDIDACY = Thing("candidacy", "candidacies", ("UPDATE candidacies SET state = :state WHERE id = 1",))
IMPORT = Thing(
    "import",
    "imports",
    ("UPDATE imports SET state = :state, applied_at = CASE :state WHEN 'applied' THEN created_at END WHERE id = 1",),
)
JOB = Thing(
    "job",
    "jobs",
    (
        (
            "UPDATE jobs SET state = :state, worker = 'w', lease_until = created_at, attempts = 1,"
            " error_code = CASE :state WHEN 'failed' THEN 'internal' ELSE '' END,"
            " finished_at = CASE WHEN :state IN ('queued', 'running') THEN NULL ELSE created_at END WHERE id = 1"
        ),
    ),
)

ROUND = Thing(
    "round",
    "mentor_rounds",
    (
        (
            "UPDATE mentor_rounds SET state = :state, computed_revision = 1, computed_at = created_at,"
            " figures = json_set(figures, '$.round.placed', 1),"
            " applied_at = CASE WHEN :state IN ('applied', 'undone') THEN created_at END,"
            " closed_at = CASE WHEN :state IN ('undone', 'discarded') THEN created_at END WHERE id = 1"
        ),
    ),
)

SIDES = {m.ApplicationSide.FOUNDER: "F", m.ApplicationSide.MENTOR: "M"}
STEPS: dict[m.ApplicationAction, tuple[str, dict[str, str]]] = {
    m.ApplicationAction.ACCEPT: ("accept", {}),
    m.ApplicationAction.DECLINE: ("decline", {"reason": "方向不同"}),
    m.ApplicationAction.WAIT_LIST: ("wait", {}),
    m.ApplicationAction.WITHDRAW: ("withdraw", {}),
    m.ApplicationAction.END: ("end", {"outcome": "reached", "reason": "目标达成"}),
}
"""Steps that people take: the end of the address, and what the form holds."""


def list_mentorship_lines() -> Iterator[StateLine]:
    """Every state with every step, from the table of steps. What waits for another choice its mentor cannot see."""
    for state in ApplicationState:
        knows = "FO" if state is ApplicationState.QUEUED else "FMO"
        yield StateLine(MENTORSHIP, state, "GET", "/mentorships/1", knows)
        for action, (tail, fields) in STEPS.items():
            step = m.find_transition(state, action)
            ever = {side for it in m.TRANSITIONS if it.action is action for side in it.sides}
            may = _write(step.sides if step else ()) if step else ""
            late = "".join(it for it in _write(ever) if it not in may and it in knows)
            to = step.next_state if step else None
            yield StateLine(MENTORSHIP, state, "POST", f"/mentorships/1/{tail}", may, late, to, fields)


def _write(sides: Sequence[m.ApplicationSide] | set[m.ApplicationSide] | frozenset[m.ApplicationSide]) -> str:
    return "".join(sorted(SIDES[it] for it in sides if it in SIDES))


def list_event_lines() -> Iterator[StateLine]:
    """A draft is published a single time; participants wish, open times and withdraw while they take part."""
    for state in TimetableState:
        yield StateLine(TIMETABLE, state, "GET", "/timetables/1", "GO")
        is_draft = state is TimetableState.DRAFT
        may, late = ("GO", "") if is_draft else ("", "GO")
        yield StateLine(TIMETABLE, state, "POST", "/timetables/1/published", may, late, TimetableState.PUBLISHED)
    own, there = "/events/1/participations/1", ParticipationState.REGISTERED
    for state in ParticipationState:
        is_in = state in {there, ParticipationState.APPLIED}
        may, late = ("F", "") if state is there else ("", "F")
        yield StateLine(PARTICIPATION, state, "GET", f"{own}/wishes", may)
        yield StateLine(PARTICIPATION, state, "POST", f"{own}/wishes/3/undo", may, late)
        may, late = ("FGO", "") if is_in else ("", "FGO")
        yield StateLine(PARTICIPATION, state, "POST", f"{own}/withdraw", may, late, ParticipationState.WITHDRAWN)


def list_desk_lines() -> Iterator[StateLine]:
    """Candidacies follow their table; a file is imported a single time; finished work cannot be stopped."""
    for state in CandidacyState:
        yield StateLine(CANDIDACY, state, "GET", "/candidacies/1", "MmIiGO")
        for to in (CandidacyState.LEFT, CandidacyState.SELECTED, CandidacyState.SUPPORTED):
            may, late = ("O", "") if CANDIDACY_MOVES.can(state, to) else ("", "O")
            yield StateLine(CANDIDACY, state, "POST", "/candidacies/1/move", may, late, to, {"to": to.value})
    for upload in (ImportState.UPLOADED, ImportState.APPLIED):
        may, late = ("O", "") if upload is ImportState.UPLOADED else ("", "O")
        yield StateLine(IMPORT, upload, "POST", "/admin/imports/1/apply", may, late, ImportState.APPLIED)
    for job in JobState:
        may, late = ("GO", "") if job in {JobState.QUEUED, JobState.RUNNING} else ("", "GO")
        yield StateLine(JOB, job, "GET", "/jobs/1", "GO")
        to_state = JobState.CANCELLED if job is JobState.QUEUED else None
        yield StateLine(JOB, job, "POST", "/jobs/1/cancel", may, late, to_state)


ROUND_STEPS: dict[RoundAction, tuple[str, dict[str, str]]] = {
    RoundAction.EDIT: ("/pairs/1", {"kind": "never"}),
    RoundAction.COMPUTE: ("/compute", {}),
    RoundAction.APPLY: ("/apply", {}),
    RoundAction.UNDO: ("/undo", {}),
    RoundAction.DISCARD: ("/discard", {}),
}


def list_round_lines() -> Iterator[StateLine]:
    """Every state of a matching round with every step, from the table of steps."""
    for state in RoundState:
        yield StateLine(ROUND, state, "GET", "/rounds/1", "O")
        for action, (tail, fields) in ROUND_STEPS.items():
            to = rounds.ROUND_STEPS.next_state(state, action)
            may, late = ("", "O") if to is None else ("O", "")
            yield StateLine(ROUND, state, "POST", f"/rounds/1{tail}", may, late, to, fields)


STATES = [*list_mentorship_lines(), *list_event_lines(), *list_desk_lines(), *list_round_lines()]
