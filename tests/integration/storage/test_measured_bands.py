from datetime import timedelta

import pytest

from matchmaker.domain.events import SlotDraft
from matchmaker.domain.evidence import Surface
from matchmaker.domain.profiles import InvestorDraft, StartupDraft
from matchmaker.domain.vocabulary import ApplicationState, Band, PartyKind
from tests.integration.storage.sample_impressions import add_impression

STARTUP, MENTOR, INVESTOR = PartyKind
SURFACES = (Surface.EVENT, Surface.WISHES)
DAY = timedelta(days=1)


@pytest.fixture
def fair(any_database, world, now):
    """Three more investors at the event, whose wishes close in twenty days."""
    with any_database.unit() as unit:
        event = unit.events.add(
            name="年会", venue="", registration_deadline=now + 10 * DAY, wish_deadline=now + 20 * DAY, is_demo=False
        )
        slots = unit.events.add_slots(event, [SlotDraft(starts_at=now + 30 * DAY, ends_at=now + 31 * DAY, tables=3)])
        investors = [unit.investors.add(InvestorDraft(name=f"资本{it}", thesis="装备")) for it in range(4)]
        startups = [unit.startups.add(StartupDraft(name=f"企业{it}", description="装备")) for it in range(2)]
        there = {
            (kind, profile_id): unit.participations.add(
                event_id=event, kind=kind, profile_id=profile_id, account_id=None, most=3, open_slots=slots
            )
            for kind, ids in ((STARTUP, startups), (INVESTOR, investors))
            for profile_id in ids
        }
        unit.commit()
    return Fair(event, startups, investors, there)


class Fair:
    def __init__(self, event, startups, investors, there):
        self.event, self.startups, self.investors, self.there = event, startups, investors, there

    def set_wishes(self, unit, *wishes):
        """Store wishes (own, other, rank); passes have no rank."""
        for own, other, rank in wishes:
            unit.wishes.add_many(self.event, [(self.there[own], self.there[other], rank)])


def count(database, now, seeker=STARTUP, candidate=INVESTOR):
    with database.unit(readonly=True) as unit:
        return unit.bands.count_wished(seeker, candidate, SURFACES, before=now - 7 * DAY, now=now)


def test_wished_ones_are_counted_of_those_who_were_shown(any_database, fair, now):
    first, other = fair.startups
    a, b, c, d = fair.investors
    with any_database.unit() as unit:
        for it in (a, b, c):
            add_impression(unit, now, seeker=(STARTUP, first), candidate=(INVESTOR, it))
        add_impression(unit, now, seeker=(STARTUP, first), candidate=(INVESTOR, d), band=Band.STRONG)
        add_impression(unit, now + DAY, seeker=(STARTUP, first), candidate=(INVESTOR, a), surface=Surface.WISHES)
        add_impression(unit, now, seeker=(STARTUP, first), candidate=(INVESTOR, a), surface=Surface.LIST)
        add_impression(unit, now, seeker=(STARTUP, other), candidate=(INVESTOR, a))
        fair.set_wishes(unit, ((STARTUP, first), (INVESTOR, a), 1), ((STARTUP, first), (INVESTOR, b), None))
        fair.set_wishes(unit, ((INVESTOR, c), (STARTUP, first), 1))
        unit.commit()

    # a was wished for, b was passed on, c only wished; the other startup made no wish
    assert count(any_database, now + 8 * DAY) == {Band.GOOD: (1, 3), Band.STRONG: (0, 1)}
    assert count(any_database, now + 8 * DAY, INVESTOR, STARTUP) == {}


def test_somebody_counts_once_for_each_band(any_database, fair, now):
    first, a = fair.startups[0], fair.investors[0]
    with any_database.unit() as unit:
        for day in range(5):
            for surface in SURFACES:
                add_impression(unit, now + day * DAY, seeker=(INVESTOR, a), candidate=(STARTUP, first), surface=surface)
        add_impression(unit, now + 5 * DAY, seeker=(INVESTOR, a), candidate=(STARTUP, first), band=Band.STRONG)
        fair.set_wishes(unit, ((INVESTOR, a), (STARTUP, first), 1))
        unit.commit()

    assert count(any_database, now + 13 * DAY, INVESTOR, STARTUP) == {Band.GOOD: (1, 1), Band.STRONG: (1, 1)}


def test_what_was_shown_lately_waits_until_a_week_is_over_or_the_wishes_are_closed(any_database, fair, now):
    first, (a, b, *_) = fair.startups[0], fair.investors
    late = now + 18 * DAY
    with any_database.unit() as unit:
        add_impression(unit, now, seeker=(STARTUP, first), candidate=(INVESTOR, a))
        add_impression(unit, late, seeker=(STARTUP, first), candidate=(INVESTOR, b))
        fair.set_wishes(unit, ((STARTUP, first), (INVESTOR, b), 1))
        unit.commit()

    assert count(any_database, now + 6 * DAY) == {}
    assert count(any_database, now + 7 * DAY) == {Band.GOOD: (0, 1)}
    assert count(any_database, now + 19 * DAY) == {Band.GOOD: (0, 1)}
    assert count(any_database, now + 20 * DAY) == {Band.GOOD: (1, 2)}  # the wishes close


def test_a_wish_of_an_event_that_was_over_is_no_answer(any_database, fair, now):
    first, a = fair.startups[0], fair.investors[0]
    with any_database.unit() as unit:
        fair.set_wishes(unit, ((STARTUP, first), (INVESTOR, a), 1))
        add_impression(unit, now + 300 * DAY, seeker=(STARTUP, first), candidate=(INVESTOR, a))
        unit.commit()

    assert count(any_database, now + 310 * DAY) == {Band.GOOD: (0, 1)}


def test_applications_are_counted_of_the_mentors_who_were_shown(any_database, world, now):
    with any_database.unit() as unit:
        for mentor, shown_at in ((world.mentor, now), (77, now), (78, now + 9 * DAY)):
            add_impression(
                unit, shown_at, seeker=(STARTUP, world.startup), candidate=(MENTOR, mentor), surface=Surface.LIST
            )
        add_impression(unit, now, seeker=(STARTUP, 99), candidate=(MENTOR, world.mentor), surface=Surface.LIST)
        add_impression(
            unit,
            now + 2 * DAY,
            seeker=(STARTUP, world.startup),
            candidate=(MENTOR, world.mentor),
            band=Band.STRONG,
            surface=Surface.LIST,
        )
        unit.applications.add(
            startup_id=world.startup,
            mentor_id=world.mentor,
            applied_by=world.founder,
            goal="量产",
            state=ApplicationState.QUEUED,
            applied_at=now + DAY,
        )
        unit.commit()

    with any_database.unit(readonly=True) as unit:
        found = unit.bands.count_applied((Surface.OVERVIEW, Surface.LIST), before=now + 3 * DAY)
    # with the better band it was shown to a startup that had applied already, which counts for nothing
    assert found == {Band.GOOD: (1, 2)}


def test_counts_are_saved_and_replaced(any_database, now):
    there = (STARTUP, INVESTOR)
    with any_database.unit() as unit:
        assert unit.measured_bands.find_time() is None
        unit.measured_bands.save(there, {Band.GOOD: (3, 20), Band.STRONG: (1, 2)}, now)
        unit.measured_bands.save(there, {Band.GOOD: (4, 21)}, now + DAY)
        unit.commit()
    with any_database.unit(readonly=True) as unit:
        assert unit.measured_bands.load() == {there: {Band.STRONG: (0, 0), Band.GOOD: (4, 21), Band.POSSIBLE: (0, 0)}}
        assert unit.measured_bands.find_time() == now + DAY
