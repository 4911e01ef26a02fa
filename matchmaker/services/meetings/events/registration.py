"""Registration for an event: taking part with a startup or an investor, withdrawing, and open slots.

Participations of one account share one calendar: a slot that is opened for one of them is open for all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import (
    PARTICIPATION_STEPS,
    ParticipationAction,
    choose_registration_action,
    is_late,
    is_over,
)
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import Event, Participation
from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings.events.access import lock_own_participation
from matchmaker.services.meetings.events.notifications import check_message, notify_owner, notify_registration
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParticipation:
    """A participation to add. Without ``account_id`` the profile's own person attends."""

    kind: PartyKind
    profile_id: int
    account_id: AccountId | None = None
    state: ParticipationState = ParticipationState.REGISTERED
    message: str = ""
    asked_at: datetime | None = None


ATTENDING_STATES = frozenset({ParticipationState.REGISTERED, ParticipationState.APPLIED})
"""States in which a participation has a calendar at the event."""

DEFAULT_STARTUP_MEETINGS = 10
"""Most meetings of a startup, unless it sets another number: half a day of twenty-minute slots, with breaks."""


def add_participation(
    unit: UnitOfWork, event: Event, former: Participation | None, new: NewParticipation
) -> ParticipationId:
    """Add a participation, or register a former one again, with the open slots of the person's calendar."""
    most, account_id = _find_person(unit, new)
    slots = _find_calendar(unit, event, account_id)
    if former is None:
        return unit.participations.add(
            event_id=event.id,
            kind=new.kind,
            profile_id=new.profile_id,
            account_id=account_id,
            most=most,
            open_slots=slots,
            state=new.state,
            message=new.message,
            asked_at=new.asked_at,
        )
    changed = replace(
        former,
        state=new.state,
        account_id=account_id,
        message=new.message or former.message,
        answer="",
        asked_at=new.asked_at,
        open_slots=slots,
    )
    unit.participations.save(changed)
    return former.id


def _find_person(unit: UnitOfWork, new: NewParticipation) -> tuple[int, AccountId | None]:
    """The most meetings of the profile, and the account whose calendar it uses."""
    if new.kind is PartyKind.INVESTOR:
        investor = unit.investors.get(InvestorId(new.profile_id))
        return investor.capacity, new.account_id or investor.account_id
    startup_id = unit.startups.get(StartupId(new.profile_id)).id
    return DEFAULT_STARTUP_MEETINGS, new.account_id or next(iter(unit.startups.list_members(startup_id)), None)


def _find_calendar(unit: UnitOfWork, event: Event, account_id: AccountId | None) -> frozenset[SlotId]:
    """The open slots that the account already has at this event, or all slots."""
    of_account = () if account_id is None else unit.participations.list_for_account(account_id, event.id)
    calendars = [it.open_slots for it in of_account if it.state in ATTENDING_STATES]
    return calendars[0] if calendars else frozenset(slot.id for slot in event.slots)


def register(
    context: Context, actor: Actor, *, event_id: EventId, kind: PartyKind, profile_id: int, message: str = ""
) -> ParticipationId:
    """Take part with a profile, open in every slot. Somebody who withdrew before has the old wishes again.

    If the event needs approval, or the registration deadline is past, this is a request to the organizers with
    ``message``. Registration by the organizers needs no approval.
    """
    is_own = actor.represents(kind, profile_id)
    require(is_own or permissions.can_organize(actor))
    if kind is PartyKind.MENTOR:
        raise Invalid("invalid_fields", fields={"kind": "unknown_value"})
    message = check_message(message, "message")
    with context.begin(actor) as case:
        event = case.unit.events.get_for_update(event_id)
        former = case.unit.participations.find_for_profile(event.id, kind, profile_id)
        state = _choose_state(context, actor, event, former, message=message)
        new = NewParticipation(
            kind=kind,
            profile_id=profile_id,
            account_id=actor.account_id if is_own else None,
            state=state,
            message=message,
            asked_at=case.now if state is ParticipationState.APPLIED else None,
        )
        participation_id = add_participation(case.unit, event, former, new)
        after = {"event_id": event_id, "kind": kind.value, "profile_id": profile_id, "state": state.value}
        _record(case, participation_id, action="participation.register", after=after)
        notify_registration(case, participation_id)
        sync_calendar_entries(case, event_id)
        case.unit.commit()
    return participation_id


def _choose_state(
    context: Context, actor: Actor, event: Event, former: Participation | None, *, message: str
) -> ParticipationState:
    """Registered, or waiting for approval. Raises StateConflict if neither is possible."""
    now = context.now()
    if permissions.can_organize(actor):
        action = ParticipationAction.REGISTER
    elif is_over(event, now):
        raise StateConflict("event_over")
    else:
        action = choose_registration_action(event, former, now)
        if action is ParticipationAction.APPLY and is_late(event, now) and not message:
            raise StateConflict("registration_closed", deadline=event.registration_deadline)
    state = PARTICIPATION_STEPS.next_state(former.state if former else None, action)
    if state is None and former is not None and former.state is ParticipationState.APPLIED:
        state = (
            PARTICIPATION_STEPS.next_state(former.state, ParticipationAction.APPROVE)
            if permissions.can_organize(actor)
            else None
        )
    if state is None:
        raise StateConflict("already_registered")
    return state


def _require_not_over(context: Context, actor: Actor, event: Event) -> None:
    """Refuse changes after the event, except by the organizers."""
    if is_over(event, context.now()) and not permissions.can_organize(actor):
        raise StateConflict("event_over")


def withdraw_participation(context: Context, actor: Actor, participation_id: ParticipationId) -> None:
    """Withdraw a participation, or a request to take part."""
    with context.begin(actor) as case:
        event_id = case.unit.participations.get(participation_id).event_id
        # Locked before the participation, in the same order as in publishing.
        event = case.unit.events.get_for_update(event_id)
        participation = lock_own_participation(case, participation_id, allow_organizers=True, allow_waiting=True)
        _require_not_over(context, actor, event)
        state = PARTICIPATION_STEPS.next_state(participation.state, ParticipationAction.WITHDRAW) or participation.state
        was_registered = participation.state is ParticipationState.REGISTERED
        asked_at = None if was_registered else participation.asked_at
        case.unit.participations.save(replace(participation, state=state, asked_at=asked_at))
        before, after = {"state": participation.state.value}, {"state": state.value}
        _record(case, participation_id, action="participation.withdraw", before=before, after=after)
        notify_owner(case, participation, kind=NoticeKind.WITHDRAWN_FOR_YOU)
        sync_calendar_entries(case, event_id)
        case.unit.commit()


def set_open_slots(
    context: Context,
    actor: Actor,
    participation_id: ParticipationId,
    slot_ids: Iterable[SlotId],
    *,
    most: int | None = None,
) -> None:
    """Set the open slots of a participation, and the most meetings."""
    wanted = frozenset(slot_ids)
    with context.begin(actor) as case:
        # Locked first, as everywhere: people who share a calendar write each other's slots.
        event = case.unit.events.get_for_update(case.unit.participations.get(participation_id).event_id)
        participation = lock_own_participation(case, participation_id, allow_organizers=True, allow_waiting=True)
        _require_not_over(context, actor, event)
        if not wanted <= {slot.id for slot in event.slots}:
            raise Invalid("invalid_fields", fields={"slots": "unknown_value"})
        if most is not None and most < 0:
            raise Invalid("invalid_fields", fields={"most": "below_zero"})
        if most is not None:
            participation = replace(participation, most=most)
            case.unit.participations.save(participation)
        for calendar_id in _list_sharing(case.unit, participation):
            case.unit.participations.set_open_slots(calendar_id, wanted)
        after = {"slots": len(wanted), "most": participation.most}
        _record(case, participation_id, action="participation.open_slots", after=after)
        case.unit.commit()


def _list_sharing(unit: UnitOfWork, participation: Participation) -> set[ParticipationId]:
    """Ids of the participation and of those that share its calendar."""
    if participation.account_id is None:
        return {participation.id}
    of_account = unit.participations.list_for_account(participation.account_id, participation.event_id)
    return {participation.id, *(it.id for it in of_account)}


def _record(
    case: UseCase[Actor],
    participation_id: ParticipationId,
    *,
    action: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    kind = "participation"
    record_audit(case, action=action, kind=kind, subject=participation_id, before=before, after=after)
