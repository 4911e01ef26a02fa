"""A participant's own day: the published meetings of the actor's participations."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Event, Slot
from matchmaker.domain.ids import EventId, ParticipationId, SlotId
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.timetables import Meeting, Timetable, UnmetWish
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeetingReason
from matchmaker.services.meetings.events.candidates import load_fits
from matchmaker.services.meetings.timetables.queries import name_unmet
from matchmaker.services.meetings.timetables.views import OwnMeeting, OwnTimetable, UnmetView
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.storage import UnitOfWork

NEUTRAL_REASON = "not_possible"
"""Shown instead of a reason that others keep secret. Several reasons share it, so it does not reveal a pass."""

NEUTRAL_REASONS: Mapping[str, str] = {
    UnmetMeetingReason.VETOED: NEUTRAL_REASON,
    UnmetMeetingReason.TWO_FOR_ONE: NEUTRAL_REASON,
    UnmetMeetingReason.OUTRANKED: UnmetMeetingReason.BUSY_AT_COMMON_SLOTS,
}
"""The reason shown instead of one that would reveal the wishes of others."""

VISIBLE_DATA = frozenset({"who", "who_id", "meetings", "most", "common_slots"})
"""Data of a reason that a participant may see: how full a day is, but not how many wish for somebody."""


def get_own_timetable(context: Context, actor: Actor, event_id: EventId) -> OwnTimetable:
    """The actor's published meetings in order of time, and the unmet wishes with their reasons."""
    with context.begin(actor, readonly=True) as case:
        event = case.unit.events.get(event_id)
        published_id = case.unit.timetables.find_published_id(event_id)
        published = case.unit.timetables.find_published(event_id) if published_id else None
        own = _list_own(case, event_id)
        if published is None or not own:
            return _empty_timetable(event, published)
        return _collect(case.unit, event, published, own)


def _empty_timetable(event: Event, published: Timetable | None) -> OwnTimetable:
    return OwnTimetable(
        event=event,
        timetable_id=published.id if published else None,
        version=published.version if published else 0,
        published_at=published.published_at if published else None,
        meetings=(),
        unmet=(),
    )


def _list_own(case: UseCase[Actor], event_id: EventId) -> list[ParticipationWithProfile]:
    entries = case.unit.participations.list_entries_for_profiles(
        startup_ids=case.actor.startup_ids, investor_id=case.actor.investor_id, event_id=event_id
    )
    return [it for it in entries if permissions.can_act_for_participation(case.actor, it.participation)]


def _collect(
    unit: UnitOfWork, event: Event, published: Timetable, own: Sequence[ParticipationWithProfile]
) -> OwnTimetable:
    ids = {it.participation.id for it in own}
    unmet_wishes = [it for it in published.unmet if it.wisher_id in ids]
    entries = unit.participations.list_entries_by_ids(_list_named(published, ids, unmet_wishes))
    slots = {slot.id: slot for slot in event.slots}
    meetings: list[OwnMeeting] = []
    for own_entry in own:
        fits = load_fits(unit, own_entry.participation, (it.participation for it in entries.values()))
        met = _list_meetings_of(published, own_entry)
        meetings += [_make_meeting(it, own_entry, slots, entries=entries, fits=fits) for it in met]
    wishes = [it for key in sorted(ids) for it in unit.wishes.list_for_participation(key)]
    unmet = name_unmet(unmet_wishes, entries, wishes)
    return OwnTimetable(
        event=event,
        timetable_id=published.id,
        version=published.version,
        published_at=published.published_at,
        meetings=tuple(sorted(meetings, key=lambda it: (it.slot.starts_at, it.table))),
        unmet=tuple(_hide_others_wishes(it, ids) for it in unmet),
    )


def _list_named(
    published: Timetable, ids: Collection[ParticipationId], unmet: Sequence[UnmetWish]
) -> set[ParticipationId]:
    """The own participations, their partners and wishes, and people who block a wish."""
    named = {*ids, *(it.wished_id for it in unmet)}
    for meeting in published.meetings:
        sides = {meeting.startup_participation_id, meeting.investor_participation_id}
        named |= sides if not sides.isdisjoint(ids) else set()
    blockers = (value for it in unmet for key, value in it.data.items() if key.endswith("who_id"))
    return named | {ParticipationId(it) for it in blockers if isinstance(it, int)}


def _list_meetings_of(published: Timetable, own_entry: ParticipationWithProfile) -> list[Meeting]:
    own = own_entry.participation.id
    return [it for it in published.meetings if own in (it.startup_participation_id, it.investor_participation_id)]


def _make_meeting(
    meeting: Meeting,
    own_entry: ParticipationWithProfile,
    slots: Mapping[SlotId, Slot],
    *,
    entries: Mapping[ParticipationId, ParticipationWithProfile],
    fits: Mapping[ParticipationId, Fit],
) -> OwnMeeting:
    is_startup = own_entry.participation.kind is PartyKind.STARTUP
    partner = meeting.investor_participation_id if is_startup else meeting.startup_participation_id
    return OwnMeeting(
        slot=slots[meeting.slot_id],
        table=meeting.table,
        participation_id=own_entry.participation.id,
        partner_participation_id=partner,
        partner=entries[partner].profile,
        origin=meeting.origin,
        fit=fits.get(partner),
        is_cancelled=ParticipationState.WITHDRAWN
        in (own_entry.participation.state, entries[partner].participation.state),
        partner_state=entries[partner].participation.state,
    )


def _hide_others_wishes(unmet: UnmetView, own: Collection[ParticipationId]) -> UnmetView:
    """Remove what reveals the wishes of others. Keep a hint on what would help only if the participant can do it."""
    code = NEUTRAL_REASONS.get(unmet.code, unmet.code)
    if code == NEUTRAL_REASON:
        return replace(unmet, code=code, data={}, is_proven=False)
    can_open_self = unmet.data.get("opening_who_id") in own
    data = {
        key: value
        for key, value in unmet.data.items()
        if key in VISIBLE_DATA or (can_open_self and key.startswith("opening"))
    }
    return replace(unmet, code=code, data=data)
