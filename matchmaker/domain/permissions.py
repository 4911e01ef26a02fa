"""Permissions: who may do what. Services check them; pages only hide what would be refused."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import InvestorId, MentorId, OrganisationId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role


def can_edit_startup(actor: Actor, startup_id: StartupId) -> bool:
    return startup_id in actor.startup_ids or actor.has(Role.OPERATOR)


def can_edit_mentor(actor: Actor, mentor_id: MentorId) -> bool:
    return actor.mentor_id == mentor_id or actor.has(Role.OPERATOR)


def can_edit_investor(actor: Actor, investor_id: InvestorId) -> bool:
    return actor.investor_id == investor_id or actor.has(Role.OPERATOR)


def can_browse_profiles(actor: Actor) -> bool:
    """Whether the actor may read profiles of others; they never contain contact data."""
    return bool(actor.roles or actor.incubator_ids)


def can_apply_to_mentor(actor: Actor, startup_id: StartupId) -> bool:
    return actor.has(Role.FOUNDER) and startup_id in actor.startup_ids


def can_decide_application(actor: Actor, application: Application) -> bool:
    return actor.has(Role.MENTOR) and actor.mentor_id == application.mentor_id


def can_withdraw_application(actor: Actor, application: Application) -> bool:
    return actor.has(Role.FOUNDER) and application.startup_id in actor.startup_ids


def can_see_application(actor: Actor, application: Application) -> bool:
    is_party = actor.mentor_id == application.mentor_id or application.startup_id in actor.startup_ids
    return is_party or actor.has(Role.OPERATOR)


def find_mentoring_side(actor: Actor, application: Application) -> PartyKind | None:
    """The side of an application that the actor represents; None for everybody else."""
    if actor.has(Role.MENTOR) and actor.mentor_id == application.mentor_id:
        return PartyKind.MENTOR
    if actor.has(Role.FOUNDER) and application.startup_id in actor.startup_ids:
        return PartyKind.STARTUP
    return None


def can_act_for_participation(actor: Actor, participation: Participation) -> bool:
    """Whether the actor is a founder of the participating startup, or the participating investor."""
    if participation.startup_id is not None:
        return actor.has(Role.FOUNDER) and participation.startup_id in actor.startup_ids
    return actor.has(Role.INVESTOR) and actor.investor_id == participation.investor_id


def can_organize(actor: Actor) -> bool:
    """Whether the actor may plan and publish timetables and see all wishes of an event."""
    return actor.has(Role.ORGANIZER, Role.OPERATOR)


def can_operate(actor: Actor) -> bool:
    """Whether the actor may import, manage accounts and run the 未来之星 programme."""
    return actor.has(Role.OPERATOR)


def can_see_candidacies(actor: Actor) -> bool:
    return actor.has(Role.OPERATOR, Role.ORGANIZER, Role.MENTOR, Role.INVESTOR)


def can_act_for_investor(actor: Actor, investor_id: InvestorId) -> bool:
    """Whether the actor is this investor; the operator may not, as the pipeline is private to the investor."""
    return actor.has(Role.INVESTOR) and actor.investor_id == investor_id


def can_see_organisation(actor: Actor, organisation_id: OrganisationId) -> bool:
    return organisation_id in actor.organisation_ids or actor.has(Role.OPERATOR)


def can_manage_organisation(actor: Actor, organisation_id: OrganisationId) -> bool:
    """Whether the actor may invite and remove the people of an organisation."""
    return organisation_id in actor.administered_ids or actor.has(Role.OPERATOR)


def can_invite(actor: Actor, organisation_id: OrganisationId | None) -> bool:
    """Whether the actor may invite into the network, or into an organisation."""
    return actor.has(Role.OPERATOR) or organisation_id in actor.administered_ids
