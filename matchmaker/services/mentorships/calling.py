"""A mentor gives a free place to the waiting list: the first who can come is put before him."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.services.audit import record_audit
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.mentorships.settling import advance


def call_waiting_list(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """Offer one free place to the list.

    Conflict ``mentor_paused`` while the mentor pauses, ``nobody_waits`` for an empty list, ``no_place_to_give`` where
    every place is taken or offered already.
    """
    require(permissions.can_edit_mentor(actor, mentor_id))
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        called, waiting = case.unit.application_queue.count_waiting_list(mentor_id)
        if mentor.is_paused_on(case.today):
            raise StateConflict("mentor_paused", mentor=mentor.name)
        if not waiting:
            raise StateConflict("nobody_waits")
        if mentor.places_left <= called + mentor.freed:
            raise StateConflict("no_place_to_give")
        case.unit.mentors.save_places_to_offer(mentor_id, mentor.freed + 1)
        record_audit(case, action="mentor.call", kind="mentor", subject=mentor_id)
        case.unit.commit()
    advance(context, [mentor_id])
