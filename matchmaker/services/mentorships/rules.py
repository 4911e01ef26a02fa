"""Who may take a step, and what a text must be."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict, Invalid
from matchmaker.domain.mentorships import (
    MENTORSHIP_STEPS,
    TRANSITIONS,
    Mentorship,
    MentorshipAction,
    Side,
    find_transition,
    list_actions,
    refusal_code,
)
from matchmaker.domain.vocabulary import MentorshipState
from matchmaker.services.guards import require, require_visible

LONGEST_TEXT = 2000
"""Characters of a goal or a reason: a page."""


def list_sides(actor: Actor, application: Mentorship) -> frozenset[Side]:
    """The sides of a mentorship that the actor stands for."""
    stands = {
        Side.FOUNDER: permissions.can_withdraw_mentorship(actor, application),
        Side.MENTOR: permissions.can_decide_mentorship(actor, application),
    }
    return frozenset(side for side, is_so in stands.items() if is_so)


def can_see(actor: Actor, application: Mentorship) -> bool:
    """Whether the actor may know of it: a mentor knows of no application before it was before him or on his list."""
    if list_sides(actor, application) == {Side.MENTOR}:
        return bool(application.opened_at or application.ticket)
    return permissions.can_see_mentorship(actor, application)


def list_allowed(actor: Actor, application: Mentorship) -> frozenset[MentorshipAction]:
    """What the actor may do with a mentorship now: the buttons of a page."""
    return list_actions(application.state, list_sides(actor, application))


def require_step(actor: Actor, application: Mentorship, action: MentorshipAction) -> None:
    """Refuse who cannot see the mentorship, who never takes such a step, and what the state does not permit."""
    require_visible(can_see(actor, application), "mentorship")
    sides = list_sides(actor, application)
    require(any(it.action is action and it.sides & sides for it in TRANSITIONS))
    step = find_transition(application.state, action)
    if step is None or not step.sides & sides:
        raise Conflict(refusal_code(application.state), state=application.state, action=action)


def find_next(mentorship: Mentorship, action: MentorshipAction) -> MentorshipState:
    """The state after the step; Conflict with the reason where the table has no such step."""
    state = MENTORSHIP_STEPS.next_state(mentorship.state, action)
    if state is None:
        raise Conflict(refusal_code(mentorship.state), state=mentorship.state, action=action)
    return state


def check_text(text: str, name: str, *, is_needed: bool = True) -> str:
    """``text`` without blanks around it; Invalid where it is missing or too long."""
    text = text.strip()
    if (is_needed and not text) or len(text) > LONGEST_TEXT:
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text
