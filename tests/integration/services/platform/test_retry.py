import pytest

from matchmaker.domain.errors import DatabaseBusy, StateConflict
from matchmaker.services.platform.retry import RETRY_ATTEMPTS, run_with_retry


def test_use_case_runs_anew_until_the_database_has_time(context):
    left = [DatabaseBusy(), DatabaseBusy()]

    def run(_context):
        if left:
            raise left.pop()
        return "done"

    assert run_with_retry(context, run) == "done"


def test_use_case_is_given_up_after_its_attempts(context):
    tried = []

    def run(_context):
        tried.append(1)
        raise DatabaseBusy

    with pytest.raises(DatabaseBusy):
        run_with_retry(context, run)
    assert len(tried) == RETRY_ATTEMPTS


def test_use_case_is_not_done_again_once_it_committed(context):
    def run(inner):
        with inner.open_unit() as unit:
            unit.flags.set("tried", str(int(unit.flags.find("tried") or 0) + 1))
            unit.commit()
        raise DatabaseBusy

    with pytest.raises(DatabaseBusy):
        run_with_retry(context, run)
    with context.open_unit(readonly=True) as unit:
        assert unit.flags.find("tried") == "1"


def test_use_case_that_is_refused_is_not_tried_again(context):
    tried = []

    def run(_context):
        tried.append(1)
        raise StateConflict("mentor_full")

    with pytest.raises(StateConflict):
        run_with_retry(context, run)
    assert tried == [1]
