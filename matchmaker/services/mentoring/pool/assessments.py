"""The yearly assessment: levels are computed from recorded work. The operator confirms them singly or all together."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.assessment import Assessment, Level, count_points
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.domain.listings import PAGE_SIZE, Page, ProfileSearch
from matchmaker.domain.local_time import bounds_of_year
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pool import Seat, SeatState
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.mentorships.access import check_text
from matchmaker.services.mentoring.pool.queries import YearOfWork
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork

FIRST_YEAR = 2016
"""The first year of the pool. Nothing was recorded before."""

ALL_MEMBERS = 100_000
"""More members than any pool has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """Members with their work of a year, most points first.

    ``recorded``: number of members with any recorded work. ``confirmed``: number of members with a confirmed level.
    """

    page: Page[tuple[Seat, YearOfWork]]
    recorded: int
    confirmed: int


def list_year(context: Context, actor: Actor, year: int, *, search: str = "", page: int = 1) -> YearPage:
    """Members with their work of ``year``."""
    require(permissions.can_operate(actor))
    _check_year(context, year)
    with context.open_unit(readonly=True) as unit:
        seats = unit.seats.list_page(find_today(context), ProfileSearch(words=search), size=ALL_MEMBERS).items
        years = list_work(unit, [it.mentor.id for it in seats], year)
    pairs = sorted(((it, years[it.mentor.id]) for it in seats), key=_rank_key)
    number = max(1, min(page, -(-len(pairs) // PAGE_SIZE)))
    shown = tuple(pairs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return YearPage(
        page=Page(items=shown, number=number, total=len(pairs)),
        recorded=sum(it.work.has_anything for it in years.values()),
        confirmed=sum(it.confirmed is not None for it in years.values()),
    )


def _rank_key(pair: tuple[Seat, YearOfWork]) -> tuple[bool, int, int]:
    """Sort key: most points first, members without points last, ties by id."""
    points = pair[1].points
    return points is None, -(points or 0), pair[0].mentor.id


def get_year(context: Context, actor: Actor, mentor_id: MentorId, year: int) -> YearOfWork:
    """One member's work of ``year``."""
    require(permissions.can_operate(actor))
    _check_year(context, year)
    with context.open_unit(readonly=True) as unit:
        unit.mentors.get(mentor_id)
        return list_work(unit, [mentor_id], year)[mentor_id]


def confirm_level(
    context: Context, actor: Actor, mentor_id: MentorId, *, year: int, level: Level, comment: str = ""
) -> None:
    """Confirm a level. A level other than the suggested one needs a comment."""
    require(permissions.can_operate(actor))
    _check_year(context, year)
    comment = check_text(comment, "comment", is_needed=False)
    with context.begin(actor) as case:
        case.unit.mentors.get_for_update(mentor_id)
        work = list_work(case.unit, [mentor_id], year)[mentor_id]
        if level is not work.suggested and not comment:
            raise StateConflict("level_needs_comment")
        _save_level(case, work, mentor_id=mentor_id, level=level, comment=comment)
        case.unit.commit()


def confirm_suggested(context: Context, actor: Actor, *, year: int) -> int:
    """Confirm the suggested level of all members without a confirmed one. Returns how many."""
    require(permissions.can_operate(actor))
    _check_year(context, year)
    with context.begin(actor) as case:
        seats = case.unit.seats.list_page(case.today, size=ALL_MEMBERS).items
        ids = [it.mentor.id for it in seats if it.state is not SeatState.EXITED]
        years = list_work(case.unit, ids, year)
        levels = {key: work.suggested for key, work in years.items() if work.confirmed is None}
        chosen = {key: level for key, level in levels.items() if level is not None}
        for mentor_id, level in chosen.items():
            _save_level(case, years[mentor_id], mentor_id=mentor_id, level=level, comment="")
        case.unit.commit()
    return len(chosen)


def list_work(unit: UnitOfWork, mentor_ids: Sequence[MentorId], year: int) -> dict[MentorId, YearOfWork]:
    """Work of ``year`` of each mentor, with the confirmed level."""
    since, until = bounds_of_year(year)
    works = unit.mentor_work.list_records(mentor_ids, since=since, until=until)
    confirmed = unit.pool.list_assessments(mentor_ids, year=year)
    return {
        key: YearOfWork(year=year, work=work, confirmed=next(iter(confirmed.get(key, ())), None))
        for key, work in works.items()
    }


def _save_level(case: UseCase[Actor], work: YearOfWork, *, mentor_id: MentorId, level: Level, comment: str) -> None:
    case.unit.pool.put_assessment(
        Assessment(
            mentor_id=mentor_id,
            year=work.year,
            level=level,
            points=count_points(work.work),
            comment=comment,
            confirmed_by=case.actor.account_id,
            confirmed_at=case.now,
        )
    )
    before = {"assessed": work.confirmed.level.value} if work.confirmed else {}
    after = {"year": work.year, "assessed": level.value}
    record_audit(case, action="pool.assess", kind="mentor", subject=mentor_id, before=before, after=after)
    notify(
        case,
        to=case.unit.accounts.list_representatives(PartyKind.MENTOR, mentor_id),
        kind=NoticeKind.POOL_ASSESSED,
        subject_kind="pool_member",
        subject_id=mentor_id,
        data={"year": str(work.year), "level": level},
    )


def _check_year(context: Context, year: int) -> None:
    if not FIRST_YEAR <= year <= find_today(context).year:
        raise Invalid("invalid_fields", fields={"year": "year_range"})
