"""Handing over a wish to a colleague of the same organisation. The rules are those of the colleague's own wishes."""

from dataclasses import dataclass

from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import is_late
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.events import Event, Participation
from matchmaker.domain.ids import InvestorId, ParticipationId, StartupId
from matchmaker.domain.interests import ConflictAct, PartnerPair
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Investor
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.interests.judgements import require_allowed
from matchmaker.services.meetings.events.access import read_own_participation
from matchmaker.services.meetings.events.registration import NewParticipation, add_participation
from matchmaker.services.meetings.events.wish_rules import (
    check_budget,
    get_wish,
    get_wished,
    lock_wisher,
    notify_mutual_wish,
)
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An investor of the same organisation. ``state`` is None if never registered for the event."""

    investor: Investor
    state: ParticipationState | None


def list_colleagues(context: Context, actor: Actor, participation_id: ParticipationId) -> tuple[Colleague, ...]:
    """Colleagues who could take over a wish or a meeting. A startup has none."""
    with context.begin(actor, readonly=True) as case:
        own = read_own_participation(case, participation_id)
        found = _find_colleagues(case.unit, own)
        states = case.unit.colleagues.list_states(own.event_id, [it.id for it in found]) if found else {}
    return tuple(Colleague(investor=it, state=states.get(it.id)) for it in found)


def _find_colleagues(unit: UnitOfWork, own: Participation) -> list[Investor]:
    if own.investor_id is None:
        return []
    return unit.colleagues.list_colleagues(unit.investors.get(own.investor_id))


def hand_over_wish(
    context: Context,
    actor: Actor,
    *,
    participation_id: ParticipationId,
    wished_id: ParticipationId,
    colleague_id: InvestorId,
    conflict_reason: str = "",
) -> None:
    """Hand over a wish to a colleague, ranked behind the colleague's own wishes.

    A colleague who is not registered yet is registered. ``conflict_reason`` is the reason to wish although the conflict
    ledger warns of the pair.
    """
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        wish = get_wish(case.unit, own, wished_id, is_veto=False)
        event = case.unit.events.get(own.event_id)
        theirs = register_colleague(case, event, own=own, colleague_id=colleague_id)
        startup_id = get_wished(case.unit, theirs, wished_id).startup_id
        check_no_wish_yet(case.unit, theirs, wished_id)
        check_pair(case, startup_id=startup_id, investor_id=colleague_id, reason=conflict_reason)
        check_budget(case.unit, event, theirs)
        case.unit.wishes.remove(wish.id)
        case.unit.wishes.add(event_id=event.id, wisher_id=theirs.id, wished_id=wished_id, wished_at=case.now)
        after = {"wished_id": wished_id, "investor_id": colleague_id}
        record_audit(case, action="wish.hand_over", kind="participation", subject=own.id, after=after)
        parties = (own.id, wished_id)
        notify_colleague(case, theirs=theirs, parties=parties, kind=NoticeKind.WISH_HANDED_OVER)
        notify_mutual_wish(case, event, own=theirs, wished_id=wished_id)
        case.unit.commit()


def register_colleague(
    case: UseCase[Actor], event: Event, *, own: Participation, colleague_id: InvestorId
) -> Participation:
    """The colleague's locked participation. It is added if there is none.

    Raises StateConflict ``colleague_stays_away`` if the colleague withdrew or waits for approval,
    ``colleague_not_registered`` if only the organizers can register somebody now.
    """
    if own.kind is not PartyKind.INVESTOR:
        raise Invalid("same_kind")
    if colleague_id not in {it.id for it in _find_colleagues(case.unit, own)}:
        raise NotFound("investor_not_found")
    participation = case.unit.participations.find_for_profile(event.id, PartyKind.INVESTOR, colleague_id)
    if participation is None:
        if event.needs_approval or is_late(event, case.now):
            raise StateConflict("colleague_not_registered")
        participation_id = add_participation(
            case.unit, event, None, NewParticipation(kind=PartyKind.INVESTOR, profile_id=colleague_id)
        )
        after = {"event_id": event.id, "kind": PartyKind.INVESTOR.value, "profile_id": colleague_id}
        action, kind = "participation.register", "participation"
        record_audit(case, action=action, kind=kind, subject=participation_id, after=after)
        return case.unit.participations.get_for_update(participation_id)
    if participation.state is not ParticipationState.REGISTERED:
        raise StateConflict("colleague_stays_away")
    return case.unit.participations.get_for_update(participation.id)


def check_no_wish_yet(unit: UnitOfWork, theirs: Participation, wished_id: ParticipationId) -> None:
    """Refuse if the colleague has wished for or passed on the startup already. The error does not show which."""
    if unit.wishes.find_pair(theirs.id, wished_id) is not None:
        raise StateConflict("colleague_has_decided")


def check_pair(case: UseCase[Actor], *, startup_id: StartupId | None, investor_id: InvestorId, reason: str) -> None:
    """Refuse a pair of startup and colleague that the conflict ledger does not allow."""
    pair = PartnerPair(startup_id or StartupId(0), PartyKind.INVESTOR, investor_id)
    require_allowed(case, pair, act=ConflictAct.WISH, reason=reason)


def notify_colleague(
    case: UseCase[Actor], *, theirs: Participation, parties: tuple[ParticipationId, ParticipationId], kind: NoticeKind
) -> None:
    """Notify the colleague. ``parties``: the participation that handed over, and the one that it is about."""
    event = case.unit.events.get(theirs.event_id)
    entries = case.unit.participations.list_entries_by_ids(parties)
    names = [entries[it].profile.name for it in parties]
    data = {"name": names[0], "partner": names[1], "event": event.name}
    to = case.unit.accounts.list_representatives(PartyKind.INVESTOR, theirs.profile_id)
    notify(case, to=to, kind=kind, subject_kind="event", subject_id=event.id, data=data)
