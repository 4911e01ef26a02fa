"""Wishes of a participant in ranked order, and passes."""

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

MAX_NOTE_LENGTH = 500
"""Most characters of a note to the reason of a pass: a few sentences."""


def pass_on(
    context: Context,
    actor: Actor,
    *,
    participation_id: ParticipationId,
    wished_id: ParticipationId,
    reason: PassReason | None = None,
    note: str = "",
) -> None:
    """Pass on a participant: no meeting of the two is planned, and the other side does not learn of it.

    A wish for the same participant is removed. A second pass changes the reason. Only the people who passed and the
    operator see the reason.
    """
    if len(note.strip()) > MAX_NOTE_LENGTH:
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
    """Remove a pass, so that the participant can be suggested again."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.remove(get_wish(case.unit, own, wished_id, is_veto=True).id)
        log_wish(case, own, wished_id=wished_id, action="wish.undo_pass")
        case.unit.commit()


def list_wishes(context: Context, actor: Actor, participation_id: ParticipationId) -> tuple[WishView, ...]:
    """The wishes of a participation by rank, then its passes. Only its people and the operator see the reasons."""
    with context.begin(actor, readonly=True) as case:
        own = read_own_participation(case, participation_id, may_organize=True)
        wishes = case.unit.wishes.list_for_participation(own.id)
        entries = case.unit.participations.list_entries_by_ids(it.wished_id for it in wishes)
        fits = load_fits(case.unit, own, (entry.participation for entry in entries.values()))
        mutual = {other for _, other in case.unit.attendance.list_mutual([own.id])}
    may_see_reasons = permissions.can_act_for_participation(actor, own) or permissions.can_operate(actor)
    return tuple(
        WishView(
            wish=wish if may_see_reasons else _without_reason(wish),
            profile=entries[wish.wished_id].profile,
            fit=fits.get(wish.wished_id),
            is_mutual=wish.wished_id in mutual,
            is_there=entries[wish.wished_id].participation.state is ParticipationState.REGISTERED,
        )
        for wish in wishes
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
    """Wish for a participant, ranked behind all earlier wishes. A pass on the same participant is removed.

    ``conflict_reason`` is the reason to wish although the conflict ledger warns of the pair.
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
    """Remove a wish. The later ones move up."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.remove(get_wish(case.unit, own, wished_id, is_veto=False).id)
        log_wish(case, own, wished_id=wished_id, action="wish.remove")
        case.unit.commit()


def reorder_wishes(
    context: Context, actor: Actor, participation_id: ParticipationId, wished_ids: Sequence[ParticipationId]
) -> None:
    """Rank the wishes in the order of ``wished_ids``, which must contain each of them exactly once."""
    with context.begin(actor) as case:
        own = lock_wisher(case, participation_id)
        case.unit.wishes.reorder(own.id, wished_ids)
        after = {"order": list(wished_ids)}
        record_audit(case, action="wish.reorder", kind="participation", subject=own.id, after=after)
        case.unit.commit()
