"""Profiles as pages show them. Contact data is not part of a profile."""

from collections.abc import Callable
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.completeness import COMPLETE_SCORE, Completeness, assess, compute_score
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.guards import require


def find_completeness(context: Context, actor: Actor, profile: Startup | Mentor | Investor) -> Completeness | None:
    """How complete a profile is. None for people who may not edit it."""
    return assess(profile, find_today(context)) if _can_edit(actor, profile) else None


def find_filter(context: Context, actor: Actor, kind: PartyKind) -> Callable[[Any], bool]:
    """A filter for profiles of a kind that are too incomplete for good matching. For the operator."""
    require(permissions.can_operate(actor))
    today = find_today(context)
    return lambda values: compute_score(kind, values, today) < COMPLETE_SCORE


def _can_edit(actor: Actor, profile: Startup | Mentor | Investor) -> bool:
    if isinstance(profile, Startup):
        return permissions.can_edit_startup(actor, profile.id)
    if isinstance(profile, Mentor):
        return permissions.can_edit_mentor(actor, profile.id)
    return permissions.can_edit_investor(actor, profile.id)


def get_startup(context: Context, actor: Actor, startup_id: StartupId) -> Startup:
    """A startup's profile."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.startups.get(startup_id)


def get_mentor(context: Context, actor: Actor, mentor_id: MentorId) -> Mentor:
    """A mentor's profile."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.mentors.get(mentor_id)


def get_investor(context: Context, actor: Actor, investor_id: InvestorId) -> Investor:
    """An investor's profile."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.investors.get(investor_id)


def list_startups(
    context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES, *, page: int = 1
) -> Page[Startup]:
    """Startups that ``search`` finds, with its words in name and description.

    The operator may ask for incomplete ones only.
    """
    require(permissions.can_browse_profiles(actor))
    accepts = find_filter(context, actor, PartyKind.STARTUP) if search.is_incomplete else None
    with context.open_unit(readonly=True) as unit:
        return unit.startups.list_page(search, number=page, accepts=accepts)


def list_mentors(
    context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES, *, page: int = 1
) -> Page[Mentor]:
    """Mentors that ``search`` finds, with its words in name, organisation and expertise.

    The operator may ask for incomplete ones only.
    """
    require(permissions.can_browse_profiles(actor))
    accepts = find_filter(context, actor, PartyKind.MENTOR) if search.is_incomplete else None
    with context.open_unit(readonly=True) as unit:
        return unit.mentors.list_page(search, number=page, accepts=accepts)


def list_investors(
    context: Context, actor: Actor, search: ProfileSearch = ALL_PROFILES, *, page: int = 1
) -> Page[Investor]:
    """Investors that ``search`` finds, with its words in name, organisation and thesis.

    The operator may ask for incomplete ones only.
    """
    require(permissions.can_browse_profiles(actor))
    accepts = find_filter(context, actor, PartyKind.INVESTOR) if search.is_incomplete else None
    with context.open_unit(readonly=True) as unit:
        return unit.investors.list_page(search, number=page, accepts=accepts)
