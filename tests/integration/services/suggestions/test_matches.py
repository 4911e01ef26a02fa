from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest

from matchmaker.demo import seeding
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.errors import NotAllowed
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.exposure.fit_boosts import MAX_BOOST
from matchmaker.matching.scoring.score import MIN_SCORE
from matchmaker.services.mentoring import applications
from matchmaker.services.people import profiles
from matchmaker.services.suggestions import stored_lists
from matchmaker.services.suggestions.exposure_boost import order_lists
from matchmaker.services.suggestions.full_run import recommend_all
from matchmaker.services.suggestions.market_cache import MarketCache, get_market_cache
from matchmaker.services.suggestions.ranked_lists import LISTS, suggest
from matchmaker.services.suggestions.refresh import refresh_profile
from matchmaker.services.suggestions.vectors import encode_profiles, load_vectors
from matchmaker.services.suggestions.worker_pool import SeekerBlock, WorkerPool
from tests.jobs import list_jobs

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR
CITY = DemoSize(mentors=40, investors=30, candidates=30, startups=30, attending_startups=20, attending_investors=10)


class CountingEncoder:
    """The hashing encoder, which records what it encoded."""

    def __init__(self, encoder):
        self.encoder, self.read = encoder, []
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts, *, kind="passage", progress=None):
        self.read += texts
        return self.encoder.encode(texts, kind=kind, progress=progress)


@pytest.fixture
def encoder(context):
    return CountingEncoder(context.get_encoder())


@pytest.fixture
def city(context, encoder):
    """A context over a small invented network with its suggestions."""
    watched = replace(context, get_encoder=lambda: encoder)
    seeding.seed_reference(watched)
    seeding.seed_demo(watched, size=CITY)
    recommend_all(watched)
    return watched


def read_lists(context):
    with context.open_unit(readonly=True) as unit:
        sides = {
            STARTUP: unit.startups.list_all_ids(),
            MENTOR: unit.mentors.list_all_ids(),
            INVESTOR: unit.investors.list_all_ids(),
        }
        return {
            (seeker, seeker_id, candidate): [
                (suggestion.rank, suggestion.candidate_id, suggestion.fit)
                for suggestion in unit.suggestions.list_for(seeker, seeker_id, candidate_kind=candidate)
            ]
            for seeker, candidate in LISTS
            for seeker_id in sides[seeker]
        }


def compute_lists(context):
    """All lists computed again, in the order for the market that was fitted last."""
    market = get_market_cache(context).refresh()
    found = {
        (seeker, int(seeker_id), candidate): [] for seeker, candidate in LISTS for seeker_id in market.sides[seeker].ids
    }
    for seeker, candidate in LISTS:
        seekers, candidates = market.view(seeker, candidate), market.view(candidate, seeker)
        for it in suggest(market, seekers, candidates, at=context.now()):
            found[seeker, it.seeker_id, candidate].append((it.rank, it.candidate_id, it.fit))
    return found


def test_only_changed_texts_are_encoded_again(city, encoder):
    first = len(encoder.read)
    assert first == len(set(encoder.read)) > 0
    assert encode_profiles(city).encoded == 0
    with city.open_unit() as unit:
        startup = unit.startups.get(1)
        unit.startups.save(replace(startup, needs="寻找懂高温超导的导师"))
        unit.commit()

    result = encode_profiles(city)
    assert (result.encoded, encoder.read[first:]) == (1, ["寻找懂高温超导的导师"])


def test_vectors_come_in_the_order_of_the_texts_when_some_repeat_or_are_blank(context):
    texts = ["甲", "", "乙", "甲"]

    vectors = load_vectors(context, "passage", texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1], atol=1e-6)
    assert (vectors[0] == vectors[3]).all()
    assert (vectors[0] == context.get_encoder().encode(["甲"])[0]).all()


def test_everybody_gets_ranked_lists_with_reasons(city):
    lists = read_lists(city)

    assert len(lists) == 2 * 60 + 40 + 30
    for listed in lists.values():
        assert [rank for rank, _, _ in listed] == list(range(1, len(listed) + 1))
        scores = [fit.score for _, _, fit in listed]
        assert all(later <= score + MAX_BOOST for score, later in combinations(scores, 2))
    filled = [listed for listed in lists.values() if listed]
    assert len(filled) > len(lists) * 0.8
    assert all(fit.reasons and fit.score >= MIN_SCORE for listed in filled for _, _, fit in listed)


def test_refreshing_a_profile_gives_what_computing_all_anew_gives(city):
    with city.open_unit() as unit:
        startup, other = unit.startups.get(3), unit.startups.get(4)
        unit.startups.save(replace(startup, description=other.description + "，面向西北地区", needs=other.needs))
        unit.commit()
    get_market_cache(city).load()  # the statistics are fitted with the changed profile too, as below
    before = read_lists(city)

    refresh_profile(city, STARTUP, 3)
    refreshed = read_lists(city)
    wanted = compute_lists(city)
    assert refreshed != before
    for seeker, candidate in LISTS:
        key = (seeker, 3, candidate)
        if seeker is STARTUP:
            assert refreshed[key] == wanted[key]
    holds = {key for key, listed in wanted.items() if key[2] is STARTUP and any(it == 3 for _, it, _ in listed)}
    now = {key for key, listed in refreshed.items() if key[2] is STARTUP and any(it == 3 for _, it, _ in listed)}
    assert now == holds
    assert all(refreshed[key] == wanted[key] for key in holds)


def test_lists_are_ordered_for_the_market_and_report_what_that_changes(city):
    with city.open_unit(readonly=True) as unit:
        boosts, spreads = unit.exposure_boosts.load(), unit.exposure_boosts.list_spreads()
    assert boosts.keys() == set(LISTS)
    assert all(0 <= it <= MAX_BOOST for found in boosts.values() for it in found.values())
    assert read_lists(city) == compute_lists(city)

    by_kinds = {(it.seeker_kind, it.candidate_kind): it for it in spreads}
    assert by_kinds.keys() == set(LISTS)
    for spread in spreads:
        assert spread.matches_after > spread.matches_before > 0
        assert spread.after.below_floor <= spread.before.below_floor
        assert 0 <= spread.given_up < MAX_BOOST
    lists = read_lists(city)
    listed = {
        candidate_id for key, found in lists.items() if key[::2] == (STARTUP, MENTOR) for _, candidate_id, _ in found
    }
    spread = by_kinds[STARTUP, MENTOR]
    assert spread.after.coverage == len(listed) / spread.candidates


def test_order_of_people_changes_no_boost(city):
    market = get_market_cache(city).refresh()
    shuffled = {kinds: view.take(np.arange(len(view))[::-1]) for kinds, view in market.views.items()}

    assert order_lists(replace(market, views=shuffled), MENTOR, city.now()) == order_lists(market, MENTOR, city.now())


def test_two_processes_compute_what_one_does(city):
    market, at = MarketCache(city).load(), city.now()
    blocks = [
        SeekerBlock(STARTUP, MENTOR, 0, 20),
        SeekerBlock(STARTUP, MENTOR, 20, 60),
        SeekerBlock(INVESTOR, STARTUP, 0, 30),
    ]

    with WorkerPool(seekers=60, processes=2) as pool:
        pool.set_market(market, at)
        ordered = pool.compute_order()
        together = [*pool.compute(blocks), *pool.compute(blocks[:1])]
    with WorkerPool(seekers=60, processes=1) as pool:
        pool.set_market(market, at)
        assert pool.compute_order() == ordered
        alone = [*pool.compute(blocks), *pool.compute(blocks[:1])]
    assert together == alone
    assert all(len(rows) > 20 for rows in alone)


def test_suggestions_show_places_and_what_is_under_way(context, town):
    recommend_all(context)
    seek = {"seeker_kind": STARTUP, "seeker_id": town.startups[0], "candidate_kind": MENTOR}
    (found,) = stored_lists.list_suggestions(context, town.founders[0], **seek)
    assert (found.profile.id, found.places_left, found.application) == (town.mentor_id, 1, None)

    mentorship_id = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="中试"
    )
    view = applications.accept_application(context, town.mentor, mentorship_id)
    assert view.application.fit == found.fit
    (found,) = stored_lists.list_suggestions(context, town.founders[0], **seek)
    assert found.application is not None
    assert found.application.id == mentorship_id
    assert stored_lists.list_suggestions(context, town.founders[1], **(seek | {"seeker_id": town.startups[1]})) == ()
    recommend_all(context)
    assert stored_lists.list_suggestions(context, town.founders[0], **seek) == ()


def test_who_declined_is_not_suggested_again_for_a_year(context, town, clock):
    recommend_all(context)
    asked = {"startup_id": town.startups[0], "mentor_id": town.mentor_id, "goal": "中试"}
    mentorship_id = applications.apply_to_mentor(context, town.founders[0], **asked)
    applications.decline_application(context, town.mentor, mentorship_id, reason="方向不合")

    to_founder = {"seeker_kind": STARTUP, "seeker_id": town.startups[0], "candidate_kind": MENTOR}
    to_mentor = {"seeker_kind": MENTOR, "seeker_id": town.mentor_id, "candidate_kind": STARTUP}
    assert stored_lists.list_suggestions(context, town.founders[0], **to_founder) == ()
    declined = {it.profile.id for it in stored_lists.list_suggestions(context, town.mentor, **to_mentor)}
    assert town.startups[0] not in declined

    clock.move(timedelta(days=366))
    assert len(stored_lists.list_suggestions(context, town.founders[0], **to_founder)) == 1


def test_suggestions_are_for_the_own_people_only(context, town):
    recommend_all(context)
    seek = {"seeker_kind": STARTUP, "seeker_id": town.startups[0], "candidate_kind": MENTOR}

    with pytest.raises(NotAllowed):
        stored_lists.list_suggestions(context, town.founders[1], **seek)
    listed = stored_lists.list_suggestions(context, town.operator, **seek)
    pair = {"startup_id": town.startups[0], "kind": MENTOR, "partner_id": listed[0].profile.id}
    assert stored_lists.fit_pair(context, town.mentor, **pair) == listed[0].fit


def test_a_person_is_not_suggested_to_oneself(context, town):
    recommend_all(context)
    assert len(read_lists(context)[STARTUP, town.startups[0], MENTOR]) == 1
    with context.open_unit() as unit:
        unit.accounts.link(town.mentor.account_id, kind=STARTUP, profile_id=town.startups[0])
        unit.commit()
    recommend_all(context)

    assert read_lists(context)[STARTUP, town.startups[0], MENTOR] == []


def test_edited_profiles_are_refreshed_by_the_job_that_the_edit_queued(context, town):
    recommend_all(context)
    startup = profiles.get_startup(context, town.founders[0], town.startups[0])
    profiles.edit_startup(context, town.founders[0], startup.id, replace(startup, needs="融资"), version=1)

    payload = list_jobs(context)[-1].payload
    assert refresh_profile(context, PartyKind(payload["kind"]), payload["id"]) >= 2
