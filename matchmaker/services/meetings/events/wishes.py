"""Wishes in the order of the wisher's heart."""

from collections.abc import Sequence
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import PassReason, Wish
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.interests import ConflictAct
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.interests.judgements import require_allowed
from matchmaker.services.interests.participants import find_pair
from matchmaker.services.meetings.events.access import read_own_participation
from matchmaker.services.meetings.events.candidates import load_fits
from matchmaker.services.meetings.events.views import WishView
from matchmaker.services.meetings.events.wish_rules import (
    check_budget,
    get_wish,
    get_wished,
    lock_wisher,
    log_wish,
    notify_mutual_wish,
    remove_if_present,
)
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context

LONGEST_NOTE = 500

"""Characters of a note beside the reason: a few sentences."""


def pass_on(
    context: Context,
    actor: Actor,
    *,
    participation_id: ParticipationId,
    wished_id: ParticipationId,
    reason: PassReason | None = None,
    note: str = "",
) -> None:
    """Rather not meet somebody: never planned, never told. A wish for the same participant is taken back.

    Passing once more changes the reason, which stays between the one who passes and the operator.
    """
    if len(note.strip()) > LONGEST_NOTE:
        raise Invalid("invalid_fields", fields={"note": "too_long"})
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        get_wished(case.unit, own, wished_id)
        for is_veto in (False, True):
            remove_if_present(case.unit, own, wished_id, is_veto=is_veto)
        case.unit.wishes.add(
            event_id=own.event_id,
            wisher_id=own.id,
            wished_id=wished_id,
            is_veto=True,
            reason=reason,
            note=note.strip(),
            wished_at=case.now,
        )
        log_wish(case, own, wished_id=wished_id, action="wish.pass")
        case.unit.commit()


def undo_pass(context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId) -> None:
    """Let a passed participant be suggested again."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.remove(get_wish(case.unit, own, wished_id, is_veto=True).id)
        log_wish(case, own, wished_id=wished_id, action="wish.undo_pass")
        case.unit.commit()


def list_wishes(context: Context, actor: Actor, participation_id: ParticipationId) -> tuple[WishView, ...]:
    """The own wishes by rank, then the passes; why somebody passed is told to nobody else but the operator."""
    with context.begin(actor, readonly=True) as case:
        own = read_own_participation(case, participation_id, may_organize=True)
        wishes = case.unit.wishes.list_for_participation(own.id)
        entries = case.unit.participations.list_entries_by_ids(it.wished_id for it in wishes)
        fits = load_fits(case.unit, own, (entry.participation for entry in entries.values()))
        mutual = {other for _, other in case.unit.attendance.list_mutual([own.id])}
    may_see_reasons = permissions.can_act_for_participation(actor, own) or permissions.can_operate(actor)
    return tuple(
        WishView(
            wish=it if may_see_reasons else _without_reason(it),
            profile=entries[it.wished_id].profile,
            fit=fits.get(it.wished_id),
            is_mutual=it.wished_id in mutual,
            is_there=entries[it.wished_id].participation.state is ParticipationState.REGISTERED,
        )
        for it in wishes
    )


def _without_reason(wish: Wish) -> Wish:
    return replace(wish, reason=None, note="")


def add_wish(
    context: Context,
    actor: Actor,
    *,
    participation_id: ParticipationId,
    wished_id: ParticipationId,
    conflict_reason: str = "",
) -> None:
    """Wish for somebody, behind all earlier wishes; a pass on the same participant is forgotten.

    ``conflict_reason`` is what the wisher says where the conflict ledger warns of the pair.
    """
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        event = case.unit.events.get(own.event_id)
        pair = find_pair(own, get_wished(case.unit, own, wished_id))
        require_allowed(case, pair, act=ConflictAct.WISH, reason=conflict_reason)
        remove_if_present(case.unit, own, wished_id, is_veto=True)
        check_budget(case.unit, event, own)
        case.unit.wishes.add(event_id=own.event_id, wisher_id=own.id, wished_id=wished_id, wished_at=case.now)
        notify_mutual_wish(case, event, own=own, wished_id=wished_id)
        log_wish(case, own, wished_id=wished_id, action="wish.add")
        case.unit.commit()


def remove_wish(
    context: Context, actor: Actor, *, participation_id: ParticipationId, wished_id: ParticipationId
) -> None:
    """Take a wish back; the later ones move up."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.remove(get_wish(case.unit, own, wished_id, is_veto=False).id)
        log_wish(case, own, wished_id=wished_id, action="wish.remove")
        case.unit.commit()


def reorder_wishes(
    context: Context, actor: Actor, participation_id: ParticipationId, wished_ids: Sequence[ParticipationId]
) -> None:
    """Rank the wishes in the order given, which must name each of them once."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.reorder(own.id, wished_ids)
        after = {"order": list(wished_ids)}
        record_audit(case, action="wish.reorder", kind="participation", subject=own.id, after=after)
        case.unit.commit()
