"""A round as a workbook: every application with its outcome, and the mentors' loads. All words are the caller's."""

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
    """Titles and headings in the order of the rows; ``tell`` says a code in the reader's language."""

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


def _line(it: RoundLineView, words: RoundWords) -> list[Cell]:
    fit = it.entry.application.fit
    return [
        it.entry.startup.name,
        it.line.choice,
        it.entry.mentor.name,
        words.to_text(it.line.outcome),
        words.to_text(fit.band) if fit else None,
        words.yes if it.line.is_usual else None,
        words.to_text(it.pair_rule.kind) if it.pair_rule else None,
        it.entry.application.goal,
    ]


def _mentor(it: RoundMentorView) -> list[Cell]:
    capacity = it.mentor.capacity
    return [it.mentor.name, it.mentor.organisation, it.asked, it.before, it.given, it.before + it.given, capacity]
