"""Published meetings: only people whose meetings changed are notified, and versions of calendar entries only rise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from matchmaker.domain.accounts import Actor
from matchmaker.domain.calendar_entries import ChangeKind, MeetingCalendarEntry, diff_entries
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.notices import Notice, NoticeKind
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState, PartyKind
from matchmaker.services.meetings import events, timetables
from matchmaker.services.platform.context import Context
from tests.integration.conftest import START, ManualClock
from tests.integration.services.sample_network import SampleNetwork, register_everybody

Place = tuple[int, int, int, int]
"""Startup, investor, slot and table: the first three count from 0."""


@pytest.fixture
def there(context: Context, town: SampleNetwork):
    return register_everybody(context, town)


def publish(context: Context, town: SampleNetwork, there, *places: Place) -> None:
    """Publish a timetable of exactly these meetings."""
    quality = PlanQuality(
        wishes=0,
        met=0,
        value=0,
        bound=0,
        is_proven=True,
        suggested=len(places),
        breaks=0,
        below_floor=0,
        seconds=0.0,
    )
    with context.open_unit() as unit:
        slots = unit.events.get(town.event).slots
        meetings = [
            MeetingDraft(
                slot_id=slots[slot].id,
                table=table,
                startup_participation_id=there.startups[startup],
                investor_participation_id=there.investors[investor],
                origin=MeetingOrigin.SUGGESTED,
            )
            for startup, investor, slot, table in places
        ]
        version = unit.timetables.latest_version(town.event) + 1
        timetable_id = unit.timetables.add(
            event_id=town.event,
            version=version,
            created_at=context.now(),
            quality=quality,
            meetings=meetings,
            unmet=[],
        )
        unit.commit()
    timetables.publish_timetable(context, town.organizer, timetable_id)


def read_notices(context: Context, actor: Actor) -> list[Notice]:
    """The unread notices about meetings, the oldest first; they are read now."""
    with context.open_unit() as unit:
        found = unit.notices.list_page(actor.account_id, only_unread=True, size=100).items
        unit.notices.mark_read(actor.account_id, now=context.now())
        unit.commit()
    return [it for it in reversed(found) if it.subject_kind == "meetings"]


def read_kinds(context: Context, *actors: Actor) -> list[list[NoticeKind]]:
    return [[it.kind for it in read_notices(context, actor)] for actor in actors]


def read_file(context: Context, town: SampleNetwork, actor: Actor) -> dict[str, tuple[int, str]]:
    """Sequence and status of the entries in the own calendar file, by the partner's name."""
    content = timetables.export_calendar(
        context,
        actor,
        town.event,
        meeting_title=lambda it: it.partner.profile.name,
        place_text=lambda it: str(it.entry.table),
    )
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(it["SUMMARY"]): (int(it["SEQUENCE"]), str(it["STATUS"])) for it in found}


def test_first_timetable_notifies_those_who_meet_somebody(context: Context, town: SampleNetwork, there) -> None:
    publish(context, town, there, (0, 0, 0, 1), (0, 1, 1, 1))

    (notice,) = read_notices(context, town.founders[0])
    assert (notice.kind, notice.data["count"], notice.subject_id) == (NoticeKind.MEETINGS_PUBLISHED, 2, town.event)
    (single,) = read_notices(context, town.investors[1])
    assert (single.kind, single.data["partner"], single.data["table"]) == (
        NoticeKind.MEETING_ADDED,
        "纳米材料公司",
        1,
    )
    assert read_kinds(context, town.founders[1], town.organizer) == [[], []]


def test_later_timetable_notifies_only_those_whose_meetings_changed(
    context: Context, town: SampleNetwork, there
) -> None:
    publish(context, town, there, (0, 0, 0, 1), (1, 1, 0, 2))
    read_kinds(context, *town.founders, *town.investors)

    publish(context, town, there, (0, 0, 0, 1), (1, 1, 2, 2))

    assert read_kinds(context, town.founders[0], town.investors[0]) == [[], []]
    for actor in (town.founders[1], town.investors[1]):
        (notice,) = read_notices(context, actor)
        assert notice.kind is NoticeKind.MEETING_MOVED
        assert notice.data["at"] > START
    publish(context, town, there, (0, 0, 0, 1), (1, 1, 2, 2))
    assert read_kinds(context, *town.founders, *town.investors) == [[], [], [], []]


def test_pair_that_is_dropped_is_notified_as_cancelled(context: Context, town: SampleNetwork, there) -> None:
    publish(context, town, there, (0, 0, 0, 1), (0, 1, 1, 1))
    read_kinds(context, *town.founders, *town.investors)

    publish(context, town, there, (0, 0, 0, 1))

    assert read_kinds(context, town.founders[0], town.investors[1]) == [[NoticeKind.MEETING_CANCELLED]] * 2
    assert read_file(context, town, town.founders[0]) == {"河谷资本": (0, "CONFIRMED"), "石峡基金": (1, "CANCELLED")}
    assert read_file(context, town, town.investors[1]) == {"纳米材料公司": (1, "CANCELLED")}


def test_sequence_grows_when_somebody_withdraws_and_comes_back(
    context: Context, town: SampleNetwork, there, clock: ManualClock
) -> None:
    publish(context, town, there, (0, 0, 0, 1))
    read_kinds(context, town.founders[0], town.investors[0])
    seen = []
    for _ in range(2):
        events.withdraw_participation(context, town.founders[0], there.startups[0])
        assert read_kinds(context, town.founders[0], town.investors[0]) == [[], [NoticeKind.MEETING_CANCELLED]]
        seen.append(read_file(context, town, town.investors[0])["纳米材料公司"])
        events.register(
            context,
            town.founders[0],
            event_id=town.event,
            kind=PartyKind.STARTUP,
            profile_id=town.startups[0],
        )
        assert read_kinds(context, town.founders[0], town.investors[0]) == [[], [NoticeKind.MEETING_ADDED]]
        seen.append(read_file(context, town, town.investors[0])["纳米材料公司"])

    assert seen == [(1, "CANCELLED"), (2, "CONFIRMED"), (3, "CANCELLED"), (4, "CONFIRMED")]


def test_several_changes_are_sent_in_one_notice(context: Context, town: SampleNetwork, there) -> None:
    publish(context, town, there, (0, 0, 0, 1), (0, 1, 1, 1))
    read_kinds(context, *town.founders, *town.investors)

    publish(context, town, there, (0, 0, 2, 1), (1, 1, 1, 1))

    (notice,) = read_notices(context, town.founders[0])
    assert notice.kind is NoticeKind.MEETINGS_CHANGED
    assert {name: notice.data[name] for name in ("added", "moved", "cancelled")} == {
        "added": 0,
        "moved": 1,
        "cancelled": 1,
    }


def test_nobody_is_notified_when_publishing_is_refused(context: Context, town: SampleNetwork, there) -> None:
    with context.open_unit() as unit:
        participation = unit.participations.get(there.startups[0])
        unit.participations.save(replace(participation, state=ParticipationState.WITHDRAWN))
        unit.commit()

    with pytest.raises(StateConflict, match="participants_withdrew"):
        publish(context, town, there, (0, 0, 0, 1))

    assert read_kinds(context, *town.founders, *town.investors) == [[], [], [], []]


STEP = st.dictionaries(
    st.tuples(st.integers(1, 2), st.integers(3, 4)), st.tuples(st.integers(1, 3), st.booleans()), max_size=4
)


@given(st.lists(STEP, max_size=8))
def test_sequences_never_fall_whatever_is_published(steps: list[dict]) -> None:
    sent_entries: dict[tuple[int, int], MeetingCalendarEntry] = {}
    for number, step in enumerate(steps):
        wanted = [
            MeetingCalendarEntry(
                event_id=1,
                startup_participation_id=pair[0],
                investor_participation_id=pair[1],
                starts_at=START,
                ends_at=START,
                table=table,
                venue="",
                is_cancelled=is_cancelled,
                changed_at=START,
            )
            for pair, (table, is_cancelled) in step.items()
        ]
        for change in diff_entries(sent_entries.values(), wanted, now=START.replace(minute=number)):
            before = sent_entries.get(change.after.pair)
            assert change.after.sequence == (before.sequence + 1 if before else 0)
            assert (change.kind is ChangeKind.CANCELLED) == change.after.is_cancelled
            sent_entries[change.after.pair] = change.after
        held = {it.pair for it in wanted if not it.is_cancelled}
        assert {pair for pair, it in sent_entries.items() if not it.is_cancelled} == held
