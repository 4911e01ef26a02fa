"""How a profile comes into an event: whose calendar it keeps, and the row that stands for it."""

from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.domain.events import Event, Participation
from matchmaker.domain.ids import AccountId, InvestorId, ParticipationId, SlotId, StartupId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParticipation:
    """How a profile comes into an event; without ``account_id`` the profile's own person attends."""

    kind: PartyKind
    profile_id: int
    account_id: AccountId | None = None
    state: ParticipationState = ParticipationState.REGISTERED
    message: str = ""
    asked_at: datetime | None = None


ATTENDING_STATES = frozenset({ParticipationState.REGISTERED, ParticipationState.APPLIED})
"""States of those who keep a calendar at the event."""

DEFAULT_STARTUP_MEETINGS = 10
"""Meetings a startup takes unless it says otherwise: half a day of twenty-minute slots, with breath between."""


def add_participation(
    unit: UnitOfWork, event: Event, former: Participation | None, entering: "NewParticipation"
) -> ParticipationId:
    """The participation, new or taken up again, open in the person's calendar."""
    most, account_id = _find_person(unit, entering)
    slots = _find_calendar(unit, event, account_id)
    if former is None:
        return unit.participations.add(
            event_id=event.id,
            kind=entering.kind,
            profile_id=entering.profile_id,
            account_id=account_id,
            most=most,
            open_slots=slots,
            state=entering.state,
            message=entering.message,
            asked_at=entering.asked_at,
        )
    changed = replace(
        former,
        state=entering.state,
        account_id=account_id,
        message=entering.message or former.message,
        answer="",
        asked_at=entering.asked_at,
        open_slots=slots,
    )
    unit.participations.save(changed)
    return former.id


def _find_person(unit: UnitOfWork, entering: "NewParticipation") -> tuple[int, AccountId | None]:
    """The most meetings of the profile, and whose calendar it is."""
    if entering.kind is PartyKind.INVESTOR:
        investor = unit.investors.get(InvestorId(entering.profile_id))
        return investor.capacity, entering.account_id or investor.account_id
    startup_id = unit.startups.get(StartupId(entering.profile_id)).id
    return DEFAULT_STARTUP_MEETINGS, entering.account_id or next(iter(unit.startups.list_members(startup_id)), None)


def _find_calendar(unit: UnitOfWork, event: Event, account_id: AccountId | None) -> frozenset[SlotId]:
    """The calendar that the account keeps at this event already, or every slot."""
    mates = () if account_id is None else unit.participations.list_for_account(account_id, event.id)
    kept = [it.open_slots for it in mates if it.state in ATTENDING_STATES]
    return kept[0] if kept else frozenset(slot.id for slot in event.slots)
