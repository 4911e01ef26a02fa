"""Access to a mentorship: for which side the actor acts, and whether the term allows the action now."""

from collections.abc import Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.ids import AccountId, ApplicationId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.mentorships import Term, TermAction, TermState, add_months, can_act, other_side
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require_visible
from matchmaker.storage import UnitOfWork

MAX_TEXT_LENGTH = 4000
"""Characters of notes, steps and words: two pages."""


def require_side(actor: Actor, mentorship: Application) -> PartyKind:
    """The side for which ``actor`` acts. Raises NotAllowed for readers who belong to neither side."""
    require_visible(permissions.can_see_application(actor, mentorship), "mentorship")
    side = permissions.find_mentoring_side(actor, mentorship)
    if side is None:
        raise NotAllowed("role_required")
    return side


def lock_term(case: UseCase[Actor], mentorship_id: ApplicationId, action: TermAction) -> tuple[Term, PartyKind]:
    """The locked term and the actor's side.

    Raises StateConflict ``not_under_way`` if there is no term, ``term_ended`` or ``not_your_answer`` if the action is
    not allowed now.
    """
    mentorship = case.unit.applications.get(mentorship_id)
    side = require_side(case.actor, mentorship)
    if ensure_term(case, mentorship) is None:
        raise StateConflict("not_under_way")
    term = case.unit.terms.get_for_update(mentorship_id)
    if not can_act(term, action, side):
        raise StateConflict("term_ended" if term.state is TermState.ENDED else "not_your_answer")
    return term, side


def ensure_term(case: UseCase[Actor | None], mentorship: Application) -> Term | None:
    """The term of a mentorship. A running mentorship without a term gets one; otherwise None if there is no term."""
    term = case.unit.terms.find(mentorship.id)
    if term is None and mentorship.state is ApplicationState.ACCEPTED:
        term = make_first_term(case.context, mentorship)
        case.unit.terms.add(term)
    return term


def make_first_term(context: Context, mentorship: Application) -> Term:
    """The term that begins with the acceptance: ``term_months`` from that day."""
    accepted_at = mentorship.decided_at or context.now()
    ends_on = add_months(local_day(accepted_at), context.settings.term_months)
    return Term(mentorship_id=mentorship.id, state=TermState.RUNNING, accepted_at=accepted_at, ends_on=ends_on)


def list_side_accounts(unit: UnitOfWork, mentorship: Application, side: PartyKind) -> Sequence[AccountId]:
    """Accounts of one side."""
    profile_id = mentorship.startup_id if side is PartyKind.STARTUP else mentorship.mentor_id
    return unit.accounts.list_representatives(side, profile_id)


def list_other_side_accounts(unit: UnitOfWork, mentorship: Application, side: PartyKind) -> Sequence[AccountId]:
    """Accounts of the side opposite to ``side``."""
    return list_side_accounts(unit, mentorship, other_side(side))


def check_text(text: str, name: str, *, is_needed: bool = True) -> str:
    """``text`` without spaces at its ends. Raises Invalid if it is too long, or empty but needed."""
    text = text.strip()
    if len(text) > MAX_TEXT_LENGTH or (is_needed and not text):
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text
