from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import ForeignKeyConstraint, UniqueConstraint

from matchmaker.domain.errors import StateConflict
from matchmaker.storage.refusals import CODES
from matchmaker.storage.tables import Row
from tests.integration.storage.rules import interest_rows, investing_rows, mentorship_rows, notice_rows, people_rows

NOW = datetime(2026, 5, 20, tzinfo=UTC)
LATER = NOW + timedelta(minutes=30)
TABLES = Row.metadata.tables
UNIQUE = {
    "uq_accounts_email": {"email": "a@x.cn"},
    "uq_incubators_name": {"name": "大厦"},
    "uq_startups_external_id": {"external_id": "s1"},
    "uq_mentors_account_id": {"account_id": 1},
    "uq_mentors_external_id": {"external_id": "m1"},
    "uq_investors_account_id": {"account_id": 1},
    "uq_investors_external_id": {"external_id": "i1"},
    "uq_candidacies_startup_id_year": {"year": 2019},
    "uq_candidacy_reviews_candidacy_id_reviewer": {"reviewer": "甲"},
    "uq_mentorships_open": {"mentor_id": 1, "state": "accepted"},
    "uq_mentorships_rank": {"rank": 1},
    "uq_mentorships_asked": {"state": "applied"},
    "uq_mentorships_mentor_id_ticket": {"mentor_id": 1, "startup_id": 2, "ticket": 1},
    "uq_slots_event_id_starts_at": {"starts_at": NOW, "ends_at": LATER},
    "uq_participations_event_id_startup_id": {"kind": "startup", "startup_id": 1, "investor_id": None},
    "uq_participations_event_id_investor_id": {"investor_id": 1},
    "uq_wishes_wisher_id_wished_id": {"wished_id": 3},
    "uq_wishes_wisher_id_rank": {"rank": 1},
    "uq_timetables_event_id_version": {"version": 1},
    "uq_timetables_published": {"state": "published", "published_at": NOW},
    "uq_meetings_startup_slot": {"slot_id": 1, "startup_participation_id": 1, "table_number": 2},
    "uq_meetings_investor_slot": {"slot_id": 1, "investor_participation_id": 3, "table_number": 2},
    "uq_meetings_table_slot": {"slot_id": 1},
    "uq_meetings_pair": {"startup_participation_id": 1, "investor_participation_id": 3},
    "uq_suggestions_pair": {"candidate_id": 1},
    **interest_rows.UNIQUE,
    **investing_rows.UNIQUE,
    **mentorship_rows.UNIQUE,
    **notice_rows.UNIQUE,
    **people_rows.UNIQUE,
}


def tables_of_uniques():
    """Unique rules by name; a rule that includes a primary key cannot be broken alone."""
    found = {}
    for table in TABLES.values():
        constraints = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
        for rule in [*constraints, *(index for index in table.indexes if index.unique)]:
            if not set(table.primary_key.columns) <= set(rule.columns):
                found[str(rule.name)] = table.name
    return found


ALONE = {
    ("participations", "startup_id"): {"kind": "startup", "investor_id": None},
    **interest_rows.ALONE,
    **people_rows.ALONE,
}
TRIGGERED = {"uq_audit_seals_entry_id": "audit_append_only"}
"""Rules that a trigger of SQLite checks first."""

ONE_ROW = {"audit_tail"}
"""Tables that a migration fills permanently."""

REFERENCES = sorted(
    (table.name, next(name for name in rule.column_keys[::-1]))
    for table in TABLES.values()
    for rule in table.constraints  # sorted: every process that runs tests must find them in the same order
    if isinstance(rule, ForeignKeyConstraint)
)


@pytest.mark.parametrize("table", sorted(TABLES.keys() - ONE_ROW))
def test_a_valid_new_row_is_taken(offer, table):
    offer(table)


def test_every_unique_rule_is_broken_here():
    assert set(UNIQUE) == set(tables_of_uniques())


@pytest.mark.parametrize(("rule", "changes"), UNIQUE.items(), ids=UNIQUE)
def test_a_row_is_refused_when_it_repeats_what_is_unique(offer, rule, changes):
    with pytest.raises(StateConflict) as refused:
        offer(tables_of_uniques()[rule], **changes)

    if refused.value.data["rule"] == TRIGGERED.get(rule):
        return
    assert refused.value.data["rule"] == rule
    assert refused.value.code == CODES.get(rule, rule.removeprefix("uq_"))


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_row_is_refused_when_it_names_what_is_absent(offer, table, column):
    beside = ALONE.get((table, column), {})
    with pytest.raises(StateConflict) as refused:
        offer(table, **beside, **{column: 999})

    assert refused.value.code == "broken_reference"


@pytest.mark.parametrize("table", ["wishes", "meetings", "participation_slots", "check_ins", "unmet_wishes"])
def test_a_row_is_refused_when_it_mixes_two_events(offer, table):
    with pytest.raises(StateConflict) as refused:
        offer(table, event_id=2)

    assert refused.value.code == "broken_reference"


def test_a_row_is_refused_when_a_must_is_missing(offer):
    with pytest.raises(StateConflict) as refused:
        offer("startups", team=None)

    assert refused.value.data["rule"] == "nn_startups_team"


def test_a_primary_key_is_taken_once(offer):
    offer("marks")
    with pytest.raises(StateConflict) as refused:
        offer("marks")

    assert refused.value.data["rule"] == "pk_marks"
