"""What founders, mentors and investors may do about their own profiles."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.mentorships import PENDING_STATES
from matchmaker.domain.profiles import Startup
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services import mentorships, profiles
from matchmaker.services.context import Context
from matchmaker.web.network.completing_tasks import list_completeness_todos
from matchmaker.web.network.task import Todo


def list_founder_profile_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """What a founder may do for the own startups."""
    if not actor.startup_ids:
        yield Todo(
            title=gettext("Add your startup"),
            text=gettext("Say what you make and what you need; suggestions follow within a minute."),
            endpoint="profiles.create_startup",
            action=gettext("Add my startup"),
            is_urgent=True,
        )
    for startup_id in sorted(actor.startup_ids):
        yield from _list_startup_todos(context, actor, startup_id)


def _list_startup_todos(context: Context, actor: Actor, startup_id: StartupId) -> Iterator[Todo]:
    startup = profiles.get_startup(context, actor, startup_id)
    yield from list_completeness_todos(startup)
    yield _make_applications_todo(context, actor, startup)


def _make_applications_todo(context: Context, actor: Actor, startup: Startup) -> Todo:
    states = [it.application.state for it in mentorships.list_startup_applications(context, actor, startup.id)]
    accepted = states.count(ApplicationState.ACCEPTED)
    waiting = sum(state in PENDING_STATES for state in states)
    if waiting or accepted:
        return Todo(
            title=gettext("Mentors of %(name)s", name=startup.name),
            text=gettext(
                "Accepted: %(accepted)s. Waiting for an answer: %(waiting)s.", accepted=accepted, waiting=waiting
            ),
            endpoint="mentorships.index",
            action=gettext("See the applications"),
        )
    return Todo(
        title=gettext("Find a mentor for %(name)s", name=startup.name),
        text=gettext("See who fits, read why, and apply with one goal."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def list_mentor_profile_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """What a mentor may do: answer, and look around."""
    if actor.mentor_id is None:
        yield Todo(
            title=gettext("No mentor profile is linked to your account"),
            text=gettext("Apply for the mentor pool: once you are in, startups find you."),
            endpoint="profiles.own_mentor",
            action=gettext("Read on"),
            is_urgent=True,
        )
        return
    mentor_id = MentorId(actor.mentor_id)
    waiting = sum(
        it.application.state is ApplicationState.APPLIED
        for it in mentorships.list_mentor_applications(context, actor, mentor_id)
    )
    profile = profiles.get_mentor(context, actor, mentor_id)
    yield Todo(
        title=ngettext("%(num)s startup waits for your answer", "%(num)s startups wait for your answer", waiting)
        if waiting
        else gettext("No application is waiting"),
        text=gettext("You have places for %(places)s more startups.", places=profile.places_left),
        endpoint="mentorships.index",
        action=gettext("See the applications"),
        is_urgent=waiting > 0,
    )
    yield from list_completeness_todos(profile)
    yield Todo(
        title=gettext("Startups that fit you"),
        text=gettext("Suggestions with reasons, from what you know and what they need."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def list_investor_profile_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """What an investor may do beside events."""
    if actor.investor_id is None:
        yield _make_link_todo(gettext("No investor profile is linked to your account"), "profiles.own_investor")
        return
    yield from list_completeness_todos(profiles.get_investor(context, actor, InvestorId(actor.investor_id)))
    yield Todo(
        title=gettext("Startups that fit your thesis"),
        text=gettext("Suggestions with reasons: industry, stage, amount, zone and what both texts say."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def _make_link_todo(title: str, endpoint: str) -> Todo:
    return Todo(
        title=title,
        text=gettext("The operator of the network links your account to your profile; then suggestions appear here."),
        endpoint=endpoint,
        action=gettext("Read on"),
        is_urgent=True,
    )
