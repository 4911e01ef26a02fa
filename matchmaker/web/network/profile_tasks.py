"""What founders, mentors and investors may do about their own profiles."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.mentorships import PENDING_STATES
from matchmaker.domain.profiles import Startup
from matchmaker.domain.vocabulary import MentorshipState
from matchmaker.services import mentorships, profiles
from matchmaker.services.context import Context
from matchmaker.web.network.completing_tasks import tell_completeness
from matchmaker.web.network.task import Task


def list_founder_tasks(context: Context, actor: Actor) -> Iterator[Task]:
    """What a founder may do for the own startups."""
    if not actor.startup_ids:
        yield Task(
            title=gettext("Add your startup"),
            text=gettext("Say what you make and what you need; suggestions follow within a minute."),
            endpoint="profiles.create_startup",
            action=gettext("Add my startup"),
            is_urgent=True,
        )
    for startup_id in sorted(actor.startup_ids):
        yield from _list_startup_tasks(context, actor, startup_id)


def _list_startup_tasks(context: Context, actor: Actor, startup_id: StartupId) -> Iterator[Task]:
    startup = profiles.get_startup(context, actor, startup_id)
    yield from tell_completeness(startup)
    yield _tell_requests(context, actor, startup)


def _tell_requests(context: Context, actor: Actor, startup: Startup) -> Task:
    states = [it.application.state for it in mentorships.list_requests(context, actor, startup.id)]
    accepted = states.count(MentorshipState.ACCEPTED)
    waiting = sum(state in PENDING_STATES for state in states)
    if waiting or accepted:
        return Task(
            title=gettext("Mentors of %(name)s", name=startup.name),
            text=gettext(
                "Accepted: %(accepted)s. Waiting for an answer: %(waiting)s.", accepted=accepted, waiting=waiting
            ),
            endpoint="mentorships.index",
            action=gettext("See the applications"),
        )
    return Task(
        title=gettext("Find a mentor for %(name)s", name=startup.name),
        text=gettext("See who fits, read why, and apply with one goal."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def list_mentor_tasks(context: Context, actor: Actor) -> Iterator[Task]:
    """What a mentor may do: answer, and look around."""
    if actor.mentor_id is None:
        yield Task(
            title=gettext("No mentor profile is linked to your account"),
            text=gettext("Apply for the mentor pool: once you are in, startups find you."),
            endpoint="profiles.own_mentor",
            action=gettext("Read on"),
            is_urgent=True,
        )
        return
    mentor_id = MentorId(actor.mentor_id)
    waiting = sum(
        it.application.state is MentorshipState.APPLIED
        for it in mentorships.list_applications(context, actor, mentor_id)
    )
    profile = profiles.get_mentor(context, actor, mentor_id)
    yield Task(
        title=ngettext("%(num)s startup waits for your answer", "%(num)s startups wait for your answer", waiting)
        if waiting
        else gettext("No application is waiting"),
        text=gettext("You have places for %(places)s more startups.", places=profile.places_left),
        endpoint="mentorships.index",
        action=gettext("See the applications"),
        is_urgent=waiting > 0,
    )
    yield from tell_completeness(profile)
    yield Task(
        title=gettext("Startups that fit you"),
        text=gettext("Suggestions with reasons, from what you know and what they need."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def list_investor_tasks(context: Context, actor: Actor) -> Iterator[Task]:
    """What an investor may do beside events."""
    if actor.investor_id is None:
        yield _ask_for_link(gettext("No investor profile is linked to your account"), "profiles.own_investor")
        return
    yield from tell_completeness(profiles.get_investor(context, actor, InvestorId(actor.investor_id)))
    yield Task(
        title=gettext("Startups that fit your thesis"),
        text=gettext("Suggestions with reasons: industry, stage, amount, zone and what both texts say."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def _ask_for_link(title: str, endpoint: str) -> Task:
    return Task(
        title=title,
        text=gettext("The operator of the network links your account to your profile; then suggestions appear here."),
        endpoint=endpoint,
        action=gettext("Read on"),
        is_urgent=True,
    )
