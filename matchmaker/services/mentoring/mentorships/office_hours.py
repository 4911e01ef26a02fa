"""Office hours: a mentor offers slots, a founder books one. Nobody can have two slots at the same time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import MentorId, OfficeHourId, StartupId
from matchmaker.domain.interests import ConflictAct, PartnerPair
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.office_hours import (
    HOUR_STEPS,
    Booking,
    HourAction,
    HourEntry,
    HourState,
    OfficeHour,
    OfficeHourDraft,
    can_cancel,
    find_problem,
)
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.interests.judgements import require_allowed
from matchmaker.services.mentoring.mentorships.access import check_text
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices import notify


def offer_hours(context: Context, actor: Actor, drafts: Sequence[OfficeHourDraft]) -> list[OfficeHourId]:
    """Offer slots as a mentor: all of them or none. Raises StateConflict ``time_taken`` with the time of the clash."""
    if not actor.has(Role.MENTOR) or actor.mentor_id is None:
        raise NotAllowed("role_required")
    mentor_id = actor.mentor_id
    for draft in drafts:
        if fault := find_problem(draft, context.now()):
            raise Invalid("invalid_fields", fields=dict([fault]))
    with context.begin(actor) as case:
        case.unit.mentors.get_for_update(mentor_id)
        if case.unit.pool.find_member(mentor_id).exited_at is not None:
            raise StateConflict("left_pool")
        ids = [_add(case, mentor_id, draft) for draft in drafts]
        after = {"hours": len(ids), "starts_at": drafts[0].starts_at.isoformat() if drafts else None}
        record_audit(case, action="hours.offer", kind="mentor", subject=mentor_id, after=after)
        case.unit.commit()
    return ids


def _add(case: UseCase[Actor], mentor_id: MentorId, draft: OfficeHourDraft) -> OfficeHourId:
    clash = case.unit.office_hours.find_clash(draft, mentor=mentor_id, account=case.actor.account_id)
    if clash is not None:
        raise StateConflict("time_taken", when=clash)
    return case.unit.office_hours.add(mentor_id, draft, account_id=case.actor.account_id)


def withdraw_hour(context: Context, actor: Actor, hour_id: OfficeHourId) -> None:
    """Take back a slot that nobody booked."""
    with context.begin(actor) as case:
        hour = _lock(case, hour_id, HourAction.WITHDRAW)
        require(actor.mentor_id == hour.mentor_id)
        case.unit.office_hours.close(hour_id, HourState.WITHDRAWN)
        record_audit(case, action="hours.withdraw", kind="mentor", subject=hour.mentor_id, after=_time_data(hour))
        case.unit.commit()


def book_hour(
    context: Context,
    actor: Actor,
    hour_id: OfficeHourId,
    *,
    startup_id: StartupId,
    reason: str,
    conflict_reason: str = "",
) -> HourEntry:
    """Book a slot for a startup.

    Raises StateConflict ``hour_taken``, ``own_mentor``, ``time_taken`` or ``too_many_bookings``. ``conflict_reason`` is
    the reason to book although the conflict ledger warns of the pair.
    """
    require(actor.has(Role.FOUNDER) and startup_id in actor.startup_ids)
    reason = check_text(reason, "reason")
    with context.begin(actor) as case:
        case.unit.startups.get_for_update(startup_id)
        hour = case.unit.office_hours.get_for_update(hour_id)
        _check_booking(case, hour, startup_id)
        pair = PartnerPair(startup_id, PartyKind.MENTOR, hour.mentor_id)
        require_allowed(case, pair, act=ConflictAct.APPLY, reason=conflict_reason)
        booking = Booking(
            hour_id=hour_id,
            startup_id=startup_id,
            booked_by=actor.account_id,
            reason=reason,
            booked_at=case.now,
        )
        case.unit.office_hours.book(hour, booking)
        after = {**_time_data(hour), "startup_id": startup_id}
        record_audit(case, action="hours.book", kind="mentor", subject=hour.mentor_id, after=after)
        entry = case.unit.office_hours.get_entry(hour_id)
        _notify(case, entry, NoticeKind.HOUR_BOOKED, reason=reason)
        case.unit.commit()
    return entry


def _check_booking(case: UseCase[Actor], hour: OfficeHour, startup_id: StartupId) -> None:
    """Refuse a booking that is not possible. Slot and startup are locked, so the result holds until the commit."""
    if not HOUR_STEPS.can(hour.state, HourAction.BOOK) or hour.starts_at <= case.now:
        raise StateConflict("hour_taken")
    if case.actor.mentor_id == hour.mentor_id:
        raise StateConflict("own_mentor")
    most = case.context.settings.open_bookings
    if case.unit.office_hours.count_booked(startup_id, since=case.now) >= most:
        raise StateConflict("too_many_bookings", most=most)
    clash = case.unit.office_hours.find_clash(hour, startup=startup_id, account=case.actor.account_id)
    if clash is not None:
        raise StateConflict("time_taken", when=clash)


def cancel_booking(context: Context, actor: Actor, hour_id: OfficeHourId, *, reason: str = "") -> None:
    """Cancel a booking. A founder must be in time, and the slot is offered again; a mentor must give a reason."""
    with context.begin(actor) as case:
        hour = _lock(case, hour_id, HourAction.CANCEL)
        entry = case.unit.office_hours.get_entry(hour_id)
        side = _require_side(actor, entry)
        reason = check_text(reason, "reason", is_needed=side is PartyKind.MENTOR)
        notice = timedelta(hours=context.settings.booking_notice_hours)
        if not can_cancel(hour, side, case.now, notice=notice):
            raise StateConflict("too_late_to_cancel", until=hour.starts_at - notice)
        _cancel(case, entry, side, reason)
        after = {**_time_data(hour), "cancelled_by": side.value}
        record_audit(case, action="hours.cancel", kind="mentor", subject=hour.mentor_id, after=after)
        kind = NoticeKind.HOUR_GIVEN_UP if side is PartyKind.STARTUP else NoticeKind.HOUR_CANCELLED
        _notify(case, entry, kind, reason=reason)
        case.unit.commit()


def _cancel(case: UseCase[Actor | None], entry: HourEntry, side: PartyKind, reason: str) -> None:
    """Close the slot. If the founder cancels, a new slot at the same time is offered, as a slot is booked only once."""
    if entry.booking is None:
        raise NotFound("hour_not_found", id=entry.hour.id)
    case.unit.office_hours.save_booking(
        replace(entry.booking, cancelled_at=case.now, cancelled_by=side, cancel_reason=reason)
    )
    case.unit.office_hours.close(entry.hour.id, HourState.CANCELLED)
    if side is PartyKind.STARTUP:
        case.unit.office_hours.add(entry.mentor.id, entry.hour, account_id=entry.mentor.account_id)


def withdraw_all_hours(case: UseCase[Actor], mentor_id: MentorId, *, reason: str) -> None:
    """Withdraw all slots of a mentor who leaves, and notify the startups that had booked one."""
    for entry in case.unit.office_hours.list_for_mentor(mentor_id, since=case.now):
        if entry.hour.state is HourState.OFFERED:
            case.unit.office_hours.close(entry.hour.id, HourState.WITHDRAWN)
        else:
            _cancel(case, entry, PartyKind.MENTOR, reason)
            _notify(case, entry, NoticeKind.HOUR_CANCELLED, reason=reason)


def _lock(case: UseCase[Actor], hour_id: OfficeHourId, action: HourAction) -> OfficeHour:
    hour = case.unit.office_hours.get_for_update(hour_id)
    _require_side(case.actor, case.unit.office_hours.get_entry(hour_id))
    if not HOUR_STEPS.can(hour.state, action):
        raise StateConflict("hour_changed")
    return hour


def _require_side(actor: Actor, entry: HourEntry) -> PartyKind:
    """The side of the actor. NotFound if the actor is neither the mentor nor the booker."""
    if actor.mentor_id == entry.mentor.id:
        return PartyKind.MENTOR
    if entry.booking is not None and entry.booking.startup_id in actor.startup_ids:
        return PartyKind.STARTUP
    raise NotFound("hour_not_found", id=entry.hour.id)


def _notify(case: UseCase[Actor], entry: HourEntry, kind: NoticeKind, *, reason: str) -> None:
    """Notify the other side. The mentor's notice names the startup, the startup's notice names the mentor."""
    if entry.startup is None:
        return
    to_mentor = kind is not NoticeKind.HOUR_CANCELLED
    if to_mentor:
        people = case.unit.accounts.list_representatives(PartyKind.MENTOR, entry.mentor.id)
    else:
        people = case.unit.accounts.list_representatives(PartyKind.STARTUP, entry.startup.id)
    name = entry.startup.name if to_mentor else entry.mentor.name
    data = {"name": name, "when": entry.hour.starts_at, "reason": reason}
    notify(
        case,
        to=people,
        kind=kind,
        subject_kind="office_hour",
        subject_id=entry.hour.id,
        data=data,
    )


def _time_data(hour: OfficeHour) -> dict[str, object]:
    return {"starts_at": hour.starts_at.isoformat()}
