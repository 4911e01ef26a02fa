"""Rules of wishes and passes: who may wish, until when, for whom, and how many."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.events import Event, Participation, Wish, is_open
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.meetings.events.access import lock_own_participation
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.notices import notify
from matchmaker.storage import UnitOfWork


def lock_wisher(case: UseCase[Actor], participation_id: ParticipationId) -> Participation:
    """The locked wisher, before the deadline. Organizers cannot wish for others."""
    own = lock_own_participation(case, participation_id)
    event = case.unit.events.get(own.event_id)
    if not is_open(event.wish_deadline, case.now):
        raise StateConflict("wishing_closed", deadline=event.wish_deadline)
    return own


def get_wished(unit: UnitOfWork, own: Participation, wished_id: ParticipationId) -> Participation:
    """The wished participation. It must be registered, of the other side, and of another person."""
    wished = unit.participations.find(wished_id)
    is_there = wished is not None and wished.state is ParticipationState.REGISTERED
    if wished is None or not is_there or wished.event_id != own.event_id:
        raise NotFound("participation_not_found")
    if wished.kind is own.kind:
        raise Invalid("same_kind")
    if own.account_id is not None and wished.account_id == own.account_id:
        raise StateConflict("wish_to_oneself")
    return wished


def get_wish(unit: UnitOfWork, own: Participation, wished_id: ParticipationId, *, is_veto: bool) -> Wish:
    """The wish of ``own``, or the pass if ``is_veto``. NotFound if there is none."""
    wish = unit.wishes.find_pair(own.id, wished_id)
    if wish is None or wish.is_veto is not is_veto:
        raise NotFound("wish_not_found")
    return wish


def remove_if_present(unit: UnitOfWork, own: Participation, wished_id: ParticipationId, *, is_veto: bool) -> None:
    """Remove the wish of ``own``, or the pass if ``is_veto``, if there is one."""
    wish = unit.wishes.find_pair(own.id, wished_id)
    if wish and wish.is_veto is is_veto:
        unit.wishes.remove(wish.id)


def check_budget(unit: UnitOfWork, event: Event, own: Participation) -> None:
    """Refuse a wish beyond the number that the event allows this side."""
    most = event.max_wishes(own.kind)
    if unit.wishes.count_ranked(own.id) >= most:
        raise StateConflict("too_many_wishes", most=most)


def notify_mutual_wish(case: UseCase[Actor], event: Event, *, own: Participation, wished_id: ParticipationId) -> None:
    """Notify both people if the wish is mutual. Nobody is notified of a wish that is not mutual."""
    back = case.unit.wishes.find_pair(wished_id, own.id)
    if back is None or back.is_veto:
        return
    entries = case.unit.participations.list_entries_by_ids([own.id, wished_id])
    for receiver, other in ((wished_id, own.id), (own.id, wished_id)):
        notify(
            case,
            to=case.unit.accounts.list_representatives(
                entries[receiver].participation.kind, entries[receiver].profile.id
            ),
            kind=NoticeKind.MUTUAL_WISH,
            subject_kind="event",
            subject_id=event.id,
            data={"partner": entries[other].profile.name, "event": event.name},
        )


def log_wish(case: UseCase[Actor], own: Participation, *, wished_id: ParticipationId, action: str) -> None:
    """Record a wish or pass in the audit log."""
    after = {"wished_id": wished_id}
    record_audit(case, action=action, kind="participation", subject=own.id, after=after)
