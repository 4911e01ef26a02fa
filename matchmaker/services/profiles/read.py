"""Profiles as pages show them. Contact data is no part of a profile."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import IncubatorId, InvestorId, MentorId, StartupId
from matchmaker.domain.listings import Page
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, PartyKind, Zone
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.profiles.completing import find_filter


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
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    stage: FundingStage | None = None,
    incubator_id: IncubatorId | None = None,
    is_incomplete: bool = False,
    page: int = 1,
) -> Page[Startup]:
    """Startups by name, with what ``search`` finds in name and description.

    The operator may ask for incomplete ones alone.
    """
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.startups.list_page(
            search=search,
            industry=industry,
            zone=zone,
            stage=stage,
            incubator_id=incubator_id,
            number=page,
            accepts=find_filter(context, actor, PartyKind.STARTUP) if is_incomplete else None,
        )


def list_mentors(
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    kind: MentorKind | None = None,
    is_incomplete: bool = False,
    page: int = 1,
) -> Page[Mentor]:
    """Mentors by name, with what ``search`` finds in name and expertise.

    The operator may ask for incomplete ones alone.
    """
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.mentors.list_page(
            search=search,
            industry=industry,
            zone=zone,
            kind=kind,
            number=page,
            accepts=find_filter(context, actor, PartyKind.MENTOR) if is_incomplete else None,
        )


def list_investors(
    context: Context,
    actor: Actor,
    *,
    search: str = "",
    industry: Industry | None = None,
    zone: Zone | None = None,
    stage: FundingStage | None = None,
    is_incomplete: bool = False,
    page: int = 1,
) -> Page[Investor]:
    """Investors by name, with what ``search`` finds in name and thesis.

    The operator may ask for incomplete ones alone.
    """
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.investors.list_page(
            search=search,
            industry=industry,
            zone=zone,
            stage=stage,
            number=page,
            accepts=find_filter(context, actor, PartyKind.INVESTOR) if is_incomplete else None,
        )
