"""The invented annual meeting: two days of slots, the participants, their open slots and their wishes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from matchmaker.demo.generate.network import INVESTING_FOUNDER, SEED
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.generate.records import DemoEvent, DemoNetwork, DemoParticipation, DemoSlot
from matchmaker.demo.generate.wishes import draw_wishes
from matchmaker.domain.local_time import from_local
from matchmaker.domain.vocabulary import PartyKind

DAYS = 2
DAY_STARTS = tuple(time(hour, minute) for hour in (9, 10, 11, 14, 15, 16) for minute in (0, 30))
"""Local start times: twelve meetings a day, six before and six after lunch."""

LASTING = timedelta(minutes=25)
"""Duration of a meeting; five minutes are left to change tables."""

TABLES = 60

WISHES_CLOSE = timedelta(days=2)
REGISTRATION_CLOSES = timedelta(days=7)

ONE_DAY_ONLY = 0.22
CLOSED_SLOT = 0.12
"""Chance that an attending investor is not free in a slot."""
FULL_TIME = 0.8
"""Share of startups that are free in every slot of the days they attend."""

ABSENT_INVESTORS = 3
ABSENT_STARTUPS = 2
"""Participants without an open slot: the organizer should see them, the planner must not place them."""

MAX_MEETINGS_OF_STARTUP = range(4, 11)


def generate_event(
    network: DemoNetwork,
    *,
    first_day: date,
    seed: int = SEED,
    startups: int = 240,
    investors: int = 120,
    tables: int = TABLES,
) -> DemoEvent:
    """The annual meeting that starts on ``first_day``; its deadlines are a few days before.

    Raises
    ------
    ValueError
        When the network has fewer startups or investors than requested.
    """
    if startups > len(network.startups) or investors > len(network.investors):
        msg = (
            f"got {startups} startups and {investors} investors to take part, "
            f"expected at most {len(network.startups)} and {len(network.investors)}"
        )
        raise ValueError(msg)
    slots = _slots(first_day, tables)
    participations = _participations(network, seed=seed, slots=slots, startups=startups, investors=investors)
    return DemoEvent(
        name=f"{first_day.year}年度兰州投资人年会（演示）",
        venue="兰州新区会展厅（演示）",
        registration_deadline=slots[0].starts_at - REGISTRATION_CLOSES,
        wish_deadline=slots[0].starts_at - WISHES_CLOSE,
        slots=slots,
        participations=participations,
        wishes=draw_wishes(network, participations, seed=seed),
    )


def _slots(first_day: date, tables: int) -> tuple[DemoSlot, ...]:
    starts = [
        from_local(datetime.combine(first_day + timedelta(days=day), start))
        for day in range(DAYS)
        for start in DAY_STARTS
    ]
    return tuple(DemoSlot(starts_at=start, ends_at=start + LASTING, tables=tables) for start in starts)


def _participations(
    network: DemoNetwork, *, seed: int, slots: Sequence[DemoSlot], startups: int, investors: int
) -> tuple[DemoParticipation, ...]:
    """Startups first, then investors. The founder who is also an investor takes part on both sides."""
    draw = RandomStream.of(seed, "event", 0)
    companies = _choose(draw, len(network.startups), startups)
    backers = _choose(draw, len(network.investors), investors)
    absent = set(draw.sample(companies, min(ABSENT_STARTUPS, startups)))
    absent_backers = set(draw.sample(backers, min(ABSENT_INVESTORS, investors)))
    return tuple(
        [_startup(seed, network, index=it, slots=len(slots), is_absent=it in absent) for it in companies]
        + [_investor(seed, network, index=it, slots=len(slots), is_absent=it in absent_backers) for it in backers]
    )


def _choose(draw: RandomStream, available: int, count: int) -> list[int]:
    """``count`` indices in order; they include the founder who is also an investor, if there is one."""
    kept = [INVESTING_FOUNDER] if available > INVESTING_FOUNDER and count > 0 else []
    others = [index for index in range(available) if index not in kept]
    return sorted(kept + draw.sample(others, count - len(kept)))


def _startup(seed: int, network: DemoNetwork, *, index: int, slots: int, is_absent: bool) -> DemoParticipation:
    draw = RandomStream.of(seed, "attending startup", index)
    closed = 0.0 if draw.happens(FULL_TIME) else CLOSED_SLOT * 2
    return DemoParticipation(
        kind=PartyKind.STARTUP,
        index=index,
        email=network.startups[index].founder.email,
        max_meetings=draw.choice(MAX_MEETINGS_OF_STARTUP),
        open_slots=frozenset() if is_absent else _open_slots(draw, slots, closed=closed),
    )


def _investor(seed: int, network: DemoNetwork, *, index: int, slots: int, is_absent: bool) -> DemoParticipation:
    draw = RandomStream.of(seed, "attending investor", index)
    open_slots = frozenset[int]() if is_absent else _open_slots(draw, slots, closed=CLOSED_SLOT)
    return DemoParticipation(
        kind=PartyKind.INVESTOR,
        index=index,
        email=network.investors[index].person.email,
        max_meetings=network.investors[index].draft.capacity,
        open_slots=open_slots,
    )


def _open_slots(draw: RandomStream, slots: int, *, closed: float) -> frozenset[int]:
    """Slots of one or both days, some of them closed."""
    a_day = slots // DAYS
    days = [draw.randrange(DAYS)] if draw.happens(ONE_DAY_ONLY) else range(DAYS)
    return frozenset(day * a_day + slot for day in days for slot in range(a_day) if not draw.happens(closed))
