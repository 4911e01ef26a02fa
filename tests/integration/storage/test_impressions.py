import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from matchmaker.config import ROOT
from matchmaker.domain.errors import DatabaseBusy
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage.repositories.impressions import TABLE
from tests.rows import list_impressions

DAY = date(2026, 5, 20)
TIMES = 6

PROCESS = """
import sys
from datetime import UTC, date, datetime
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage import open_database

database = open_database(sys.argv[1])
for turn in range(10):
    with database.unit() as unit:
        unit.impressions.record(
            [
                Impression(
                    seeker_kind=PartyKind.STARTUP, seeker_id=1, candidate_kind=PartyKind.MENTOR, candidate_id=number,
                    surface=Surface.LIST, position=number, band=Band.GOOD, score=0.6, shown_at=datetime.now(UTC),
                )
                for number in range(1, 9)
            ],
            date(2026, 5, 20),
        )
        unit.commit()
"""


@pytest.fixture
def shown(now) -> Impression:
    return Impression(
        seeker_kind=PartyKind.STARTUP,
        seeker_id=1,
        candidate_kind=PartyKind.MENTOR,
        candidate_id=7,
        surface=Surface.LIST,
        position=4,
        band=Band.GOOD,
        score=0.6,
        shown_at=now,
    )


def note(database, *impressions, day=DAY):
    with database.unit() as unit:
        unit.impressions.record(impressions, day)
        unit.commit()


def read(database):
    with database.unit(readonly=True) as unit:
        return list_impressions(unit)


def count_times(database):
    with database.engine.connect() as connection:
        rows = connection.execute(select(TABLE).order_by(TABLE.c.day, TABLE.c.candidate_id))
        return [(row.candidate_id, row.day, row.times) for row in rows]


def test_an_impression_is_read_as_it_was_noted(any_database, shown):
    note(any_database, shown)

    assert read(any_database) == [shown]


def test_the_best_position_of_a_day_stays_and_the_first_time_of_it(any_database, shown, now):
    note(any_database, shown)
    note(any_database, replace(shown, position=2, score=0.7, band=Band.STRONG, shown_at=now + timedelta(hours=1)))
    note(any_database, replace(shown, position=9, score=0.5, band=Band.POSSIBLE, shown_at=now + timedelta(hours=2)))

    assert read(any_database) == [replace(shown, position=2, score=0.5, band=Band.POSSIBLE)]
    assert count_times(any_database) == [(7, DAY, 3)]


def test_another_day_surface_or_candidate_is_a_row_of_its_own(any_database, shown):
    note(any_database, shown, replace(shown, candidate_id=8), replace(shown, surface=Surface.OVERVIEW))
    note(any_database, shown, day=DAY + timedelta(days=1))

    assert len(read(any_database)) == 4
    with any_database.unit(readonly=True) as unit:
        assert unit.impressions.count_by_surface() == {Surface.LIST: 3, Surface.OVERVIEW: 1}


def test_one_statement_notes_a_page_and_the_better_of_two_places_on_it(any_database, shown):
    note(any_database, *(replace(shown, candidate_id=1 + n % 60, position=n + 1) for n in range(61)))

    found = {it.candidate_id: it.position for it in read(any_database)}

    assert found == {n: n for n in range(1, 61)}


def test_nothing_is_lost_when_many_note_the_same_people_at_once(any_database, shown):
    people = [replace(shown, candidate_id=n) for n in range(1, 9)]

    def show(number):
        note(any_database, *(people if number % 2 else reversed(people)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(show, range(TIMES)))

    assert [times for _, _, times in count_times(any_database)] == [TIMES] * len(people)


def test_nothing_is_lost_when_two_processes_note_at_once(any_database):
    url = any_database.engine.url.render_as_string(hide_password=False)
    racers = [subprocess.Popen([sys.executable, "-c", PROCESS, url], cwd=ROOT) for _ in range(2)]

    assert [racer.wait(timeout=60) for racer in racers] == [0, 0]
    assert count_times(any_database) == [(number, DAY, 20) for number in range(1, 9)]


def test_what_is_old_is_purged(any_database, shown):
    note(any_database, shown)
    note(any_database, shown, day=DAY + timedelta(days=1))

    with any_database.unit() as unit:
        assert unit.impressions.purge(DAY + timedelta(days=1)) == 1
        unit.commit()

    assert [day for _, day, _ in count_times(any_database)] == [DAY + timedelta(days=1)]


def test_only_what_a_profile_was_shown_is_forgotten(any_database, shown):
    other = replace(shown, seeker_kind=PartyKind.MENTOR, seeker_id=1, candidate_kind=PartyKind.STARTUP)
    note(any_database, shown, other)

    with any_database.unit() as unit:
        unit.impressions.remove_for(PartyKind.STARTUP, 1)
        unit.commit()

    assert read(any_database) == [other]


def test_impressions_of_and_for_a_person_who_left_are_gone(any_database, world, shown, now):
    others = replace(shown, seeker_id=world.startup + 1)
    of_own = replace(
        shown, seeker_kind=PartyKind.INVESTOR, candidate_kind=PartyKind.STARTUP, candidate_id=world.startup
    )
    note(any_database, replace(shown, seeker_id=world.startup), of_own, others)

    with any_database.unit() as unit:
        names = dict.fromkeys(("account", "startup", "mentor", "investor"), "gone %s")
        unit.erasing.erase(world.founder, [(PartyKind.STARTUP, world.startup)], names=names, at=now)
        unit.commit()

    assert read(any_database) == [others]


def test_an_impatient_unit_is_busy_while_another_writes_the_same(any_database, shown):
    with any_database.unit() as writing:
        writing.impressions.record([shown], DAY)
        with pytest.raises(DatabaseBusy), any_database.unit(patience=0.02) as impatient:
            impatient.impressions.record([shown], DAY)
        writing.commit()

    note(any_database, shown)
    assert count_times(any_database) == [(7, DAY, 2)]


def test_a_unit_waits_as_long_as_ever_after_an_impatient_one(database, shown):
    with database.unit(patience=0.02) as unit:
        unit.commit()

    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 10_000
