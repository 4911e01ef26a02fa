from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.vocabulary import FundingStage, Industry
from matchmaker.storage.types import Code, CodeSet, Float32Vector, UtcDateTime, all_of

SQLITE, POSTGRESQL = sqlite.dialect(), postgresql.dialect()
DIALECTS = st.sampled_from([SQLITE, POSTGRESQL])
CHINA = timezone(timedelta(hours=8))


def test_a_time_is_stored_in_utc_when_it_comes_from_elsewhere():
    noon = datetime(2026, 5, 20, 12, tzinfo=CHINA)

    assert UtcDateTime().process_bind_param(noon, SQLITE) == datetime(2026, 5, 20, 4)  # noqa: DTZ001 -- as stored
    assert UtcDateTime().process_bind_param(noon, POSTGRESQL) == noon


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_a_time_is_refused_when_it_is_naive(dialect):
    with pytest.raises(ValueError, match="aware"):
        UtcDateTime().process_bind_param(datetime(2026, 5, 20, 12), dialect)  # noqa: DTZ001 -- the point


@given(st.datetimes(min_value=datetime(1971, 1, 2), timezones=st.timezones()), DIALECTS)  # noqa: DTZ001 -- bounds are naive
def test_a_time_comes_back_the_same_moment_in_utc(moment, dialect):
    column = UtcDateTime()

    back = column.process_result_value(column.process_bind_param(moment, dialect), dialect)

    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


def test_a_set_of_codes_is_stored_between_commas_in_the_order_of_the_list():
    column = CodeSet(Industry)

    assert (
        column.process_bind_param({Industry.NEW_ENERGY, Industry.NEW_MATERIALS}, SQLITE) == ",new_materials,new_energy,"
    )
    assert column.process_bind_param(frozenset(), SQLITE) == ","


@given(st.frozensets(st.sampled_from(FundingStage)), DIALECTS)
def test_a_set_of_codes_comes_back_equal(stages, dialect):
    column = CodeSet(FundingStage)

    assert column.process_result_value(column.process_bind_param(stages, dialect), dialect) == stages


@pytest.mark.parametrize("column", [Code(Industry), CodeSet(Industry)])
def test_a_code_is_refused_when_the_list_has_none_such(column):
    with pytest.raises(ValueError, match="astrology"):
        column.process_bind_param("astrology" if isinstance(column, Code) else ["astrology"], SQLITE)


def test_the_rule_of_a_set_takes_longer_codes_out_first():
    rule = str(all_of("stages", FundingStage).sqltext)

    assert rule.index("series_a") < rule.index("pre_a") < rule.index("idea")
    assert rule.endswith(" = ','")


def test_a_vector_comes_back_bit_by_bit():
    vector = np.array([0.1, -1.5, 3e-8], dtype=np.float32)
    column = Float32Vector()

    back = column.process_result_value(column.process_bind_param(vector, SQLITE), SQLITE)

    assert back.dtype == np.float32
    assert back.tobytes() == vector.tobytes()
