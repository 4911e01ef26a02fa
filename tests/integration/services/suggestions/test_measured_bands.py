"""Measured bands are counted by a scheduled task, and shown as they were counted."""

from datetime import timedelta

import pytest

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotAllowed
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.ids import AccountId
from matchmaker.domain.learning import BandMeasure
from matchmaker.domain.profiles import InvestorDraft, StartupDraft
from matchmaker.domain.vocabulary import Band, PartyKind, Role
from matchmaker.jobs.schedule import run_scheduled_tasks
from matchmaker.services.suggestions.learning.measured_bands import count_bands, measure_all, measure_bands

STARTUP, MENTOR, INVESTOR = PartyKind
OPERATOR, FOUNDER = (
    Actor(account_id=AccountId(it), name="x", roles=frozenset({role}))
    for it, role in enumerate((Role.OPERATOR, Role.FOUNDER), 1)
)
DAY = timedelta(days=1)


@pytest.fixture
def chosen(context):
    """A startup that was shown two investors, and wished for one of them."""
    now = context.now()
    with context.open_unit() as unit:
        startup = unit.startups.add(StartupDraft(name="河谷", description="隔膜"))
        investors = [unit.investors.add(InvestorDraft(name=f"资本{it}", thesis="隔膜")) for it in range(2)]
        event = unit.events.add(
            name="年会", venue="", registration_deadline=now + DAY, wish_deadline=now + 60 * DAY, is_demo=False
        )
        there = {
            (kind, it): unit.participations.add(event_id=event, kind=kind, profile_id=it, account_id=None, most=3)
            for kind, it in ((STARTUP, startup), *((INVESTOR, it) for it in investors))
        }
        unit.wishes.add_many(event, [(there[STARTUP, startup], there[INVESTOR, investors[0]], 1)])
        impressions = [
            Impression(
                seeker_kind=STARTUP,
                seeker_id=startup,
                candidate_kind=INVESTOR,
                candidate_id=it,
                surface=Surface.EVENT,
                position=place,
                band=Band.GOOD,
                score=0.6,
                shown_at=now,
            )
            for place, it in enumerate(investors, 1)
        ]
        unit.impressions.record(impressions, now.date())
        unit.commit()
    return context


def list_measured(context):
    measured = measure_bands(context, FOUNDER, (STARTUP, INVESTOR))
    assert list(measured) == list(Band)
    return {band: (it.chosen, it.total) for band, it in measured.items() if it.total}


def test_counts_are_renewed_by_the_clock_once_they_are_an_hour_old(chosen, clock):
    assert list_measured(chosen) == {}
    assert run_scheduled_tasks(chosen).done["measured_bands"] == 3
    assert list_measured(chosen) == {}  # shown today: the choice may still come

    clock.move(7 * DAY - timedelta(minutes=30))
    assert count_bands(chosen) == 3
    assert list_measured(chosen) == {}
    clock.move(timedelta(minutes=30))
    assert count_bands(chosen) == 0
    clock.move(timedelta(minutes=30))
    assert count_bands(chosen) == 3
    assert list_measured(chosen) == {Band.GOOD: (1, 2)}
    assert measure_bands(chosen, FOUNDER, (STARTUP, INVESTOR))[Band.GOOD].measure is BandMeasure.CHOSEN


def test_the_operator_sees_all_of_it_and_nobody_else_does(chosen, clock):
    clock.move(8 * DAY)
    count_bands(chosen)

    found = measure_all(chosen, OPERATOR)
    assert [measure for measure, _ in found] == [
        BandMeasure.ACCEPTED,
        BandMeasure.APPLIED,
        BandMeasure.CHOSEN,
        BandMeasure.CHOSEN,
    ]
    assert found[BandMeasure.CHOSEN, (STARTUP, INVESTOR)][Band.GOOD].total == 2
    assert found[BandMeasure.CHOSEN, (INVESTOR, STARTUP)][Band.GOOD].total == 0
    with pytest.raises(NotAllowed):
        measure_all(chosen, FOUNDER)
