"""The value that a use-case passes to its parts."""

from dataclasses import replace
from datetime import timedelta

from matchmaker.domain.audit import EVERYTHING
from matchmaker.services.platform.audit import record_audit


def test_everything_that_one_use_case_writes_bears_the_time_at_which_its_unit_began(context, town):
    times = iter(context.now() + timedelta(seconds=it) for it in range(9))
    ticking = replace(context, now=lambda: next(times))

    with ticking.begin(town.operator) as case:
        record_audit(case, action="test.one", kind="account", subject=1)
        record_audit(case, action="test.two", kind="account", subject=1)
        case.unit.commit()

    with context.open_unit(readonly=True) as unit:
        second, first = unit.audit.list_page(EVERYTHING).items[:2]
    assert (first.action, second.action) == ("test.one", "test.two")
    assert first.at == second.at == context.now()


def test_a_step_of_the_platform_shares_unit_and_time_with_the_one_it_follows(context, town):
    with context.begin(town.operator, readonly=True) as case:
        platform = case.by(None)

        assert (platform.unit, platform.now, platform.context) == (case.unit, case.now, case.context)
        assert (case.actor, platform.actor) == (town.operator, None)


def test_nothing_is_saved_without_a_commit(context, town):
    with context.begin(town.operator) as case:
        record_audit(case, action="test.one", kind="account", subject=1)

    with context.open_unit(readonly=True) as unit:
        assert all(it.action != "test.one" for it in unit.audit.list_page(EVERYTHING).items)
