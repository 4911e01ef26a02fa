"""A round for its page: pairs, applications without a place and why, mentors' loads, objections, changes."""

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
    """A line with its application, both parties, and the operator's rule for the pair."""

    line: RoundLine
    entry: ApplicationWithParties
    pair_rule: PairRule | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is placed now, but was not by the computation before."""
        return self.line.is_placed and not self.line.was_placed

    @property
    def is_lost(self) -> bool:
        return self.line.was_placed and not self.line.is_placed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStartupView:
    """All lines of a startup, the highest choice first.

    ``placed``: the line that the round places. ``usual``: the line that would be placed without a round.
    """

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
        """Whether the last computation gave the startup another result than the one before."""
        return any(it.is_new or it.is_lost for it in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMentorView:
    """A mentor with ``asked`` applications, mentees ``before`` the round, mentees ``given`` by it, and the ``cap``."""

    mentor: Mentor
    asked: int
    before: int
    given: int
    cap: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOverview:
    """A round with all that its page shows.

    ``changes`` prevent applying a draft; ``changed`` are their applications. ``newcomers``: number of startups that
    applied since and are in no line. ``recorded``: pairs whose records prevent undoing an applied round.
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
        """Whether there was a computation before, and the last one has another result."""
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
        matching_round = case.unit.rounds.get(round_id)
        lines = case.unit.rounds.list_lines(round_id)
        views = _view(case.unit, matching_round, lines)
        changes, newcomers = _compare(case, matching_round, lines)
        is_applied = matching_round.state is RoundState.APPLIED
        return RoundOverview(
            round=matching_round,
            startups=_list_startups(views),
            mentors=_list_mentors(views, case.unit.rounds.list_caps(round_id), is_applied=is_applied),
            views=views,
            actions=list_actions(matching_round.state),
            job=case.unit.jobs.find_latest(JobKind.ROUND, {"round_id": round_id}),
            changes=changes,
            newcomers=newcomers,
            changed=case.unit.applications.list_with_parties(it.mentorship_id for it in changes),
            recorded=list_with_records(case.unit, lines) if is_applied else (),
            undo_until=find_undo_deadline(matching_round, context.settings.round_undo_days),
        )


def _view(unit: UnitOfWork, matching_round: Round, lines: tuple[RoundLine, ...]) -> dict[ApplicationId, RoundLineView]:
    entries = unit.applications.list_with_parties(it.mentorship_id for it in lines)
    pair_rules = unit.rounds.list_pair_rules(matching_round.id)
    views = (
        RoundLineView(line=line, entry=entries[line.mentorship_id], pair_rule=pair_rules.get(line.mentorship_id))
        for line in lines
    )
    return {it.line.mentorship_id: it for it in views}


def _compare(
    case: UseCase[Actor | None], matching_round: Round, lines: tuple[RoundLine, ...]
) -> tuple[tuple[RoundChange, ...], int]:
    """Changes since a draft was computed, and the number of startups that applied since and are in no line."""
    if matching_round.state is not RoundState.DRAFT or not matching_round.is_current:
        return (), 0
    entrants = load_entrants(case, matching_round)
    startups = {it.startup_id for it in lines}
    newcomers = {it.application.startup_id for it in entrants.entrants} - startups
    return list_changes(case.unit, lines, entrants), len(newcomers)


def _list_startups(views: Mapping[ApplicationId, RoundLineView]) -> tuple[RoundStartupView, ...]:
    by_startup: dict[StartupId, list[RoundLineView]] = {}
    for view in views.values():
        by_startup.setdefault(view.line.startup_id, []).append(view)
    startups = [RoundStartupView(startup=own[0].entry.startup, lines=tuple(own)) for own in by_startup.values()]
    return tuple(sorted(startups, key=lambda it: (it.placed is None, it.startup.name, it.startup.id)))


def _list_mentors(
    views: Mapping[ApplicationId, RoundLineView], caps: Mapping[MentorId, int], *, is_applied: bool
) -> tuple[RoundMentorView, ...]:
    """Mentors of the lines, those with most applications first.

    The mentees now include the pairs of an applied round.
    """
    by_mentor: dict[MentorId, list[RoundLineView]] = {}
    for view in views.values():
        by_mentor.setdefault(view.line.mentor_id, []).append(view)
    mentors = []
    for mentor_id, own in by_mentor.items():
        mentor, given = own[0].entry.mentor, [it for it in own if it.line.is_placed]
        accepted = sum(it.entry.application.state is ApplicationState.ACCEPTED for it in given) if is_applied else 0
        before = mentor.mentees + mentor.mentees_elsewhere - accepted
        mentors.append(
            RoundMentorView(mentor=mentor, asked=len(own), before=before, given=len(given), cap=caps.get(mentor_id))
        )
    return tuple(sorted(mentors, key=lambda it: (-it.asked, it.mentor.name, it.mentor.id)))
