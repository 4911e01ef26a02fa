"""The page of permissions matches the tables."""

from matchmaker.config import ROOT
from tests.web.permissions.lines import get_line, post_line
from tests.web.permissions.page import list_rows, list_state_tables, write_page
from tests.web.permissions.states import STATES


def test_the_page_is_current() -> None:
    written = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")

    assert written == write_page(), "run make permissions"


def test_addresses_for_the_same_people_share_a_row() -> None:
    lines = [get_line("jobs.show", "/jobs/1", "OG"), post_line("jobs.cancel", "/jobs/1/cancel", "GO")]

    assert list(list_rows(lines)) == ["| jobs | GO | `/jobs/1` | `/jobs/1/cancel` |\n"]


def test_an_action_has_a_cell_for_each_state() -> None:
    drafts = [it for it in STATES if it.thing.name == "timetable"]

    assert list(list_state_tables(drafts)) == [
        "\n| timetable | draft | published | superseded |\n|---|---|---|---|\n",
        "| GET `/timetables/1` | GO | GO | GO |\n",
        "| POST `/timetables/1/published` | GO | (GO) | (GO) |\n",
    ]
