"""A mentor's pause: no new applications are accepted, existing ones stay."""

from datetime import date

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import MentorId
from matchmaker.domain.profiles import Mentor
from matchmaker.services.mentoring.applications.waiting_list import open_waiting_choices
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.guards import require


def is_pausing(context: Context, mentor: Mentor) -> bool:
    """Whether the mentor takes no new applications today."""
    return mentor.is_paused_on(find_today(context))


def pause_mentor(context: Context, actor: Actor, mentor_id: MentorId, *, until: date | None = None) -> None:
    """Take no new applications up to and including the day ``until``, or until the mentor ends the pause."""
    if until is not None and until < find_today(context):
        raise Invalid("invalid_fields", fields={"until": "in_the_past"})
    _save(context, actor, mentor_id, is_paused=True, until=until)


def resume_mentor(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """Take applications again. Choices that waited for this mentor open, and places are offered to the waiting list."""
    _save(context, actor, mentor_id, is_paused=False, until=None)
    open_waiting_choices(context, mentor_id)


def _save(context: Context, actor: Actor, mentor_id: MentorId, *, is_paused: bool, until: date | None) -> None:
    require(permissions.can_edit_mentor(actor, mentor_id))
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        if case.unit.pool.find_member(mentor_id).exited_at is not None:
            raise StateConflict("left_pool")
        case.unit.mentors.save_pause(mentor_id, is_paused=is_paused, until=until)
        record_audit(
            case,
            action="mentor.pause" if is_paused else "mentor.resume",
            kind="mentor",
            subject=mentor_id,
            before={"is_paused": mentor.is_paused, "paused_until": _iso_day(mentor.paused_until)},
            after={"is_paused": is_paused, "paused_until": _iso_day(until)},
        )
        case.unit.commit()


def _iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
