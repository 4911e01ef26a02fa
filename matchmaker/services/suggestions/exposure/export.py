"""Exposure as a workbook: figures, groups, and all members with their number of lists.

The caller supplies all words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.exposure import Dimension, ExposureGroup, ExposureMember, group_members
from matchmaker.exchange.table import Cell
from matchmaker.exchange.writing import Sheet, write_workbook
from matchmaker.services.platform.audit import record_export
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.suggestions.exposure.figures import KindFigures, Kinds, list_figures, load_members

DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureWords:
    """Titles and headings of the three sheets. ``to_text`` returns a code in the reader's language."""

    titles: Sequence[str]
    figures: Sequence[str]
    groups: Sequence[str]
    members: Sequence[str]
    kind: str
    to_text: Callable[[StrEnum | None], str]


def export_exposure(context: Context, actor: Actor, kinds: Kinds, words: ExposureWords) -> bytes:
    """Export one kind of list as .xlsx: its figures, groups by zone, stage and industry, and all members."""
    require(permissions.can_operate(actor))
    figures = next(it for it in list_figures(context, actor) if it.kinds == kinds)
    with context.begin(actor, readonly=True) as case:
        members = load_members(case, kinds)
    record_export(context, actor, kind=kinds[1].value, rows=len(members))
    groups = [group for dimension in Dimension for group in group_members(members, dimension)]
    tables = (
        (words.figures, [_figures_row(figures, words.kind)]),
        (words.groups, [_group_row(it, words.to_text) for it in groups]),
        (words.members, [_member_row(it, words.to_text) for it in members]),
    )
    return write_workbook(
        [
            Sheet(title=title, columns=columns, rows=rows, frozen_columns=1)
            for title, (columns, rows) in zip(words.titles, tables, strict=True)
        ]
    )


def _figures_row(figures: KindFigures, kind: str) -> list[Cell]:
    row: list[Cell] = [kind, figures.members, figures.listed]
    if figures.spread is None:
        return row
    before, after = figures.spread.before, figures.spread.after
    shares = (before.gini, after.gini, before.coverage, after.coverage, before.below_floor, after.below_floor)
    matches = (figures.spread.matches_before, figures.spread.matches_after)
    return [*row, *(round(value, DIGITS) for value in (*shares, *matches)), figures.spread.computed_at.date()]


def _group_row(group: ExposureGroup, to_text: Callable[[StrEnum | None], str]) -> list[Cell]:
    share, mean = round(group.coverage, DIGITS), round(group.mean, 1)
    advice = to_text(group.reason) if group.reason else None
    return [
        to_text(group.dimension),
        to_text(group.code),
        group.members,
        group.listed,
        share,
        mean,
        "✓" if group.is_behind else None,
        advice,
    ]


def _member_row(member: ExposureMember, to_text: Callable[[StrEnum | None], str]) -> list[Cell]:
    texts = ["、".join(map(to_text, sorted(codes))) for codes in (member.zones, member.stages, member.industries)]
    return [member.name, *texts, member.lists, to_text(member.reason) if member.reason else None]
