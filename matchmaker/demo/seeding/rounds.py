"""Open applications for a matching round, a discarded round, and a computed draft round as an example."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matchmaker.demo.seeding.applications import TEXTS, DemoPeople
from matchmaker.demo.seeding.demo_accounts import NETWORK_FLAG
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

DONE_FLAG = "demo_rounds"
"""Name of the flag that the applications and rounds are stored."""

STARTUPS, MENTORS, CHOICES = 60, 25, 3
MAX_PLACES = 2
"""Largest number of free places of these mentors, so that not everybody can get the first choice."""

SEARCHED_STARTUPS = 400
"""Startups searched for applicants: most have suggestions, some have applied already."""


@dataclass(frozen=True, slots=True)
class DemoApplicant:
    """A startup, its founder, and the mentors suggested to it, the best first."""

    startup_id: StartupId
    founder: AccountId
    fits: dict[MentorId, Fit]


def seed_rounds(context: Context) -> int:
    """Add applications of sixty startups to twenty-five mentors, some of them popular; returns their number."""
    operator = DemoPeople(context).find_known(Role.OPERATOR)
    with context.begin(None, readonly=True) as case:
        if (
            operator is None
            or case.unit.flags.find(NETWORK_FLAG) is None
            or case.unit.flags.find(DONE_FLAG) is not None
        ):
            return 0
        applicants = _list_applicants(case)
    _add_discarded_round(context, operator)
    with context.begin(None) as case:
        made = sum(_apply(case, it, number=number) for number, it in enumerate(applicants))
        key = case.unit.rounds.add(RoundOptions(), created_by=operator.account_id, created_at=case.now)
        case.unit.flags.set(DONE_FLAG, str(made))
        case.unit.commit()
    compute_draft(context, key)
    return made


def _list_applicants(case: UseCase[Actor | None]) -> list[DemoApplicant]:
    """Startups without an application, each with its best suggestions among the most suggested mentors."""
    startups = [it.id for it in case.unit.startups.iterate_all() if it.is_demo][3::7][:SEARCHED_STARTUPS]
    free = [it for it in startups if not case.unit.applications.list_open(startup_id=it)]
    available = _list_available_mentors(case)
    applicants = [found for it in free if (found := _find_applicant(case.unit, it, available)) is not None]
    counted = Counter(mentor for it in applicants for mentor in it.fits)
    popular = {mentor for mentor, _ in sorted(counted.items(), key=lambda it: (-it[1], it[0]))[:MENTORS]}
    narrowed = [replace(it, fits={key: fit for key, fit in it.fits.items() if key in popular}) for it in applicants]
    return [it for it in narrowed if it.fits][:STARTUPS]


def _list_available_mentors(case: UseCase[Actor | None]) -> set[MentorId]:
    """Certified mentors of the demo with few free places, who do not pause; without the public demo account."""
    today, known = case.today, DemoPeople(case.context).find_known(Role.MENTOR)
    seated = {SeatState.CERTIFIED, SeatState.DUE}
    return {
        mentor.id
        for mentor in case.unit.mentors.iterate_all()
        if mentor.is_demo
        and 0 < mentor.places_left <= MAX_PLACES
        and not mentor.is_paused_on(today)
        and seat_state(mentor.certified_until, None, today) in seated
        and (known is None or mentor.id != known.mentor_id)
    }


def _find_applicant(unit: UnitOfWork, startup_id: StartupId, mentors: set[MentorId]) -> DemoApplicant | None:
    members = unit.startups.list_members(startup_id)
    listed = unit.suggestions.list_for(PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR)
    fits = {MentorId(it.candidate_id): it.fit for it in listed if it.candidate_id in mentors}
    return DemoApplicant(startup_id, members[0], fits) if members and fits else None


def _apply(case: UseCase[Actor | None], applicant: DemoApplicant, *, number: int) -> int:
    """Add up to three choices, made one to nine days ago; the first is open for its mentor, the others are queued."""
    then = DemoPeople(case.context).context_days_ago(1 + number % 9).now()
    goal, tried = TEXTS[number % len(TEXTS)]
    chosen: Sequence[tuple[MentorId, Fit]] = list(applicant.fits.items())[:CHOICES]
    if number % 3 == 1:  # some prefer the second suggestion
        chosen = [*chosen[1:2], *chosen[:1], *chosen[2:]]
    for rank, (mentor_id, fit) in enumerate(chosen, start=1):
        case.unit.applications.add(
            startup_id=applicant.startup_id,
            mentor_id=mentor_id,
            applied_by=applicant.founder,
            goal=goal,
            tried=tried,
            state=ApplicationState.APPLIED if rank == 1 else ApplicationState.QUEUED,
            rank=rank,
            applied_at=then,
            fit=fit,
        )
    return len(chosen)


def _add_discarded_round(context: Context, operator: Actor) -> RoundId | None:
    """Add a draft round of two weeks ago, over the few applications of that time, that was discarded."""
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
