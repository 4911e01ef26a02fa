"""Taking part: registering a startup or an investor, withdrawing, and the slots one is there.

Participations of one account share one calendar: what is opened for one of them is open for all.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict, Invalid
from matchmaker.domain.events import Event, Participation, is_open
from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.events.access import load_own
from matchmaker.services.guards import require

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

STARTUP_MOST = 10
"""Meetings a startup takes unless it says otherwise: half a day of twenty-minute slots, with breath between."""


def register(context: Context, actor: Actor, *, event_id: EventId, kind: PartyKind, profile_id: int) -> ParticipationId:
    """Take part with a profile, open in every slot; who withdrew comes back with the wishes made before."""
    is_own = _is_own(actor, kind, profile_id)
    require(is_own or permissions.can_organize(actor))
    if kind is PartyKind.MENTOR:
        raise Invalid("invalid_fields", fields={"kind": "unknown_value"})
    with context.open_unit() as unit:
        event = unit.events.get(event_id)
        if not is_open(event.registration_deadline, context.now()) and not permissions.can_organize(actor):
            raise Conflict("registration_closed", deadline=event.registration_deadline)
        participation_id = _enter(unit, event, kind, profile_id, account_id=actor.account_id if is_own else None)
        after = {"event_id": event_id, "kind": kind.value, "profile_id": profile_id}
        record(
            unit,
            context,
            actor,
            action="participation.register",
            kind="participation",
            subject=participation_id,
            after=after,
        )
        unit.commit()
    return participation_id


def _is_own(actor: Actor, kind: PartyKind, profile_id: int) -> bool:
    owned: Iterable[int] = actor.startup_ids if kind is PartyKind.STARTUP else (actor.investor_id or 0,)
    return profile_id in owned


def _enter(
    unit: "UnitOfWork", event: Event, kind: PartyKind, profile_id: int, *, account_id: AccountId | None
) -> ParticipationId:
    most = STARTUP_MOST
    if kind is PartyKind.INVESTOR:
        investor = unit.investors.get(InvestorId(profile_id))
        most, account_id = investor.capacity, account_id or investor.account_id
    else:
        startup_id = unit.startups.get(StartupId(profile_id)).id
        account_id = account_id or next(iter(unit.startups.list_members(startup_id)), None)
    former = unit.participations.find_for_profile(event.id, kind, profile_id)
    if former is not None and former.state is ParticipationState.REGISTERED:
        raise Conflict("already_registered")
    slots = _find_calendar(unit, event, account_id)
    if former is None:
        return unit.participations.add(
            event_id=event.id,
            kind=kind,
            profile_id=profile_id,
            account_id=account_id,
            most=most,
            open_slots=slots,
        )
    unit.participations.save(replace(former, state=ParticipationState.REGISTERED, account_id=account_id))
    unit.participations.set_open_slots(former.id, slots)
    return former.id


def _find_calendar(unit: "UnitOfWork", event: Event, account_id: AccountId | None) -> frozenset[SlotId]:
    """The calendar that the account keeps at this event already, or every slot."""
    mates = () if account_id is None else unit.participations.list_for_account(account_id, event.id)
    kept = [it.open_slots for it in mates if it.state is ParticipationState.REGISTERED]
    return kept[0] if kept else frozenset(slot.id for slot in event.slots)


def withdraw_participation(context: Context, actor: Actor, participation_id: ParticipationId) -> None:
    """Stay away after all."""
    with context.open_unit() as unit:
        participation = load_own(unit, actor, participation_id, may_organize=True)
        unit.participations.save(replace(participation, state=ParticipationState.WITHDRAWN))
        record(
            unit,
            context,
            actor,
            action="participation.withdraw",
            kind="participation",
            subject=participation_id,
        )
        unit.commit()


def set_open_slots(
    context: Context,
    actor: Actor,
    participation_id: ParticipationId,
    slot_ids: Iterable[SlotId],
    *,
    most: int | None = None,
) -> None:
    """The slots one is there, and how many meetings one takes at most."""
    wanted = frozenset(slot_ids)
    with context.open_unit() as unit:
        participation = load_own(unit, actor, participation_id, may_organize=True)
        event = unit.events.get(participation.event_id)
        if not wanted <= {slot.id for slot in event.slots}:
            raise Invalid("invalid_fields", fields={"slots": "unknown_value"})
        if most is not None and most < 0:
            raise Invalid("invalid_fields", fields={"most": "below_zero"})
        if most is not None:
            participation = replace(participation, most=most)
            unit.participations.save(participation)
        for calendar_id in _list_sharing(unit, participation):
            unit.participations.set_open_slots(calendar_id, wanted)
        after = {"slots": len(wanted), "most": participation.most}
        record(
            unit,
            context,
            actor,
            action="participation.open_slots",
            kind="participation",
            subject=participation_id,
            after=after,
        )
        unit.commit()


def _list_sharing(unit: "UnitOfWork", participation: Participation) -> set[ParticipationId]:
    """The participation and those that share its calendar."""
    if participation.account_id is None:
        return {participation.id}
    mates = unit.participations.list_for_account(participation.account_id, participation.event_id)
    return {participation.id, *(it.id for it in mates)}
