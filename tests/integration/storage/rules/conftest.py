"""Valid rows of every table, and a way to insert one more that is wrong in one place."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, insert

from matchmaker.storage import open_database
from matchmaker.storage.tables import Row
from matchmaker.storage.types import Code, CodeSet
from tests.conftest import clear_tables
from tests.integration.storage.rules import (
    interest_rows,
    investing_rows,
    mentorship_rows,
    notice_rows,
    people_rows,
    round_rows,
)

NOW = datetime(2026, 5, 20, tzinfo=UTC)
LATER = NOW + timedelta(minutes=30)
PROFILE = {"is_demo": False, "version": 1}
MENTOR = {
    "kind": "technology", "expertise": "", "experience": "", "organisation": "", "title": "", "industries": ",",
    "capacity": 3, "mentees": 0, **PROFILE,
}  # fmt: skip
INVESTOR = {
    "thesis": "", "organisation": "", "industries": ",", "stages": ",", "zones": ",", "capacity": 9,
    "is_club_member": False, **PROFILE,
}  # fmt: skip
STARTUP = {"description": "介绍", "needs": "", "team": "", **PROFILE}
JOB = {
    "kind": "plan", "state": "queued", "payload": {}, "phase": "", "done": 0, "total": 0, "attempts": 0,
    "error_code": "", "result": {}, "created_at": NOW,
}  # fmt: skip
ACCOUNT = {
    "name": "甲", "locale": "zh", "is_active": True, "is_demo": False, "is_personalised": True, "session_stamp": 0,
    "created_at": NOW,
}  # fmt: skip
EVENT = {"name": "年会", "venue": "", "registration_deadline": NOW, "wish_deadline": NOW, "is_demo": False}
SLOT = {"event_id": 1, "tables": 2}
TIMETABLE = {"event_id": 1, "state": "draft", "created_at": NOW, "quality": {}}
MEETING = {"event_id": 1, "timetable_id": 1, "origin": "wished"}
MENTORSHIP = {"applied_by": 1, "goal": "", "applied_at": NOW, "opened_at": NOW, "reason": ""}
SUGGESTION = {
    "seeker_kind": "startup", "seeker_id": 1, "candidate_kind": "mentor", "score": 0.5, "band": "good", "reasons": [],
    "computed_at": NOW,
}  # fmt: skip

ROWS = {
    "accounts": [
        {"id": 1, "email": "a@x.cn", "mobile": "+8613800000001", **ACCOUNT}, {"id": 2, "email": "c@x.cn", **ACCOUNT}
    ],
    "incubators": [{"id": 1, "name": "大厦", "area": 3.5, "zone": "hightech"}],
    "startups": [{"id": k, "name": "企业", "external_id": f"s{k}", **STARTUP} for k in (1, 2)],
    "mentors": [
        {"id": k, "name": "导师", "external_id": f"m{k}", "account_id": {1: 1}.get(k), **MENTOR} for k in (1, 2)
    ],
    "investors": [
        {"id": k, "name": "资本", "external_id": f"i{k}", "account_id": {1: 1}.get(k), **INVESTOR}
        for k in (1, 2, 3)
    ],
    "candidacies": [
        {"id": 1, "startup_id": 1, "year": 2019, "nominator": "self", "nominated_by": "", "evidence": "",
         "state": "nominated", "measures": ","}
    ],
    "candidacy_reviews": [{"candidacy_id": 1, "reviewer": "甲", "score": 80, "comment": ""}],
    "mentorships": [{"startup_id": 1, "mentor_id": 1, "state": "applied", "ticket": 1, **MENTORSHIP}],
    "events": [{"id": 1, **EVENT}, {"id": 2, **EVENT}],
    "slots": [
        {"id": 1, "starts_at": NOW, "ends_at": LATER, **SLOT},
        {"id": 2, "starts_at": LATER, "ends_at": LATER + timedelta(minutes=30), **SLOT},
    ],
    "participations": [
        {"id": 1, "event_id": 1, "kind": "startup", "startup_id": 1, "most": 3, "state": "registered"},
        {"id": 2, "event_id": 1, "kind": "startup", "startup_id": 2, "most": 3, "state": "registered"},
        {"id": 3, "event_id": 1, "kind": "investor", "investor_id": 1, "most": 3, "state": "registered"},
        {"id": 4, "event_id": 1, "kind": "investor", "investor_id": 2, "most": 3, "state": "registered"},
    ],
    "wishes": [{"event_id": 1, "wisher_id": 1, "wished_id": 3, "rank": 1, "is_veto": False}],
    "timetables": [{"id": 1, "version": 1, **TIMETABLE, "state": "published", "published_at": NOW}],
    "meetings": [
        {"slot_id": 1, "table_number": 1, "startup_participation_id": 1, "investor_participation_id": 3, **MEETING}
    ],
    "suggestions": [{"rank": 1, "candidate_id": 1, **SUGGESTION}],
    **interest_rows.ROWS,
    **investing_rows.ROWS,
    **mentorship_rows.ROWS,
    **people_rows.ROWS,
    **round_rows.ROWS,
    **notice_rows.ROWS,
}  # fmt: skip
"""Rows that exist before the new row; parents first."""

FRESH = {
    "accounts": {"email": "b@x.cn", **ACCOUNT},
    "startup_members": {"account_id": 1, "startup_id": 1},
    "account_roles": {"account_id": 1, "role": "founder"},
    "login_failures": {"email": "a@x.cn", "address": "::1", "count": 1, "last_at": NOW},
    "incubators": {"name": "另一大厦", "area": 1.0, "zone": "suburbs", "tier": "head", "chain_stage": "park"},
    "startups": {"name": "企业", "external_id": "new", "industry": "new_energy", "stage": "seed", **STARTUP},
    "mentors": {"name": "导师", "external_id": "new", "zone": "hightech", **MENTOR},
    "investors": {"name": "资本", "external_id": "new", "ticket_min": 1, "ticket_max": 5, **INVESTOR},
    "candidacies": {**ROWS["candidacies"][0], "id": 2, "year": 2020},
    "candidacy_reviews": {"candidacy_id": 1, "reviewer": "乙", "score": 80, "comment": ""},
    "mentorships": {"startup_id": 1, "mentor_id": 2, "state": "queued", "rank": 2, **MENTORSHIP},
    "events": EVENT,
    "slots": {"starts_at": NOW - timedelta(days=1), "ends_at": NOW, **SLOT},
    "participations": {"event_id": 1, "kind": "investor", "investor_id": 3, "most": 3, "state": "registered"},
    "participation_slots": {"event_id": 1, "participation_id": 1, "slot_id": 1},
    "wishes": {"event_id": 1, "wisher_id": 1, "wished_id": 4, "rank": 2, "is_veto": False},
    "timetables": {"version": 2, **TIMETABLE},
    "meetings": {
        "slot_id": 2, "table_number": 1, "startup_participation_id": 2, "investor_participation_id": 4, **MEETING
    },
    "unmet_wishes": {
        "timetable_id": 1, "event_id": 1, "wisher_id": 2, "wished_id": 3, "code": "full", "data": {}, "is_proven": True
    },
    "suggestions": {"rank": 2, "candidate_id": 2, **SUGGESTION},
    "text_vectors": {"encoder": "e5", "kind": "query", "key": "k", "dims": 1, "vector": np.zeros(1)},
    "jobs": JOB,
    "imports": {
        "kind": "mentor", "state": "uploaded", "filename": "", "content": b"", "mapping": {}, "result": {},
        "created_at": NOW
    },
    "marks": {"name": "demo", "value": "1"},
    **interest_rows.FRESH,
    **investing_rows.FRESH,
    **mentorship_rows.FRESH,
    **notice_rows.FRESH,
    **people_rows.FRESH,
    **round_rows.FRESH,
}  # fmt: skip
"""A row that each table accepts in addition to ROWS."""


@cache
def unguarded(name: str) -> Table:
    """The table with codes as plain text, so that the database and not the column type checks them."""
    columns = Row.metadata.tables[name].columns
    plain = [Column(c.name, Text() if isinstance(c.type, Code | CodeSet) else c.type) for c in columns]
    return Table(name, MetaData(), *plain)


def put(connection: Connection, name: str, values: dict[str, Any]) -> None:
    connection.execute(insert(unguarded(name)).values(**values))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stocked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> Iterator[Engine]:
    """A database with ROWS; the tests of a module do not change it."""
    path = tmp_path_factory.mktemp("rules") / "stocked.db"
    shutil.copyfile(migrated_file, path)
    is_sqlite = request.param == "sqlite"
    database = open_database(f"sqlite:///{path}") if is_sqlite else request.getfixturevalue("shared_postgres")
    if not is_sqlite:
        clear_tables(database)
    with database.engine.begin() as connection:
        for name, rows in ROWS.items():
            for number, row in enumerate(rows, start=1):
                ids = {"id": number} if "id" in Row.metadata.tables[name].columns else {}
                put(connection, name, ids | row)
    yield database.engine
    if is_sqlite:
        database.dispose()
    else:
        clear_tables(database)


@pytest.fixture
def offer(stocked: Engine) -> Iterator[Callable[..., None]]:
    """Inserts a valid new row into a table, with ``changes``; the insert is rolled back afterwards."""

    def _offer(name: str, /, **changes: Any) -> None:
        ids = {"id": 1000} if "id" in Row.metadata.tables[name].columns else {}
        put(connection, name, ids | FRESH[name] | changes)

    with stocked.connect() as connection:
        yield _offer
        connection.rollback()
