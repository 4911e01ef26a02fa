"""How complete profiles are: for their own people and the operator, nobody else."""

from collections.abc import Callable
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.completeness import COMPLETE_SCORE, Completeness, assess, compute_score
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.context import Context, find_today
from matchmaker.services.guards import require


def find_completeness(context: Context, actor: Actor, profile: Startup | Mentor | Investor) -> Completeness | None:
    """How complete a profile is; None for those whom it does not concern."""
    return assess(profile, find_today(context)) if _can_edit(actor, profile) else None


def find_filter(context: Context, actor: Actor, kind: PartyKind) -> Callable[[Any], bool]:
    """What finds profiles of a kind that say too little to be matched well; for the operator."""
    require(permissions.can_operate(actor))
    today = find_today(context)
    return lambda told: compute_score(kind, told, today) < COMPLETE_SCORE


def _can_edit(actor: Actor, profile: Startup | Mentor | Investor) -> bool:
    if isinstance(profile, Startup):
        return permissions.can_edit_startup(actor, profile.id)
    if isinstance(profile, Mentor):
        return permissions.can_edit_mentor(actor, profile.id)
    return permissions.can_edit_investor(actor, profile.id)
