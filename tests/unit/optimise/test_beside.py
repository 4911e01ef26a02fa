from threading import Event

import pytest

from matchmaker.optimise.integer_program import run_in_thread


def test_run_beside_gives_what_the_task_returns():
    assert run_in_thread(lambda: 7, should_continue=lambda: True) == 7


def test_run_beside_asks_the_caller_until_the_task_is_done():
    asked: list[bool] = []
    done = Event()

    def keep_on() -> bool:
        asked.append(True)
        if len(asked) == 3:
            done.set()
        return True

    assert run_in_thread(done.wait, should_continue=keep_on, interval=0.01) is True
    assert len(asked) >= 3


def test_run_beside_gives_none_when_the_caller_stops():
    done = Event()
    assert run_in_thread(done.wait, should_continue=lambda: False, interval=0.01) is None
    done.set()


def test_run_beside_raises_what_the_task_raises():
    with pytest.raises(ZeroDivisionError):
        run_in_thread(lambda: 1 // 0, should_continue=lambda: True)


def test_run_beside_raises_the_time_out_of_the_task_itself():
    def give_up() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        run_in_thread(give_up, should_continue=lambda: True)
