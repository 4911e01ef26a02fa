from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from matchmaker.domain.packing import pack_suggestion
from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables import SuggestionRow, TextVectorRow
from tests.rows import count_rows

NAMES = {"account": "gone %s", "startup": "gone %s", "mentor": "gone %s", "investor": "gone %s"}
STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR


@pytest.fixture
def suggest(now, fit):
    def _suggest(seeker_id, candidate_id, rank, candidate_kind=MENTOR):
        return Suggestion(
            seeker_kind=STARTUP,
            seeker_id=seeker_id,
            candidate_kind=candidate_kind,
            candidate_id=candidate_id,
            rank=rank,
            fit=replace(fit, score=1 - rank / 10),
            computed_at=now,
        )

    return _suggest


def test_suggestions_come_back_by_rank(any_database, suggest):
    lists = [suggest(1, 12, 2), suggest(1, 11, 1), suggest(1, 13, 3), suggest(2, 11, 1)]
    with any_database.unit() as unit:
        assert unit.suggestions.replace_all(STARTUP, MENTOR, map(pack_suggestion, lists)) == 4
        unit.suggestions.replace_all(STARTUP, INVESTOR, map(pack_suggestion, [suggest(1, 11, 1, INVESTOR)]))

        mine = (suggest(1, 11, 1), suggest(1, 12, 2), suggest(1, 13, 3))
        assert unit.suggestions.list_for(STARTUP, 1, candidate_kind=MENTOR) == mine
        assert unit.suggestions.list_for(MENTOR, 1, candidate_kind=STARTUP) == ()
        assert unit.suggestions.find_pair(STARTUP, 1, candidate_kind=MENTOR, candidate_id=12) == mine[1]
        assert unit.suggestions.find_pair(STARTUP, 2, candidate_kind=MENTOR, candidate_id=12) is None
        among = unit.suggestions.list_among(STARTUP, MENTOR, seeker_ids=[2, 1], candidate_ids=[11, 13])
        assert among == (mine[0], mine[2], suggest(2, 11, 1))
        assert count_rows(unit, SuggestionRow, SuggestionRow.candidate_kind == MENTOR) == 4
        assert sorted(unit.suggestions.list_seekers_of(STARTUP, MENTOR, candidate_id=11)) == [1, 2]
        assert unit.suggestions.list_seekers_of(MENTOR, STARTUP, candidate_id=11) == []


def test_lists_are_replaced_whole_and_others_left(any_database, suggest):
    with any_database.unit() as unit:
        unit.suggestions.replace_all(STARTUP, MENTOR, map(pack_suggestion, [suggest(1, 11, 1), suggest(2, 12, 1)]))
        unit.suggestions.replace_for(STARTUP, 1, candidate_kind=MENTOR, suggestions=[suggest(1, 15, 1)])
        assert unit.suggestions.list_for(STARTUP, 1, candidate_kind=MENTOR) == (suggest(1, 15, 1),)
        assert unit.suggestions.list_for(STARTUP, 2, candidate_kind=MENTOR) == (suggest(2, 12, 1),)
        unit.suggestions.replace_all(STARTUP, MENTOR, [])
        assert count_rows(unit, SuggestionRow, SuggestionRow.candidate_kind == MENTOR) == 0


def test_many_lists_are_stored_in_batches(any_database, suggest):
    lists = [suggest(seeker, candidate, candidate) for seeker in range(1, 1202) for candidate in range(1, 6)]
    with any_database.unit() as unit:
        assert unit.suggestions.replace_all(STARTUP, MENTOR, map(pack_suggestion, iter(lists))) == 6005
        assert count_rows(unit, SuggestionRow, SuggestionRow.candidate_kind == MENTOR) == 6005


def test_vectors_are_found_by_encoder_kind_and_key(any_database):
    rng = np.random.default_rng(7)
    vectors = {sha256(str(k).encode()).hexdigest(): rng.normal(size=8).astype(np.float32) for k in range(1100)}
    some = next(iter(vectors))
    with any_database.unit() as unit:
        unit.vectors.save_many("e5", "query", vectors)
        unit.vectors.save_many("e5", "query", {some: np.zeros(8, dtype=np.float32)})
        unit.vectors.save_many("e5", "query", {})
        unit.commit()

    with any_database.unit(readonly=True) as unit:
        found = unit.vectors.find_many("e5", "query", [*vectors, "unknown"])
        assert found.keys() == vectors.keys()
        assert all(np.array_equal(found[key], vectors[key]) for key in vectors)
        assert found[some].dtype == np.float32
        assert unit.vectors.find_many("e5", "passage", vectors) == {}
        assert unit.vectors.find_many("bge", "query", vectors) == {}
        assert count_rows(unit, TextVectorRow, TextVectorRow.encoder == "e5") == count_rows(unit, TextVectorRow) == 1100


def test_marks_of_profiles_move_with_what_is_matched(any_database, world, now):
    with any_database.unit() as unit:
        startups, mentors = unit.startups.list_revisions(), unit.mentors.list_revisions()
        assert set(startups) == {world.startup}
        unit.startups.save(replace(unit.startups.get(world.startup), needs="量产"))
        unit.mentors.take_place(world.mentor)
        assert unit.startups.list_revisions()[world.startup] != startups[world.startup]
        assert unit.mentors.list_revisions()[world.mentor] != mentors[world.mentor]
        unit.erasing.erase(world.founder, [(STARTUP, world.startup)], names=NAMES, at=now)
        assert unit.startups.list_revisions() == {}


def test_startups_of_a_partners_own_account_are_found(any_database, world):
    with any_database.unit() as unit:
        assert unit.relations.list_own_startups(MENTOR) == set()
        unit.accounts.link(world.founder, kind=STARTUP, profile_id=world.startup)
        unit.accounts.link(world.founder, kind=MENTOR, profile_id=world.mentor)
        assert unit.relations.list_own_startups(MENTOR) == {(world.startup, world.mentor)}
        assert unit.relations.list_own_startups(INVESTOR) == set()
