"""What becomes of the applications to a mentor who leaves: all are declined, and the next choices open."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import MentorId
from matchmaker.domain.mentorships import PENDING_STATES, Application, ApplicationAction
from matchmaker.services.context import Context
from matchmaker.services.mentorships.choices import PendingApplications
from matchmaker.services.mentorships.settling import advance
from matchmaker.services.trying import run_with_retry


def decline_all_applications(context: Context, actor: Actor | None, mentor_id: MentorId, *, reason: str) -> int:
    """Decline every pending application to the mentor, each in a unit of its own; how many there were."""
    with context.open_unit(readonly=True) as unit:
        pending = [it for it in unit.applications.list_open(mentor_id=mentor_id) if it.state in PENDING_STATES]
    closed = 0
    for it in pending:
        closed += run_with_retry(context, lambda inner, it=it: _close(inner, actor, it, reason))  # type: ignore[misc]
    return closed


def _close(context: Context, actor: Actor | None, asked: Application, reason: str) -> bool:
    with context.begin(actor) as case:
        choices = PendingApplications(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        mentorship = choices.get(asked.id)
        if mentorship.state not in PENDING_STATES:
            return False
        choices.take_step(mentorship, ApplicationAction.DECLINE, reason=reason, is_platform=True)
        choices.open_next()
        case.unit.commit()
    advance(context, choices.mentors)
    return True
