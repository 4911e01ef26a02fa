"""Rules of applications: who may take which step, and how long a text may be."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import (
    MENTORSHIP_STEPS,
    TRANSITIONS,
    Application,
    ApplicationAction,
    ApplicationSide,
    find_refusal_code,
    find_transition,
    list_actions,
)
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.platform.guards import require, require_visible

MAX_TEXT_LENGTH = 2000
"""Characters of a goal or a reason: a page."""


def list_sides(actor: Actor, application: Application) -> frozenset[ApplicationSide]:
    """The sides of an application for which the actor may act."""
    may_act = {
        ApplicationSide.FOUNDER: permissions.can_withdraw_application(actor, application),
        ApplicationSide.MENTOR: permissions.can_decide_application(actor, application),
    }
    return frozenset(side for side, is_allowed in may_act.items() if is_allowed)


def can_see(actor: Actor, application: Application) -> bool:
    """Whether the actor may see the application.

    A mentor sees it once it was open to them or on their waiting list.
    """
    if list_sides(actor, application) == {ApplicationSide.MENTOR}:
        return bool(application.opened_at or application.ticket)
    return permissions.can_see_application(actor, application)


def list_allowed_actions(actor: Actor, application: Application) -> frozenset[ApplicationAction]:
    """Actions that the actor may take on an application now: the buttons of a page."""
    return list_actions(application.state, list_sides(actor, application))


def require_step(actor: Actor, application: Application, action: ApplicationAction) -> None:
    """Refuse the step if the actor cannot see the application or may not take such a step, or the state forbids it."""
    require_visible(can_see(actor, application), "mentorship")
    sides = list_sides(actor, application)
    require(any(it.action is action and it.sides & sides for it in TRANSITIONS))
    step = find_transition(application.state, action)
    if step is None or not step.sides & sides:
        raise StateConflict(find_refusal_code(application.state), state=application.state, action=action)


def find_next(application: Application, action: ApplicationAction) -> ApplicationState:
    """The state after the step. Raises StateConflict with the reason if the table has no such step."""
    state = MENTORSHIP_STEPS.next_state(application.state, action)
    if state is None:
        raise StateConflict(find_refusal_code(application.state), state=application.state, action=action)
    return state


def check_text(text: str, name: str, *, is_needed: bool = True) -> str:
    """``text`` without spaces around it. Raises Invalid if it is missing or too long."""
    text = text.strip()
    if (is_needed and not text) or len(text) > MAX_TEXT_LENGTH:
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text
