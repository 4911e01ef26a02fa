"""From decisions to a version that serves, and back again."""

import json
from dataclasses import replace

import pytest

from matchmaker.artefacts import find_promoted, get_folder
from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.matching.parts import Part
from matchmaker.matching.preferences import CURVE_STEPS, HAND_SET
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.learning import versions
from matchmaker.services.suggestions.learning.serving_version import (
    pack_preferences,
    read_preferences,
    unpack_preferences,
)
from matchmaker.services.suggestions.learning.training import train
from matchmaker.services.suggestions.market_cache import MarketCache
from tests.integration.services.suggestions.sample_choices import build_choosers

STARTUP, MENTOR = PartyKind.STARTUP, PartyKind.MENTOR
TO_MENTOR = STARTUP, MENTOR


@pytest.fixture
def choosers(context):
    build_choosers(context)
    return context


def list_jobs(context):
    with context.open_unit(readonly=True) as unit:
        return [it.kind for it in unit.jobs.list_page(number=1).items]


def list_actions(context):
    with context.open_unit(readonly=True) as unit:
        return [it.action for it in unit.audit.list_page(number=1).items]


def test_what_people_chose_by_is_learned_and_serves(choosers):
    recommend_all(choosers)
    training = train(choosers)

    assert training.is_promoted
    serving = read_preferences(choosers)
    assert serving.version == training.version
    assert serving.weights[TO_MENTOR][Part.ZONE] > 2 * HAND_SET.weights[TO_MENTOR][Part.ZONE]
    assert serving.weights[TO_MENTOR][Part.LOAD] == pytest.approx(HAND_SET.weights[TO_MENTOR][Part.LOAD])
    assert MarketCache(choosers).load().calibrations[MENTOR].preferences == serving
    assert list_jobs(choosers) == [JobKind.RECOMMEND]
    assert list_actions(choosers)[0] == "matching.promote"


def test_stored_suggestions_hold_both_sides_and_their_values(choosers):
    train(choosers)
    recommend_all(choosers)
    with choosers.open_unit(readonly=True) as unit:
        fits = [
            suggestion.fit
            for startup in unit.startups.list_all_ids()
            for suggestion in unit.suggestions.list_for(STARTUP, startup, candidate_kind=MENTOR)
        ]
    assert fits
    for fit in fits:
        assert fit.score == pytest.approx(2 / (1 / fit.startup_wants + 1 / fit.partner_wants), abs=2e-4)
        assert 0.0 <= fit.startup_chance <= 1.0


def test_training_reports_what_it_found_of_every_version(choosers):
    training = train(choosers)
    (trained, by_hand) = versions.list_versions(choosers)

    assert trained.is_serving
    assert trained.version == training.version
    assert trained.before == by_hand.version == versions.HAND_SET
    (report, *_) = trained.reports
    assert report == training.reports[0]
    assert set(report.scores) == {"learned", "serving", "recalibrated", "hand_set", "popularity", "random"}
    assert report.scores["learned"].ndcg.mean > report.scores["serving"].ndcg.mean > 0


def test_the_same_decisions_teach_the_same(choosers):
    first, second = (
        train(choosers),
        train(replace(choosers, settings=replace(choosers.settings, models=choosers.settings.var / "b"))),
    )
    assert first.reports == second.reports


def test_weights_set_by_hand_come_back_with_one_step(choosers):
    trained = train(choosers).version
    version, job = versions.serve_previous(choosers, None)

    assert version == versions.HAND_SET
    assert read_preferences(choosers) is HAND_SET
    with choosers.open_unit(readonly=True) as unit:
        assert unit.jobs.get(job).kind is JobKind.RECOMMEND
    versions.promote(choosers, None, trained)
    assert read_preferences(choosers).version == trained
    with pytest.raises(StateConflict, match="no_such_version"):
        versions.promote(choosers, None, "20000101-000000")


def test_there_is_no_way_back_before_anything_was_learned(context):
    with pytest.raises(StateConflict, match="no_version_before"):
        versions.serve_previous(context, None)
    assert versions.list_versions(context) == ()


def test_a_damaged_version_is_refused_and_left_by_rolling_back(choosers):
    train(choosers)
    models = choosers.settings.models
    path = get_folder(models, find_promoted(models, versions.NAME)) / versions.ARRAYS
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(StateConflict, match="version_damaged"):
        read_preferences(choosers)
    with pytest.raises(StateConflict, match="version_damaged"):
        MarketCache(choosers).load()
    assert versions.list_versions(choosers)[0].reports == ()
    versions.serve_previous(choosers, None)
    assert read_preferences(choosers) is HAND_SET


def test_an_unreadable_list_of_versions_is_reported(context):
    context.settings.models.mkdir(parents=True)
    (context.settings.models / "manifest.json").write_text("{")
    for ask in (versions.list_versions, versions.find_serving, read_preferences):
        with pytest.raises(StateConflict, match="versions_unreadable"):
            ask(context)


def test_little_evidence_changes_nothing_and_is_reported(context):
    build_choosers(context, founders=5)
    training = train(context)

    assert training.version is None
    assert not training.is_promoted
    assert 0 < training.amounts[TO_MENTOR].rows < 200
    assert versions.list_versions(context) == ()


def test_a_training_that_finds_nothing_better_is_saved_but_does_not_serve(choosers):
    first = train(choosers).version
    later = replace(choosers, now=lambda: choosers.now().replace(second=59))
    again = train(later)

    assert not any(it.takes_weights for it in again.reports)
    assert read_preferences(choosers).version == (again.version if again.is_promoted else first)
    assert len(versions.list_versions(choosers)) == 3


def test_only_the_operator_changes_what_serves(context, town):
    with pytest.raises(NotAllowed):
        versions.serve_previous(context, town.founders[0])


def test_preferences_come_back_from_their_file_as_they_were():
    curve = tuple(it / CURVE_STEPS for it in range(CURVE_STEPS + 1))
    made = replace(HAND_SET, curves={TO_MENTOR: curve}, version="x")
    back = unpack_preferences(pack_preferences(made), "x")

    assert back.curves == made.curves
    for direction in made.weights:
        assert (back.weights_of(*direction) == made.weights_of(*direction)).all()
    assert pack_preferences(back) == pack_preferences(made)


def test_metrics_are_plain_json(choosers):
    train(choosers)
    models = choosers.settings.models
    text = (get_folder(models, find_promoted(models, versions.NAME)) / versions.METRICS).read_text()
    assert json.loads(text)["before"] == versions.HAND_SET
