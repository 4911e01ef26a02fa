"""A timetable as a workbook to print: grid, list of meetings, rows by person, and unmet wishes."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.exchange.writing import Row, Sheet, write_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting. ``slot`` is the index of its label in :attr:`TimetableFile.slots`, from 0; tables count from 1."""

    slot: int
    table: int
    startup: str
    investor: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetLine:
    """A wish without a meeting; ``rank`` is None for a wish without a rank."""

    wisher: str
    wished: str
    rank: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceLine:
    """A participant and the attendance on each day of :attr:`TimetableFile.days`; an empty text for none."""

    person: str
    kind: str
    marks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableFile:
    """The content of the file, as texts; ``slots`` are labels in order of time, ``tables`` the most of any slot."""

    slots: Sequence[str]
    tables: int
    meetings: Sequence[MeetingLine]
    unmet: Sequence[UnmetLine] = ()
    days: Sequence[str] = ()
    presences: Sequence[PresenceLine] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableWords:
    """Titles and headers; ``table_label`` contains ``{number}``."""

    grid: str = "总表"
    meetings: str = "会面清单"
    people: str = "个人日程"
    unmet: str = "未满足的意愿"
    time: str = "时间"
    table: str = "桌号"
    table_label: str = "{number} 号桌"
    startup: str = "企业"
    investor: str = "投资人"
    origin: str = "来源"
    person: str = "参会方"
    partner: str = "会面对象"
    wisher: str = "提出方"
    wished: str = "希望会面"
    rank: str = "志愿序"
    reason: str = "原因"
    check_in: str = "签到"
    kind: str = "类别"


CHINESE = TimetableWords()


def timetable_workbook(file: TimetableFile, *, words: TimetableWords = CHINESE) -> bytes:
    """The workbook of ``file``: four sheets, and one with the attendance if there is any.

    Raises
    ------
    ValueError
        A meeting in an unknown slot or at an unknown table, or two meetings at one table in one slot.
    """
    meetings = sorted(file.meetings, key=lambda meeting: (meeting.slot, meeting.table))
    grid = _make_grid(file, meetings, words)
    columns = (words.time, words.table, words.startup, words.investor, words.origin)
    listed = [(file.slots[m.slot], m.table, m.startup, m.investor, m.origin) for m in meetings]
    unmet = [(line.wisher, line.wished, line.rank, line.reason) for line in file.unmet]
    attendance = [(line.person, line.kind, *line.marks) for line in file.presences]
    sheets = [
        grid,
        Sheet(title=words.meetings, columns=columns, rows=listed),
        _make_people(file, meetings, words),
        Sheet(title=words.unmet, columns=(words.wisher, words.wished, words.rank, words.reason), rows=unmet),
    ]
    if attendance:
        sheets.append(Sheet(title=words.check_in, columns=(words.person, words.kind, *file.days), rows=attendance))
    return write_workbook(sheets)


def _make_grid(file: TimetableFile, meetings: Sequence[MeetingLine], words: TimetableWords) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    for meeting in meetings:
        place = (meeting.slot, meeting.table)
        if not (0 <= meeting.slot < len(file.slots) and 1 <= meeting.table <= file.tables):
            raise ValueError(f"expected {len(file.slots)} slots and {file.tables} tables, got a meeting at {place}")
        if place in cells:
            raise ValueError(f"expected one meeting a slot and table, got two at {place}")
        cells[place] = f"{meeting.startup}\n{meeting.investor}"
    numbers = range(1, file.tables + 1)
    rows: list[Row] = [
        (label, *(cells.get((slot, number)) for number in numbers)) for slot, label in enumerate(file.slots)
    ]
    columns = (words.time, *(words.table_label.format(number=number) for number in numbers))
    widths = (18, *(22 for _ in numbers))
    return Sheet(title=words.grid, columns=columns, rows=rows, widths=widths, frozen_columns=1)


def _make_people(file: TimetableFile, meetings: Sequence[MeetingLine], words: TimetableWords) -> Sheet:
    """Rows of each person, by name. For everyday characters the order of GB 18030 is the order of pinyin."""
    lines = [(m.startup, m.slot, m.table, m.investor) for m in meetings]
    lines += [(m.investor, m.slot, m.table, m.startup) for m in meetings]
    lines.sort(key=lambda line: (line[0].encode("gb18030", errors="replace"), line[1]))
    columns = (words.person, words.time, words.table, words.partner)
    rows = [(person, file.slots[slot], table, partner) for person, slot, table, partner in lines]
    return Sheet(title=words.people, columns=columns, rows=rows, frozen_columns=1)
