"""The timetable as a workbook: the same meetings in each sheet."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from matchmaker.exchange import MeetingLine, TimetableFile, TimetableWords, UnmetLine, timetable_workbook

FILE = TimetableFile(
    slots=("09:00–09:20", "09:20–09:40"),
    tables=2,
    meetings=(
        MeetingLine(slot=1, table=1, startup="兰石", investor="王五", origin="意愿"),
        MeetingLine(slot=0, table=2, startup="兰石", investor="赵六", origin="推荐"),
        MeetingLine(slot=0, table=1, startup="佛慈", investor="王五", origin="意愿"),
    ),
    unmet=(UnmetLine(wisher="佛慈", wished="赵六", rank=1, reason="没有共同的空闲时段"),),
)


def sheets_of(content):
    book = load_workbook(io.BytesIO(content))
    return {page.title: [tuple(cell.value for cell in row) for row in page.iter_rows()] for page in book}


def test_timetable_workbook_has_grid_list_people_and_unmet_when_a_plan_is_given():
    sheets = sheets_of(timetable_workbook(FILE))
    assert sheets["总表"] == [
        ("时间", "1 号桌", "2 号桌"),
        ("09:00–09:20", "佛慈\n王五", "兰石\n赵六"),
        ("09:20–09:40", "兰石\n王五", None),
    ]
    assert sheets["会面清单"][1:] == [
        ("09:00–09:20", 1, "佛慈", "王五", "意愿"),
        ("09:00–09:20", 2, "兰石", "赵六", "推荐"),
        ("09:20–09:40", 1, "兰石", "王五", "意愿"),
    ]
    assert [row[0] for row in sheets["个人日程"][1:]] == ["佛慈", "兰石", "兰石", "王五", "王五", "赵六"]
    assert sheets["个人日程"][2:4] == [("兰石", "09:00–09:20", 2, "赵六"), ("兰石", "09:20–09:40", 1, "王五")]
    assert sheets["未满足的意愿"] == [
        ("提出方", "希望会面", "志愿序", "原因"),
        ("佛慈", "赵六", 1, "没有共同的空闲时段"),
    ]


def test_timetable_workbook_speaks_english_when_given_the_words():
    words = TimetableWords(grid="Grid", table_label="Table {number}", time="Time")
    assert sheets_of(timetable_workbook(FILE, words=words))["Grid"][0] == ("Time", "Table 1", "Table 2")


def test_timetable_workbook_keeps_time_in_sight_when_the_grid_is_wide():
    page = load_workbook(io.BytesIO(timetable_workbook(FILE)))["总表"]
    assert page.freeze_panes == "B2"


@pytest.mark.parametrize(
    "place", [{"slot": 2, "table": 1}, {"slot": -1, "table": 1}, {"slot": 0, "table": 3}, {"slot": 0, "table": 0}]
)
def test_timetable_workbook_raises_when_a_meeting_is_nowhere(place):
    file = TimetableFile(slots=FILE.slots, tables=2, meetings=[MeetingLine(startup="a", investor="b", **place)])
    with pytest.raises(ValueError, match="expected 2 slots and 2 tables"):
        timetable_workbook(file)


def test_timetable_workbook_raises_when_two_meetings_share_a_table():
    meeting = MeetingLine(slot=0, table=1, startup="a", investor="b")
    with pytest.raises(ValueError, match="two at"):
        timetable_workbook(TimetableFile(slots=FILE.slots, tables=2, meetings=[meeting, meeting]))


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=20))
@settings(max_examples=25)
def test_timetable_workbook_names_each_meeting_three_times_when_places_are_any(places):
    meetings = [MeetingLine(slot=s, table=t, startup=f"企业{s}-{t}", investor=f"人{s}-{t}") for s, t in places]
    file = TimetableFile(slots=[f"时段{i}" for i in range(5)], tables=5, meetings=meetings)
    sheets = sheets_of(timetable_workbook(file))
    grid = [cell for row in sheets["总表"][1:] for cell in row[1:] if cell]
    assert len(grid) == len(sheets["会面清单"]) - 1 == (len(sheets["个人日程"]) - 1) // 2 == len(places)
