"""The pool as a workbook: every seat with its certificate and the work of this year. The caller gives all texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.listings import ALL_PROFILES, ProfileSearch
from matchmaker.domain.pool import Seat, SeatState
from matchmaker.exchange.table import MAX_ROWS, Cell
from matchmaker.exchange.writing import Sheet, write_workbook
from matchmaker.services.mentoring.pool.assessments import list_work
from matchmaker.services.mentoring.pool.queries import YearOfWork
from matchmaker.services.platform.audit import record_export
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.guards import require


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolWords:
    """``columns``: headings in the order of :func:`_row`. ``to_text`` gives a code in the reader's language."""

    title: str
    columns: Sequence[str]
    to_text: Callable[[StrEnum], str]


def export_pool(
    context: Context,
    actor: Actor,
    words: PoolWords,
    search: ProfileSearch = ALL_PROFILES,
    *,
    state: SeatState | None = None,
) -> bytes:
    """The seats that match the filters, as .xlsx."""
    require(permissions.can_operate(actor))
    today = find_today(context)
    with context.open_unit(readonly=True) as unit:
        seats = unit.seats.list_page(today, search, state=state, size=MAX_ROWS).items
        works = list_work(unit, [it.mentor.id for it in seats], today.year)
    record_export(context, actor, kind="mentor", rows=len(seats), search=search.words)
    rows = [_row(it, works[it.mentor.id], words.to_text) for it in seats]
    return write_workbook([Sheet(title=words.title, columns=words.columns, rows=rows, frozen_columns=1)])


def _row(seat: Seat, year: YearOfWork, to_text: Callable[[StrEnum], str]) -> list[Cell]:
    mentor, work = seat.mentor, year.work
    level = year.confirmed.level if year.confirmed else year.suggested
    return [
        mentor.name,
        to_text(mentor.kind),
        mentor.organisation,
        mentor.title,
        to_text(seat.state),
        mentor.certified_until,
        mentor.mentees,
        mentor.capacity,
        work.sessions,
        round(work.hours, 1),
        None if work.mean_score is None else round(work.mean_score, 1),
        work.applications,
        work.answered,
        None if work.answer_days is None else round(work.answer_days, 1),
        year.points,
        to_text(level) if level else None,
        seat.member.exit_reason,
    ]
