"""Calendar entries of published meetings: they are updated with every change, and participants are notified."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from matchmaker.domain.accounts import Actor
from matchmaker.domain.calendar_entries import ChangeKind, EntryChange, MeetingCalendarEntry, diff_entries
from matchmaker.domain.events import Event
from matchmaker.domain.ids import AccountId, EventId, ParticipationId
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.notices.notifications import notify
from matchmaker.storage import UnitOfWork

Entries = Mapping[ParticipationId, ParticipationWithProfile]

KIND_OF_ONE_CHANGE = {
    ChangeKind.ADDED: NoticeKind.MEETING_ADDED,
    ChangeKind.MOVED: NoticeKind.MEETING_MOVED,
    ChangeKind.CANCELLED: NoticeKind.MEETING_CANCELLED,
}


def sync_calendar_entries(case: UseCase[Actor | None], event_id: EventId) -> None:
    """Update the calendar entries of an event to the published timetable, and notify people whose meetings changed.

    Call it in the transaction of every action that may add, move or cancel published meetings. These are publishing,
    withdrawing, returning, and changing the event. The row of the event is locked, best before all others, so that the
    sequence numbers grow by one.
    """
    now = case.now
    event = case.unit.events.get_for_update(event_id)
    known = case.unit.calendar_entries.list_for_event(event_id)
    published, entries = _list_wanted(case, event, known)
    changes = diff_entries(known, published, now=now)
    for change in changes:
        case.unit.calendar_entries.save(change.after)
    before = {key for it in known for key in it.pair}
    for account_id, (mine, own) in _group_by_account(case.unit, changes, entries).items():
        kind, data = _make_notice(mine, own, entries, is_first=before.isdisjoint(own))
        data["event"] = event.name
        notify(
            case,
            to=[account_id],
            kind=kind,
            subject_kind="meetings",
            subject_id=event_id,
            data=data,
        )


def _list_wanted(
    case: UseCase[Actor | None], event: Event, known: Sequence[MeetingCalendarEntry]
) -> tuple[list[MeetingCalendarEntry], Entries]:
    """The published meetings as entries, and all participations in these or in the ``known`` entries."""
    published = case.unit.timetables.find_published(event.id)
    meetings = published.meetings if published else ()
    named = {key for it in meetings for key in (it.startup_participation_id, it.investor_participation_id)}
    entries = case.unit.participations.list_entries_by_ids(named | {key for it in known for key in it.pair})
    slots = {slot.id: slot for slot in event.slots}
    present = {key for key, it in entries.items() if it.participation.state is ParticipationState.REGISTERED}
    wanted = [
        MeetingCalendarEntry(
            event_id=event.id,
            startup_participation_id=it.startup_participation_id,
            investor_participation_id=it.investor_participation_id,
            starts_at=slots[it.slot_id].starts_at,
            ends_at=slots[it.slot_id].ends_at,
            table=it.table,
            venue=event.venue,
            is_cancelled=not present.issuperset((it.startup_participation_id, it.investor_participation_id)),
            changed_at=case.now,
        )
        for it in meetings
    ]
    return wanted, entries


def _group_by_account(
    unit: UnitOfWork, changes: Sequence[EntryChange], entries: Entries
) -> dict[AccountId, tuple[list[EntryChange], set[ParticipationId]]]:
    """The changes for each person, and the person's participations that they concern."""
    named = {key: entries[key] for it in changes for key in it.after.pair}
    people = _find_people(unit, named)
    grouped: dict[AccountId, tuple[list[EntryChange], set[ParticipationId]]] = defaultdict(lambda: ([], set()))
    for change in changes:
        for key in change.after.pair:
            for account_id in people[key]:
                mine, own = grouped[account_id]
                own.add(key)
                if change not in mine:
                    mine.append(change)
    return dict(sorted(grouped.items()))


def _find_people(unit: UnitOfWork, entries: Entries) -> dict[ParticipationId, set[AccountId]]:
    """The participant and all other accounts that act for the profile, by participation."""
    wanted: dict[PartyKind, set[int]] = defaultdict(set)
    for it in entries.values():
        wanted[it.participation.kind].add(it.profile.id)
    representatives = {kind: unit.notices.list_representatives(kind, ids) for kind, ids in wanted.items()}
    people = {key: set(representatives[it.participation.kind].get(it.profile.id, ())) for key, it in entries.items()}
    for key, it in entries.items():
        if it.participation.account_id is not None:
            people[key].add(it.participation.account_id)
    return people


def _make_notice(
    changes: Sequence[EntryChange], own: set[ParticipationId], entries: Entries, *, is_first: bool
) -> tuple[NoticeKind, dict[str, object]]:
    """The kind of notice and its data. One meeting is described, several are counted."""
    counts = {kind: sum(it.kind is kind for it in changes) for kind in ChangeKind}
    if is_first and len(changes) > 1:
        return NoticeKind.MEETINGS_PUBLISHED, {"count": counts[ChangeKind.ADDED]}
    if len(changes) > 1:
        return NoticeKind.MEETINGS_CHANGED, {kind.value: number for kind, number in counts.items()}
    (change,) = changes
    startup, investor = change.after.pair
    partner = entries[investor if startup in own else startup].profile
    data: dict[str, object] = {"partner": partner.name, "at": change.after.starts_at}
    return KIND_OF_ONE_CHANGE[change.kind], data | {"table": change.after.table}
