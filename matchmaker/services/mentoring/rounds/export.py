"""A round as a workbook: every application with its outcome, and the mentors' loads. The caller gives all texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import RoundId
from matchmaker.exchange.table import Cell
from matchmaker.exchange.writing import Sheet, write_workbook
from matchmaker.services.mentoring.rounds.queries import RoundLineView, RoundMentorView, get_round
from matchmaker.services.platform.audit import record_export
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWords:
    """Titles, and headings in the order of the cells. ``to_text`` gives a code in the reader's language."""

    lines: str
    line_columns: Sequence[str]
    mentors: str
    mentor_columns: Sequence[str]
    yes: str
    to_text: Callable[[StrEnum], str]


def export_round(context: Context, actor: Actor, round_id: RoundId, words: RoundWords) -> bytes:
    """The round as .xlsx."""
    overview = get_round(context, actor, round_id)
    lines = [_line(it, words) for startup in overview.startups for it in startup.lines]
    mentors = [_mentor(it) for it in overview.mentors]
    record_export(context, actor, kind="round", subject=round_id, rows=len(lines))
    return write_workbook(
        [
            Sheet(title=words.lines, columns=words.line_columns, rows=lines, frozen_columns=1),
            Sheet(title=words.mentors, columns=words.mentor_columns, rows=mentors, frozen_columns=1),
        ]
    )


def _line(view: RoundLineView, words: RoundWords) -> list[Cell]:
    fit = view.entry.application.fit
    return [
        view.entry.startup.name,
        view.line.choice,
        view.entry.mentor.name,
        words.to_text(view.line.outcome),
        words.to_text(fit.band) if fit else None,
        words.yes if view.line.is_usual else None,
        words.to_text(view.pair_rule.kind) if view.pair_rule else None,
        view.entry.application.goal,
    ]


def _mentor(view: RoundMentorView) -> list[Cell]:
    capacity = view.mentor.capacity
    return [
        view.mentor.name,
        view.mentor.organisation,
        view.asked,
        view.before,
        view.given,
        view.before + view.given,
        capacity,
    ]
