"""Pages of startups, mentors and investors, with their fit for one's own profiles."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, Mentor
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.services.people import incubators, profiles
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions import stored_lists
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.completeness import find_advice
from matchmaker.web.profiles import bp

OwnFit = tuple[str, Fit]
"""Name of the own profile, and its fit with the profile on the page."""


def list_startup_fits(context: Context, actor: Actor, startup_id: StartupId) -> list[OwnFit]:
    """Fits of a startup with one's own mentor and investor profiles. Empty for one's own startup."""
    if startup_id in actor.startup_ids:
        return []
    own = ((PartyKind.MENTOR, actor.mentor_id), (PartyKind.INVESTOR, actor.investor_id))
    found = [
        (actor.name, stored_lists.fit_pair(context, actor, startup_id=startup_id, kind=kind, partner_id=own_id))
        for kind, own_id in own
        if own_id is not None
    ]
    return [(name, fit) for name, fit in found if fit]


def list_partner_fits(context: Context, actor: Actor, partner: Mentor | Investor) -> list[OwnFit]:
    """Fits of a mentor or an investor with one's own startups."""
    kind = PartyKind.MENTOR if isinstance(partner, Mentor) else PartyKind.INVESTOR
    if partner.id == (actor.mentor_id if kind is PartyKind.MENTOR else actor.investor_id):
        return []
    found = [
        (startup_id, stored_lists.fit_pair(context, actor, startup_id=startup_id, kind=kind, partner_id=partner.id))
        for startup_id in sorted(actor.startup_ids)
    ]
    return [(profiles.get_startup(context, actor, startup_id).name, fit) for startup_id, fit in found if fit]


@bp.route("/my/startups")
@roles_required(Role.FOUNDER)
def own_startups() -> ResponseReturnValue:
    """The own startup if there is one, a list if there are several, or the form for the first."""
    ids = sorted(get_actor().startup_ids)
    if not ids:
        return redirect(url_for("profiles.create_startup"), 303)
    if len(ids) == 1:
        return redirect(url_for("profiles.startup", startup_id=ids[0]), 303)
    startups = [profiles.get_startup(get_context(), get_actor(), it) for it in ids]
    return render_template("profiles/own_startups.html", startups=startups)


@bp.route("/my/mentor")
@roles_required(Role.MENTOR)
def own_mentor() -> ResponseReturnValue:
    """The own mentor profile, or how to get one."""
    mentor_id = get_actor().mentor_id
    if mentor_id is None:
        return render_template("profiles/unlinked.html")
    return redirect(url_for("profiles.mentor", mentor_id=mentor_id), 303)


@bp.route("/my/investor")
@roles_required(Role.INVESTOR)
def own_investor() -> ResponseReturnValue:
    """The own investor profile, or how to get one."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    return redirect(url_for("profiles.investor", investor_id=investor_id), 303)


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
        incubator=None if incubator_id is None else incubators.get_incubator(get_context(), incubator_id).incubator,
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
