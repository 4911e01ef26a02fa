from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.idempotency import IdempotencyKey, StoredResponse

NOW = datetime(2026, 5, 20, tzinfo=UTC)
CLAIM = IdempotencyKey(digest="a" * 64, account_id=None, endpoint="applications.accept")


def test_a_claim_is_taken_once_when_its_unit_is_committed(any_database):
    with any_database.unit() as unit:
        assert unit.stored_responses.claim(CLAIM, NOW)
        unit.commit()

    with any_database.unit() as unit:
        assert not unit.stored_responses.claim(CLAIM, NOW)
        assert unit.stored_responses.find(CLAIM) == StoredResponse()


def test_a_claim_is_free_again_when_its_unit_is_not_committed(any_database):
    with any_database.unit() as unit:
        unit.stored_responses.claim(CLAIM, NOW)

    with any_database.unit() as unit:
        assert unit.stored_responses.find(CLAIM) is None
        assert unit.stored_responses.claim(CLAIM, NOW)


def test_a_claim_is_taken_by_one_of_many_that_come_at_once(any_database):
    def take(_number):
        with any_database.unit() as unit:
            is_first = unit.stored_responses.claim(CLAIM, NOW)
            unit.commit()
            return is_first

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(8))) == [False] * 7 + [True]


def test_the_answer_is_found_until_it_is_released_or_purged(any_database):
    answer = StoredResponse(location="/mentorships", notes=(("success", "您接受了申请。"),))
    with any_database.unit() as unit:
        unit.stored_responses.claim(CLAIM, NOW)
        unit.stored_responses.store(CLAIM, answer)
        unit.commit()

    with any_database.unit() as unit:
        assert unit.stored_responses.purge(NOW) == 0
        assert unit.stored_responses.find(CLAIM) == answer
        assert unit.stored_responses.purge(NOW + timedelta(seconds=1)) == 1
        assert unit.stored_responses.find(CLAIM) is None

    with any_database.unit() as unit:
        unit.stored_responses.release(CLAIM)
        assert unit.stored_responses.find(CLAIM) is None


def test_what_begins_and_follows_a_unit_runs_once_each(any_database):
    calls = []
    unit = any_database.unit()
    unit.on_begin(lambda begun: calls.append(begun.stored_responses.claim(CLAIM, NOW)))
    unit.after_commit(lambda: calls.append("kept"))

    with unit:
        assert calls == [True]
        unit.commit()

    assert calls == [True, "kept"]


def test_nothing_follows_a_unit_that_is_not_committed(any_database):
    calls = []
    unit = any_database.unit()
    unit.after_commit(lambda: calls.append("kept"))

    with unit:
        pass

    assert calls == []


def test_a_unit_is_over_when_its_beginning_fails(any_database):
    def refuse(_begun):
        raise ZeroDivisionError

    unit = any_database.unit()
    unit.on_begin(refuse)
    with pytest.raises(ZeroDivisionError), unit:
        pass

    with any_database.unit() as other:
        assert other.stored_responses.claim(CLAIM, NOW)
