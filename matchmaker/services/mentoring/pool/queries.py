"""The pool for reading: seats with states, one member with the work of several years, mentors who do not answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.assessment import Assessment, Level, WorkRecord, count_points, suggest_level
from matchmaker.domain.ids import MentorId
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.local_time import bounds_of_year
from matchmaker.domain.pool import OPEN_STATES, Seat, SeatCounts, SeatState, SilentMentor, seat_state
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.guards import require

YEARS_SHOWN = 3
"""Years of work on the page of a member, the present year first."""

EXPIRED_WINDOW = timedelta(days=365)
"""How long an expired application counts against a mentor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOverview:
    """Figures of the pool, and its map.

    ``squares``: id, name and seat state of all members in the order of joining; other seats are vacant. ``waiting``:
    applications under review. ``silent``: mentors who do not answer.
    """

    counts: SeatCounts
    squares: tuple[tuple[int, str, SeatState], ...]
    waiting: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfWork:
    """A mentor's recorded work of a year, the points and level computed from it, and the confirmed level."""

    year: int
    work: WorkRecord
    confirmed: Assessment | None

    @property
    def points(self) -> int | None:
        return count_points(self.work)

    @property
    def suggested(self) -> Level | None:
        return suggest_level(self.work)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    seat: Seat
    years: tuple[YearOfWork, ...]
    today: date

    @property
    def needs_reason(self) -> bool:
        """Whether a renewal needs a reason: the last assessment was unqualified."""
        last = next((it.confirmed for it in self.years if it.confirmed), None)
        return last is not None and last.level is Level.UNQUALIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentMentorView:
    """``days``: how long the oldest application has waited, None if none waits any more."""

    silence: SilentMentor
    days: int | None


def get_pool_overview(context: Context, actor: Actor) -> PoolOverview:
    """The pool in figures, and all seats as a map."""
    require(permissions.can_operate(actor))
    today = find_today(context)
    with context.open_unit(readonly=True) as unit:
        by_state = unit.seats.count_states(today)
        squares = tuple(unit.seats.list_map(today))
        waiting = unit.pool.list_page(states=OPEN_STATES, size=1).total
    counts = SeatCounts(
        seats=context.settings.pool_seats, **{state.value: number for state, number in by_state.items()}
    )
    return PoolOverview(counts=counts, squares=squares, waiting=waiting, silent=len(list_silent(context, actor)))


def list_seats(
    context: Context,
    actor: Actor,
    search: ProfileSearch = ALL_PROFILES,
    *,
    state: SeatState | None = None,
    page: int = 1,
) -> Page[Seat]:
    """A page of members and former members. Certificates that run out first come first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.seats.list_page(find_today(context), search, state=state, number=page)


def get_member(context: Context, actor: Actor, mentor_id: MentorId) -> MemberView:
    """One seat with the mentor's work of the last years, for the operator and the mentor."""
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    today = find_today(context)
    with context.open_unit(readonly=True) as unit:
        mentor = unit.mentors.get(mentor_id)
        member = unit.pool.find_member(mentor_id)
        confirmed = {it.year: it for it in unit.pool.list_assessments([mentor_id]).get(mentor_id, ())}
        years = []
        for year in range(today.year, today.year - YEARS_SHOWN, -1):
            since, until = bounds_of_year(year)
            work = unit.mentor_work.list_records([mentor_id], since=since, until=until)[mentor_id]
            years.append(YearOfWork(year=year, work=work, confirmed=confirmed.get(year)))
    state = seat_state(mentor.certified_until, member.exited_at, today)
    return MemberView(seat=Seat(mentor=mentor, member=member, state=state), years=tuple(years), today=today)


def list_silent(context: Context, actor: Actor) -> list[SilentMentorView]:
    """Mentors with applications unanswered for more than ``reminder_days``, or expired within a year."""
    require(permissions.can_operate(actor))
    now = context.now()
    before = now - timedelta(days=context.settings.reminder_days)
    with context.open_unit(readonly=True) as unit:
        found = unit.seats.list_silent(before, now - EXPIRED_WINDOW)
    return [SilentMentorView(silence=it, days=None if it.since is None else (now - it.since).days) for it in found]
