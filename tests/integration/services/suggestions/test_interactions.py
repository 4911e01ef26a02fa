"""Interactions, from the database to lists: read only when a version weighs them, and never before they were known."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from matchmaker.artefacts import promote_version, store_version
from matchmaker.domain.evidence import DIRECTIONS
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.parts import INTERACTION_PARTS, PARTS, Part
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.learning import versions
from matchmaker.services.suggestions.learning.evidence import load_preferences, load_public_evidence
from matchmaker.services.suggestions.learning.interactions import collect_interactions, uses_interactions
from matchmaker.services.suggestions.learning.serving_version import pack_preferences
from matchmaker.services.suggestions.learning.training_rows import gather_training_data
from matchmaker.services.suggestions.market_cache import MarketCache
from matchmaker.services.suggestions.ranked_lists import suggest
from tests.integration.services.suggestions.fresh_market import load_with_statistics
from tests.integration.services.suggestions.sample_choices import build_choosers

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR
TO_MENTOR = STARTUP, MENTOR


@pytest.fixture
def choosers(context):
    build_choosers(context)
    return context


def weigh(context, part, weight):
    """Serve a version that gives ``part`` a weight when founders choose mentors; all else is set by hand."""
    rows = dict(HAND_SET.weights)
    rows[TO_MENTOR] = {it: (1 - weight) * weight_before for it, weight_before in rows[TO_MENTOR].items()} | {
        part: weight
    }
    made = Preferences(weights=rows, version="tried")
    contents = {versions.ARRAYS: pack_preferences(made), versions.METRICS: versions.reports_to_json(None, [])}
    models = context.settings.models
    store_version(models, versions.NAME, version="tried", contents=contents, created_from="test", now=context.now())
    promote_version(models, versions.NAME, "tried")


def read_evidence(context):
    with context.open_unit(readonly=True) as unit:
        return load_preferences(unit, context.now()), load_public_evidence(unit, context.now())


def count_wants(context):
    with context.open_unit(readonly=True) as unit:
        rows = load_public_evidence(unit, context.now())[0]
    wants = {}
    for row in rows:
        if (row.wanter_kind, row.wanted_kind) == TO_MENTOR:
            wants.setdefault(row.wanted_id, []).append(row.is_wanted)
    return {mentor: sum(answers) / len(answers) for mentor, answers in wants.items() if len(answers) >= 10}


def test_nothing_is_read_of_people_while_nothing_weighs_it(choosers):
    market = MarketCache(choosers).load()
    assert not uses_interactions(HAND_SET, MENTOR)
    assert [it.interactions for it in market.calibrations.values()] == [None, None]


def test_a_cached_market_reads_interactions_when_a_version_weighs_them(choosers):
    cache = MarketCache(choosers)
    assert cache.load().calibrations[MENTOR].interactions is None
    weigh(choosers, Part.PARTNER_POPULARITY, 0.6)
    market = cache.refresh()
    interactions = market.calibrations[MENTOR].interactions
    wants = count_wants(choosers)
    popularity = dict(
        zip(interactions.partner_popularity.ids.tolist(), interactions.partner_popularity.values.tolist(), strict=True)
    )
    assert popularity[max(wants, key=wants.get)] > 0.5 > popularity[min(wants, key=wants.get)]
    assert market.calibrations[INVESTOR].interactions is None


def test_lists_show_that_a_mentor_is_often_chosen(choosers):
    weigh(choosers, Part.PARTNER_POPULARITY, 0.6)
    recommend_all(choosers)
    with choosers.open_unit(readonly=True) as unit:
        lists = [unit.suggestions.list_for(STARTUP, it, candidate_kind=MENTOR) for it in unit.startups.list_all_ids()]
    firsts = [it[0] for it in lists if it]
    codes = [{reason.code for reason in it.fit.reasons} for it in firsts]
    assert sum("partner_popular" in it for it in codes) > len(codes) / 2
    wants = count_wants(choosers)
    mean = np.mean(list(wants.values()))
    assert np.mean([wants.get(it.candidate_id, mean) for it in firsts]) > mean


def test_rows_hold_what_was_known_when_they_were_decided(choosers):
    """All looked on one day and applied on the next; a skipped mentor is known a week after the impression."""
    rows, interactions = read_evidence(choosers)
    market = MarketCache(choosers).load()
    at = PARTS.index(Part.PARTNER_POPULARITY)
    for later, is_known in ((timedelta(0), False), (timedelta(days=3), True), (timedelta(days=20), True)):
        asked = [replace(it, at=it.at + later) for it in rows]
        chosen = gather_training_data(market, asked, interactions)[TO_MENTOR]
        assert (chosen.parts[:, at] != 0.5).any() == is_known, later


def test_what_speaks_of_the_one_who_decides_is_left_out(choosers):
    rows, interactions = read_evidence(choosers)
    gathered = gather_training_data(MarketCache(choosers).load(), rows, interactions)
    assert set(gathered) == set(DIRECTIONS)
    at = {part: PARTS.index(part) for part in INTERACTION_PARTS}
    assert (gathered[TO_MENTOR].parts[:, at[Part.STARTUP_POPULARITY]] == 0.5).all()
    answers = gathered[MENTOR, STARTUP].parts
    assert (answers[:, [at[Part.PARTNER_POPULARITY], at[Part.RECENCY]]] == 0.5).all()


def test_applications_left_to_expire_are_no_sign_of_life(choosers):
    rows, _ = read_evidence(choosers)
    collected = collect_interactions(rows, MENTOR)
    assert collected.has_acted[~collected.by_startup].all()
    assert not collected.has_acted[collected.by_startup & ~collected.is_wanted].any()
    assert len(collect_interactions(rows, INVESTOR)) == 0


def test_a_cached_market_reads_interactions_again_each_day(choosers):
    weigh(choosers, Part.PARTNER_POPULARITY, 0.6)
    days = [choosers.now() - timedelta(days=26)]
    context = replace(choosers, now=lambda: days[-1])
    cache = MarketCache(context)
    early = cache.load().calibrations[MENTOR].interactions
    assert cache.refresh().calibrations[MENTOR].interactions is early
    days.append(choosers.now())
    late = cache.refresh().calibrations[MENTOR].interactions
    anew = MarketCache(context).load().calibrations[MENTOR].interactions
    assert late.partner_popularity.values.tolist() == anew.partner_popularity.values.tolist()
    assert late.partner_popularity.values.tolist() != early.partner_popularity.values.tolist()


def test_a_cached_market_forgets_at_once_who_switched_suggestions_off(choosers):
    weigh(choosers, Part.PARTNER_POPULARITY, 0.6)
    cache = MarketCache(choosers)
    mentor_id = int(cache.load().calibrations[MENTOR].interactions.partner_popularity.ids[-1])
    with choosers.open_unit() as unit:
        account_id = unit.accounts.list_linked(MENTOR, mentor_id)[0]
        unit.accounts.save(replace(unit.accounts.get(account_id), is_personalised=False))
        unit.commit()
    interactions = cache.refresh().calibrations[MENTOR].interactions
    assert mentor_id not in interactions.partner_popularity.ids
    assert mentor_id not in interactions.startup_choices.partners


def test_a_cached_market_drops_interactions_when_no_version_weighs_them(choosers):
    weigh(choosers, Part.PARTNER_POPULARITY, 0.6)
    cache = MarketCache(choosers)
    cache.load()
    contents = {versions.METRICS: versions.reports_to_json(None, [])}
    models, name = choosers.settings.models, versions.HAND_SET
    store_version(models, versions.NAME, version=name, contents=contents, created_from="code", now=choosers.now())
    promote_version(models, versions.NAME, name)
    assert cache.refresh().calibrations[MENTOR].interactions is None
    assert not cache.statistics.interactions


@pytest.mark.parametrize("part", [Part.CHOSEN_BY_LIKE, Part.CHOSE_LIKE, Part.RECENCY])
def test_a_cached_market_suggests_the_same_as_a_fresh_one_when_interactions_count(choosers, part):
    weigh(choosers, part, 0.6)
    cache = MarketCache(choosers)
    cache.load()
    with choosers.open_unit() as unit:
        first, second, *_ = unit.startups.list_all_ids()
        for startup_id in (second, first):
            unit.startups.save(replace(unit.startups.get(startup_id), description="锂电池回收与梯次利用"))
        unit.commit()
    updated, anew = (
        suggest(market, market.view(STARTUP, MENTOR), market.view(MENTOR, STARTUP), at=choosers.now())
        for market in (cache.refresh(), load_with_statistics(choosers, cache.statistics))
    )
    assert sorted(updated, key=lambda it: (it.seeker_id, it.rank)) == anew
    codes = {reason.code for it in updated for reason in it.fit.reasons}
    assert codes & {"like_chose", "chose_like", "active_lately"}
