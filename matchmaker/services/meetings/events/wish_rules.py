"""What wishes and passes share: whose they are, until when, for whom, and how many."""

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
    """The locked wisher, before the deadline; the organizer does not wish for others."""
    own = lock_own_participation(case, participation_id)
    event = case.unit.events.get(own.event_id)
    if not is_open(event.wish_deadline, case.now):
        raise StateConflict("wishing_closed", deadline=event.wish_deadline)
    return own


def get_wished(unit: UnitOfWork, own: Participation, wished_id: ParticipationId) -> Participation:
    """The other side, who must be there and somebody one can meet."""
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
    """The own wish for somebody, or the pass on somebody; NotFound where it was not said."""
    said = unit.wishes.find_pair(own.id, wished_id)
    if said is None or said.is_veto is not is_veto:
        raise NotFound("wish_not_found")
    return said


def remove_if_present(unit: UnitOfWork, own: Participation, wished_id: ParticipationId, *, is_veto: bool) -> None:
    """Take back a wish or a pass where it was said."""
    said = unit.wishes.find_pair(own.id, wished_id)
    if said and said.is_veto is is_veto:
        unit.wishes.remove(said.id)


def check_budget(unit: UnitOfWork, event: Event, own: Participation) -> None:
    """Refuse one wish more than the event allows this side."""
    most = event.max_wishes(own.kind)
    if unit.wishes.count_ranked(own.id) >= most:
        raise StateConflict("too_many_wishes", most=most)


def notify_mutual_wish(case: UseCase[Actor], event: Event, *, own: Participation, wished_id: ParticipationId) -> None:
    """Tell both people when the other side had wished too; nobody hears of a wish that is not mutual."""
    back = case.unit.wishes.find_pair(wished_id, own.id)
    if back is None or back.is_veto:
        return
    entries = case.unit.participations.list_entries_by_ids([own.id, wished_id])
    for mine, other in ((wished_id, own.id), (own.id, wished_id)):
        notify(
            case,
            to=case.unit.accounts.list_representatives(entries[mine].participation.kind, entries[mine].profile.id),
            kind=NoticeKind.MUTUAL_WISH,
            subject_kind="event",
            subject_id=event.id,
            data={"partner": entries[other].profile.name, "event": event.name},
        )


def log_wish(case: UseCase[Actor], own: Participation, *, wished_id: ParticipationId, action: str) -> None:
    """Note in the log what was said of whom."""
    after = {"wished_id": wished_id}
    record_audit(case, action=action, kind="participation", subject=own.id, after=after)
