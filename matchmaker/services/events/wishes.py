"""Wishes in the order of the wisher's heart, and passes: pairs that must not meet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict, Invalid, NotFound
from matchmaker.domain.events import MOST_WISHES, Participation, Wish, is_open
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.event_answers import WishView
from matchmaker.services.events.access import load_own, read_own
from matchmaker.services.events.candidates import load_fits

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def list_wishes(context: Context, actor: Actor, participation_id: ParticipationId) -> tuple[WishView, ...]:
    """The own wishes by rank, then the passes."""
    with context.open_unit(readonly=True) as unit:
        own = read_own(unit, actor, participation_id, may_organize=True)
        wishes = unit.wishes.list_for_participation(own.id)
        entries = unit.participations.list_entries_by_ids(it.wished_id for it in wishes)
        fits = load_fits(unit, own, (entry.participation for entry in entries.values()))
    return tuple(WishView(wish=it, profile=entries[it.wished_id].profile, fit=fits.get(it.wished_id)) for it in wishes)


def add_wish(context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId) -> None:
    """Wish for somebody, behind all earlier wishes; a pass on the same participant is forgotten."""
    with context.open_unit() as unit:
        own = _load_wisher(unit, context, actor, participation_id)
        _check_wished(unit, own, wished_id)
        _forget_pass(unit, own, wished_id)
        if unit.wishes.count_ranked(own.id) >= MOST_WISHES:
            raise Conflict("too_many_wishes", most=MOST_WISHES)
        unit.wishes.add(event_id=own.event_id, wisher_id=own.id, wished_id=wished_id)
        _record(unit, context, actor, own, wished_id=wished_id, action="wish.add")
        unit.commit()


def remove_wish(
    context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId
) -> None:
    """Take a wish back; the later ones move up."""
    with context.open_unit() as unit:
        own = _load_wisher(unit, context, actor, participation_id)
        unit.wishes.remove(_get_said(unit, own, wished_id, is_veto=False).id)
        _record(unit, context, actor, own, wished_id=wished_id, action="wish.remove")
        unit.commit()


def reorder_wishes(
    context: Context, actor: Actor, participation_id: ParticipationId, wished_ids: Sequence[ParticipationId]
) -> None:
    """Rank the wishes in the order given, which must name each of them once."""
    with context.open_unit() as unit:
        own = _load_wisher(unit, context, actor, participation_id)
        unit.wishes.reorder(own.id, wished_ids)
        after = {"order": list(wished_ids)}
        record(unit, context, actor, action="wish.reorder", kind="participation", subject=own.id, after=after)
        unit.commit()


def pass_on(context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId) -> None:
    """Rather not meet somebody: never planned, never told. A wish for the same participant is taken back."""
    with context.open_unit() as unit:
        own = _load_wisher(unit, context, actor, participation_id)
        _check_wished(unit, own, wished_id)
        said = unit.wishes.find_pair(own.id, wished_id)
        if said and not said.is_veto:
            unit.wishes.remove(said.id)
        unit.wishes.add(event_id=own.event_id, wisher_id=own.id, wished_id=wished_id, is_veto=True)
        _record(unit, context, actor, own, wished_id=wished_id, action="wish.pass")
        unit.commit()


def undo_pass(context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId) -> None:
    """Let a passed participant be suggested again."""
    with context.open_unit() as unit:
        own = _load_wisher(unit, context, actor, participation_id)
        unit.wishes.remove(_get_said(unit, own, wished_id, is_veto=True).id)
        _record(unit, context, actor, own, wished_id=wished_id, action="wish.undo_pass")
        unit.commit()


def _get_said(unit: "UnitOfWork", own: Participation, wished_id: ParticipationId, *, is_veto: bool) -> Wish:
    said = unit.wishes.find_pair(own.id, wished_id)
    if said is None or said.is_veto is not is_veto:
        raise NotFound("wish_not_found")
    return said


def _forget_pass(unit: "UnitOfWork", own: Participation, wished_id: ParticipationId) -> None:
    said = unit.wishes.find_pair(own.id, wished_id)
    if said and said.is_veto:
        unit.wishes.remove(said.id)


def _load_wisher(
    unit: "UnitOfWork", context: Context, actor: Actor, participation_id: ParticipationId
) -> Participation:
    """The locked wisher, before the deadline; the organizer does not wish for others."""
    own = load_own(unit, actor, participation_id)
    event = unit.events.get(own.event_id)
    if not is_open(event.wish_deadline, context.now()):
        raise Conflict("wishing_closed", deadline=event.wish_deadline)
    return own


def _check_wished(unit: "UnitOfWork", own: Participation, wished_id: ParticipationId) -> None:
    wished = unit.participations.find(wished_id)
    is_there = wished is not None and wished.state is ParticipationState.REGISTERED
    if wished is None or not is_there or wished.event_id != own.event_id:
        raise NotFound("participation_not_found")
    if wished.kind is own.kind:
        raise Invalid("same_kind")
    if own.account_id is not None and wished.account_id == own.account_id:
        raise Conflict("wish_to_oneself")


def _record(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor,
    own: Participation,
    *,
    wished_id: ParticipationId,
    action: str,
) -> None:
    after = {"wished_id": wished_id}
    record(unit, context, actor, action=action, kind="participation", subject=own.id, after=after)
