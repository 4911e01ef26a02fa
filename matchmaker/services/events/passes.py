"""Passes: pairs that must not meet, with a reason for oneself."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import PassReason
from matchmaker.domain.ids import ParticipationId
from matchmaker.services.context import Context
from matchmaker.services.events.saying import get_wish, get_wished, lock_wisher, log_wish, remove_if_present

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
