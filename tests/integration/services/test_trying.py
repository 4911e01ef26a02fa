import pytest

from matchmaker.domain.errors import Busy, Conflict
from matchmaker.services.trying import ATTEMPTS, persist


def test_use_case_runs_anew_until_the_database_has_time(context):
    left = [Busy(), Busy()]

    def run(_context):
        if left:
            raise left.pop()
        return "done"

    assert persist(context, run) == "done"


def test_use_case_is_given_up_after_its_attempts(context):
    tried = []

    def run(_context):
        tried.append(1)
        raise Busy

    with pytest.raises(Busy):
        persist(context, run)
    assert len(tried) == ATTEMPTS


def test_use_case_is_not_done_again_once_it_kept_something(context):
    def run(inner):
        with inner.open_unit() as unit:
            unit.marks.set("tried", str(int(unit.marks.find("tried") or 0) + 1))
            unit.commit()
        raise Busy

    with pytest.raises(Busy):
        persist(context, run)
    with context.open_unit(readonly=True) as unit:
        assert unit.marks.find("tried") == "1"


def test_use_case_that_is_refused_is_not_tried_again(context):
    tried = []

    def run(_context):
        tried.append(1)
        raise Conflict("mentor_full")

    with pytest.raises(Conflict):
        persist(context, run)
    assert tried == [1]
