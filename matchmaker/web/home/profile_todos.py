"""To-dos of founders, mentors and investors for their own profiles."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES
from matchmaker.domain.completeness import ItemCode
from matchmaker.domain.ids import InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring import applications
from matchmaker.services.people import profiles
from matchmaker.services.platform.context import Context
from matchmaker.web.completeness import find_advice
from matchmaker.web.home.todo import Todo
from matchmaker.web.wording.profiles import describe_step

LEAST_GAIN = 5
"""Steps that gain fewer points than this are not shown on the start page."""


def list_completeness_todos(profile: Startup | Mentor | Investor) -> Iterator[Todo]:
    """The next best step, if any. It is urgent while the profile is too thin to be matched well."""
    advice = find_advice(profile)
    steps = advice.completeness.steps if advice else ()
    step = next((it for it in steps if it.gain >= LEAST_GAIN and it.code is not ItemCode.CERTIFICATE), None)
    if advice is None or step is None:
        return
    kind = advice.completeness.kind
    yield Todo(
        title=gettext("Complete the profile of %(name)s", name=profile.name),
        text=describe_step(step),
        endpoint=f"profiles.edit_{kind}",
        values={f"{kind}_id": profile.id, "_anchor": step.code.value},
        action=gettext("Complete the profile"),
        is_urgent=not advice.completeness.is_complete,
        score=advice.completeness.score,
    )


def list_founder_profile_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """To-dos of a founder for the own startups."""
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
    states = [it.application.state for it in applications.list_startup_applications(context, actor, startup.id)]
    accepted = states.count(ApplicationState.ACCEPTED)
    waiting = sum(state in PENDING_STATES for state in states)
    if waiting or accepted:
        return Todo(
            title=gettext("Mentors of %(name)s", name=startup.name),
            text=gettext(
                "Accepted: %(accepted)s. Waiting for an answer: %(waiting)s.", accepted=accepted, waiting=waiting
            ),
            endpoint="applications.index",
            action=gettext("See the applications"),
        )
    return Todo(
        title=gettext("Find a mentor for %(name)s", name=startup.name),
        text=gettext("See who fits, read why, and apply with one goal."),
        endpoint="matches.index",
        action=gettext("See who fits"),
    )


def list_mentor_profile_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """To-dos of a mentor: answer applications, and look at suggestions."""
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
        view.application.state is ApplicationState.APPLIED
        for view in applications.list_mentor_applications(context, actor, mentor_id)
    )
    profile = profiles.get_mentor(context, actor, mentor_id)
    yield Todo(
        title=ngettext("%(num)s startup waits for your answer", "%(num)s startups wait for your answer", waiting)
        if waiting
        else gettext("No application is waiting"),
        text=gettext("You have places for %(places)s more startups.", places=profile.places_left),
        endpoint="applications.index",
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
    """To-dos of an investor outside of events."""
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
