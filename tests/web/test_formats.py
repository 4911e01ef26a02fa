"""Formats of times, bars and addresses of list pages, calculated by hand."""

from datetime import UTC, date, datetime

from flask import Flask

from matchmaker.web.filters import page_url
from matchmaker.web.home.charts import HEIGHT, LABEL_ROOM, WIDTH, draw_bars
from matchmaker.web.wording.formats import local_date, local_datetime, local_time


def test_time_is_that_of_lanzhou(app: Flask) -> None:
    moment = datetime(2026, 3, 1, 17, 5, tzinfo=UTC)

    with app.test_request_context("/"):
        assert (local_time(moment), local_datetime(moment)) == ("01:05", "2026年3月2日 01:05")
        assert local_date(date(2026, 3, 1)) == "2026年3月1日"


def test_bars_stand_on_one_line_and_the_highest_fills_the_height() -> None:
    low, high = draw_bars([(2015, 50.0), (2016, 100.0)])

    ground = HEIGHT - LABEL_ROOM
    assert (high.y, high.height) == (LABEL_ROOM, ground - LABEL_ROOM)
    assert low.height == high.height / 2
    assert low.y + low.height == high.y + high.height == ground
    assert (low.middle, high.middle) == (WIDTH / 4, WIDTH * 3 / 4)


def test_bars_are_none_when_there_are_no_figures() -> None:
    assert draw_bars([]) == ()


def test_bars_are_flat_when_all_figures_are_zero() -> None:
    assert [bar.height for bar in draw_bars([(2015, 0.0)])] == [0]


def test_next_page_keeps_the_filters(app: Flask) -> None:
    with app.test_request_context("/candidacies?state=nominated&page=2&q=a"):
        assert page_url(3) == "/candidacies?state=nominated&q=a&page=3"
