"""Open applications that a matching round is worth, a round that was put aside, and a dry run to look at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matchmaker.demo.seeding.applications import TEXTS, DemoPeople
from matchmaker.demo.seeding.demo_accounts import MARK
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES
from matchmaker.domain.ids import AccountId, MentorId, RoundId, StartupId
from matchmaker.domain.pool import SeatState, seat_state
from matchmaker.domain.rounds import Emphasis, RoundGoal, RoundOptions
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.mentoring.rounds import discard_round
from matchmaker.services.mentoring.rounds.computation import compute_draft
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.storage import UnitOfWork

DONE = "demo_rounds"
"""Name of the mark that the applications and rounds were made."""

STARTUPS, MENTORS, CHOICES = 60, 25, 3
FEW = 2
"""Places of those who are asked, so that not everybody can have the first choice."""

LOOKED_AT = 400
"""Startups that are looked at to find those: most have suggestions, some have applied already."""


@dataclass(frozen=True, slots=True)
class DemoApplicant:
    """A startup, who applies for it, and the mentors suggested to it, the best first."""

    startup_id: StartupId
    founder: AccountId
    fits: dict[MentorId, Fit]


def seed_rounds(context: Context) -> int:
    """Let sixty startups ask some twenty-five mentors, several of whom are asked by many; how many applications."""
    operator = DemoPeople(context).find_known(Role.OPERATOR)
    with context.begin(None, readonly=True) as case:
        if operator is None or case.unit.flags.find(MARK) is None or case.unit.flags.find(DONE) is not None:
            return 0
        askers = _list_askers(case)
    _put_one_aside(context, operator)
    with context.begin(None) as case:
        made = sum(_apply(case, it, number=number) for number, it in enumerate(askers))
        key = case.unit.rounds.add(RoundOptions(), created_by=operator.account_id, created_at=case.now)
        case.unit.flags.set(DONE, str(made))
        case.unit.commit()
    compute_draft(context, key)
    return made


def _list_askers(case: UseCase[Actor | None]) -> list[DemoApplicant]:
    """Startups without an application, each with its best suggestions among the mentors who are suggested most."""
    startups = [it.id for it in case.unit.startups.iterate_all() if it.is_demo][3::7][:LOOKED_AT]
    free = {it for it in startups if not case.unit.applications.list_open(startup_id=it)}
    takers = _list_takers(case)
    askers = [
        it for it in (_look(case.unit, startup, takers) for startup in startups if startup in free) if it is not None
    ]
    counted = Counter(mentor for it in askers for mentor in it.fits)
    popular = {mentor for mentor, _ in sorted(counted.items(), key=lambda it: (-it[1], it[0]))[:MENTORS]}
    narrowed = [replace(it, fits={key: fit for key, fit in it.fits.items() if key in popular}) for it in askers]
    return [it for it in narrowed if it.fits][:STARTUPS]


def _list_takers(case: UseCase[Actor | None]) -> set[MentorId]:
    """Certified mentors of the demo with a place, who do not pause; nobody's log-in is among them."""
    today, known = case.today, DemoPeople(case.context).find_known(Role.MENTOR)
    seated = {SeatState.CERTIFIED, SeatState.DUE}
    return {
        it.id
        for it in case.unit.mentors.iterate_all()
        if it.is_demo
        and 0 < it.places_left <= FEW
        and not it.is_paused_on(today)
        and seat_state(it.certified_until, None, today) in seated
        and (known is None or it.id != known.mentor_id)
    }


def _look(unit: UnitOfWork, startup_id: StartupId, takers: set[MentorId]) -> DemoApplicant | None:
    members = unit.startups.list_members(startup_id)
    listed = unit.suggestions.list_for(PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR)
    fits = {MentorId(it.candidate_id): it.fit for it in listed if it.candidate_id in takers}
    return DemoApplicant(startup_id, members[0], fits) if members and fits else None


def _apply(case: UseCase[Actor | None], asker: DemoApplicant, *, number: int) -> int:
    """Up to three choices, made one to nine days ago; the first is before its mentor."""
    then = DemoPeople(case.context).context_days_ago(1 + number % 9).now()
    goal, tried = TEXTS[number % len(TEXTS)]
    chosen: Sequence[tuple[MentorId, Fit]] = list(asker.fits.items())[:CHOICES]
    if number % 3 == 1:  # some would rather have the one whom the platform suggests second
        chosen = [*chosen[1:2], *chosen[:1], *chosen[2:]]
    for rank, (mentor_id, fit) in enumerate(chosen, start=1):
        case.unit.applications.add(
            startup_id=asker.startup_id,
            mentor_id=mentor_id,
            applied_by=asker.founder,
            goal=goal,
            tried=tried,
            state=ApplicationState.APPLIED if rank == 1 else ApplicationState.QUEUED,
            rank=rank,
            applied_at=then,
            fit=fit,
        )
    return len(chosen)


def _put_one_aside(context: Context, operator: Actor) -> RoundId | None:
    """A dry run over the few applications of two weeks ago that was not applied."""
    then = DemoPeople(context).context_days_ago(14)
    with then.open_unit() as unit:
        if not any(it.state in PENDING_STATES for it in unit.applications.list_open()):
            return None
        options = RoundOptions(goal=RoundGoal.STABLE, emphasis=Emphasis.CHOICE)
        key = unit.rounds.add(options, created_by=operator.account_id, created_at=then.now())
        unit.commit()
    compute_draft(then, key)
    discard_round(then, operator, key)
    return key
