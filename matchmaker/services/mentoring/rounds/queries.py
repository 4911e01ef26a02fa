"""A round as its page shows it: pairs, who gets none and why, loads, objections, what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.jobs import Job
from matchmaker.domain.listings import ApplicationWithParties, Page
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.rounds import (
    PairRule,
    Round,
    RoundAction,
    RoundLine,
    RoundState,
    find_undo_deadline,
    list_actions,
)
from matchmaker.domain.vocabulary import ApplicationState, JobKind
from matchmaker.services.mentoring.rounds.changes import RoundChange, list_changes, list_with_records
from matchmaker.services.mentoring.rounds.entrants import load_entrants
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLineView:
    """A line with its application, both parties, and what the operator marked."""

    line: RoundLine
    entry: ApplicationWithParties
    pair_rule: PairRule | None = None

    @property
    def is_new(self) -> bool:
        """Placed now, and not by the computation before."""
        return self.line.is_placed and not self.line.was_placed

    @property
    def is_lost(self) -> bool:
        return self.line.was_placed and not self.line.is_placed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStartupView:
    """All lines of a startup, the highest choice first; ``placed`` is the one with the round, ``usual`` without it."""

    startup: Startup
    lines: tuple[RoundLineView, ...]

    @property
    def placed(self) -> RoundLineView | None:
        return next((it for it in self.lines if it.line.is_placed), None)

    @property
    def usual(self) -> RoundLineView | None:
        return next((it for it in self.lines if it.line.is_usual), None)

    @property
    def is_changed(self) -> bool:
        """Whether the last computation brought it something else than the one before."""
        return any(it.is_new or it.is_lost for it in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMentorView:
    """A mentor with how many ask, the mentees ``before`` the round, how many it gives, and the operator's cap."""

    mentor: Mentor
    asked: int
    before: int
    given: int
    cap: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOverview:
    """``changes`` keep a draft from being applied; ``recorded`` pairs keep an applied round from being undone.

    ``newcomers`` are startups with applications made since, which are in no line; ``changed`` are those of ``changes``.
    """

    round: Round
    startups: tuple[RoundStartupView, ...]
    mentors: tuple[RoundMentorView, ...]
    views: Mapping[ApplicationId, RoundLineView]
    actions: frozenset[RoundAction]
    job: Job | None = None
    changes: tuple[RoundChange, ...] = ()
    newcomers: int = 0
    changed: Mapping[ApplicationId, ApplicationWithParties] = field(default_factory=dict)
    recorded: tuple[ApplicationId, ...] = ()
    undo_until: datetime | None = None

    @property
    def has_changed(self) -> bool:
        """Whether there was a computation before, and the last one brought something else."""
        return any(it.line.was_placed for it in self.views.values()) and any(it.is_changed for it in self.startups)


def list_rounds(context: Context, actor: Actor, *, page: int = 1) -> Page[Round]:
    """All rounds, the newest first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.rounds.list_page(number=page)


def get_round(context: Context, actor: Actor, round_id: RoundId) -> RoundOverview:
    """Everything about one round."""
    require(permissions.can_operate(actor))
    with context.begin(actor, readonly=True) as case:
        found = case.unit.rounds.get(round_id)
        lines = case.unit.rounds.list_lines(round_id)
        views = _view(case.unit, found, lines)
        changes, newcomers = _compare(case, found, lines)
        is_applied = found.state is RoundState.APPLIED
        return RoundOverview(
            round=found,
            startups=_list_startups(views),
            mentors=_list_mentors(views, case.unit.rounds.list_caps(round_id), is_applied=is_applied),
            views=views,
            actions=list_actions(found.state),
            job=case.unit.jobs.find_latest(JobKind.ROUND, {"round_id": round_id}),
            changes=changes,
            newcomers=newcomers,
            changed=case.unit.applications.list_with_parties(it.mentorship_id for it in changes),
            recorded=list_with_records(case.unit, lines) if is_applied else (),
            undo_until=find_undo_deadline(found, context.settings.round_undo_days),
        )


def _view(unit: UnitOfWork, found: Round, lines: tuple[RoundLine, ...]) -> dict[ApplicationId, RoundLineView]:
    entries = unit.applications.list_with_parties(it.mentorship_id for it in lines)
    marks = unit.rounds.list_pair_rules(found.id)
    return {
        it.mentorship_id: RoundLineView(line=it, entry=entries[it.mentorship_id], pair_rule=marks.get(it.mentorship_id))
        for it in lines
    }


def _compare(
    case: UseCase[Actor | None], found: Round, lines: tuple[RoundLine, ...]
) -> tuple[tuple[RoundChange, ...], int]:
    """What changed since a draft was computed, and how many startups have applied that are in no line."""
    if found.state is not RoundState.DRAFT or not found.is_current:
        return (), 0
    entered = load_entrants(case, found)
    startups = {it.startup_id for it in lines}
    newcomers = {it.application.startup_id for it in entered.entrants} - startups
    return list_changes(case.unit, lines, entered), len(newcomers)


def _list_startups(views: Mapping[ApplicationId, RoundLineView]) -> tuple[RoundStartupView, ...]:
    found: dict[StartupId, list[RoundLineView]] = {}
    for it in views.values():
        found.setdefault(it.line.startup_id, []).append(it)
    made = [RoundStartupView(startup=own[0].entry.startup, lines=tuple(own)) for own in found.values()]
    return tuple(sorted(made, key=lambda it: (it.placed is None, it.startup.name, it.startup.id)))


def _list_mentors(
    views: Mapping[ApplicationId, RoundLineView], caps: Mapping[MentorId, int], *, is_applied: bool
) -> tuple[RoundMentorView, ...]:
    """Mentors of the lines: who is asked most comes first. Pairs of an applied round are among the mentees now."""
    found: dict[MentorId, list[RoundLineView]] = {}
    for it in views.values():
        found.setdefault(it.line.mentor_id, []).append(it)
    made = []
    for mentor_id, own in found.items():
        mentor, given = own[0].entry.mentor, [it for it in own if it.line.is_placed]
        there = sum(it.entry.application.state is ApplicationState.ACCEPTED for it in given) if is_applied else 0
        before = mentor.mentees + mentor.elsewhere - there
        made.append(
            RoundMentorView(mentor=mentor, asked=len(own), before=before, given=len(given), cap=caps.get(mentor_id))
        )
    return tuple(sorted(made, key=lambda it: (-it.asked, it.mentor.name, it.mentor.id)))
