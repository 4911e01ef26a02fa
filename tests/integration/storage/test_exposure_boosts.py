from datetime import UTC, datetime, timedelta

from matchmaker.domain.exposure import Evenness, ListSpread
from matchmaker.domain.vocabulary import PartyKind

AT = datetime(2026, 5, 20, tzinfo=UTC)
STARTUP, MENTOR = PartyKind.STARTUP, PartyKind.MENTOR
THERE, BACK = (STARTUP, MENTOR), (MENTOR, STARTUP)


def spread(kinds):
    return ListSpread(
        seeker_kind=kinds[0],
        candidate_kind=kinds[1],
        candidates=3,
        before=Evenness(gini=0.5, coverage=0.25, below_floor=0.75),
        after=Evenness(gini=0.4, coverage=0.5, below_floor=0.5),
        given_up=0.002,
        matches_before=1.5,
        matches_after=2.5,
        computed_at=AT,
    )


def test_boosts_and_spreads_are_replaced_whole(any_database):
    with any_database.unit() as unit:
        unit.exposure_boosts.replace_all({THERE: {1: 0.05, 2: 0.0}, BACK: {7: 0.0125}}, AT)
        unit.exposure_boosts.replace_spreads((spread(THERE), spread(BACK)))
        unit.commit()
    with any_database.unit(readonly=True) as unit:
        assert unit.exposure_boosts.load() == {THERE: {1: 0.05, 2: 0.0}, BACK: {7: 0.0125}}
        assert set(unit.exposure_boosts.list_spreads()) == {spread(THERE), spread(BACK)}
        assert unit.exposure_boosts.find_time() == AT

    with any_database.unit() as unit:
        unit.exposure_boosts.replace_all({THERE: {3: 0.01}}, AT + timedelta(hours=1))
        unit.exposure_boosts.replace_spreads(())
        unit.commit()
    with any_database.unit(readonly=True) as unit:
        assert unit.exposure_boosts.load() == {THERE: {3: 0.01}}
        assert unit.exposure_boosts.list_spreads() == ()
        assert unit.exposure_boosts.find_time() == AT + timedelta(hours=1)


def test_exposure_counts_what_is_stored(any_database):
    with any_database.unit(readonly=True) as unit:
        assert unit.exposure.count_lists(THERE) == {}
        assert unit.exposure.count_listed() == {}
        assert set(unit.exposure.count_candidates().values()) == {0}
        assert [unit.exposure.list_candidates(kind) for kind in PartyKind] == [[], [], []]
