"""How complete profiles are: for their own people and the operator, nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.completeness import Completeness, assess
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.services.context import Context, find_today
from matchmaker.services.guards import require

P = TypeVar("P", Startup, Mentor, Investor)

EVERYBODY = 1_000_000
"""Profiles read to find the incomplete ones: all that the other filters find. 10,000 take some quarter of a second."""


def find_completeness(context: Context, actor: Actor, profile: Startup | Mentor | Investor) -> Completeness | None:
    """How complete a profile is; None for those whom it does not concern."""
    return assess(profile, find_today(context)) if _can_edit(actor, profile) else None


def pick_incomplete(context: Context, actor: Actor, found: Page[P], *, page: int = 1) -> Page[P]:
    """Of all that was ``found``, on one page, the given page of those that say too little; for the operator."""
    require(permissions.can_operate(actor))
    kept = list_incomplete(found.items, find_today(context))
    last = max(1, -(-len(kept) // PAGE_SIZE))
    number = min(max(1, page), last)
    items = tuple(kept[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return replace(found, items=items, number=number, total=len(kept), size=PAGE_SIZE)


def list_incomplete(profiles: Sequence[P], today: date) -> list[P]:
    """Those that say too little to be matched well."""
    return [it for it in profiles if not assess(it, today).is_complete]


def _can_edit(actor: Actor, profile: Startup | Mentor | Investor) -> bool:
    if isinstance(profile, Startup):
        return permissions.can_edit_startup(actor, profile.id)
    if isinstance(profile, Mentor):
        return permissions.can_edit_mentor(actor, profile.id)
    return permissions.can_edit_investor(actor, profile.id)
