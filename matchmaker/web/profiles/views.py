"""Pages of startups, mentors and investors, with how well they fit one's own profile."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain import permissions
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services import events, network, profiles
from matchmaker.web.advice import find_advice
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.profiles import bp
from matchmaker.web.profiles.fits import list_partner_fits, list_startup_fits


@bp.route("/startups/<int:startup_id>")
def startup(startup_id: int) -> ResponseReturnValue:
    """One startup."""
    actor = get_actor()
    profile = profiles.get_startup(get_context(), actor, StartupId(startup_id))
    incubator_id = profile.incubator_id
    return render_template(
        "profiles/startup.html",
        profile=profile,
        advice=find_advice(profile),
        incubator=None if incubator_id is None else network.get_incubator(get_context(), incubator_id).incubator,
        fits=list_startup_fits(get_context(), actor, profile.id),
        openings=events.list_wishable_events(get_context(), actor, PartyKind.STARTUP, profile.id),
        can_edit=permissions.can_edit_startup(actor, profile.id),
        is_own=profile.id in actor.startup_ids,
    )


@bp.route("/mentors/<int:mentor_id>")
def mentor(mentor_id: int) -> ResponseReturnValue:
    """One mentor."""
    actor = get_actor()
    profile = profiles.get_mentor(get_context(), actor, MentorId(mentor_id))
    return render_template(
        "profiles/mentor.html",
        profile=profile,
        advice=find_advice(profile),
        fits=list_partner_fits(get_context(), actor, profile),
        can_edit=permissions.can_edit_mentor(actor, profile.id),
        can_apply=actor.has(Role.FOUNDER) and bool(actor.startup_ids) and actor.mentor_id != profile.id,
        is_own=profile.id == actor.mentor_id,
    )


@bp.route("/investors/<int:investor_id>")
def investor(investor_id: int) -> ResponseReturnValue:
    """One investor."""
    actor = get_actor()
    profile = profiles.get_investor(get_context(), actor, InvestorId(investor_id))
    return render_template(
        "profiles/investor.html",
        profile=profile,
        advice=find_advice(profile),
        fits=list_partner_fits(get_context(), actor, profile),
        openings=events.list_wishable_events(get_context(), actor, PartyKind.INVESTOR, profile.id),
        can_edit=permissions.can_edit_investor(actor, profile.id),
        is_own=profile.id == actor.investor_id,
    )
