"""To-dos from the club and from the follow-up of meetings."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.club import ClubAction, ClubState
from matchmaker.services.meetings import club, pipeline
from matchmaker.services.platform.context import Context
from matchmaker.web.home.todo import Todo


def list_investor_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """To-dos of an investor: an open invitation to the club, and startups from meetings without a follow-up."""
    if actor.investor_id is None:
        return
    status = club.get_club_status(context, actor, actor.investor_id)
    if ClubAction.ACCEPT in status.actions:
        yield Todo(
            title=gettext("The angel investors' club invites you"),
            text=gettext("Read the invitation, then accept or decline it."),
            endpoint="club.show",
            values={"investor_id": actor.investor_id},
            action=gettext("Read the invitation"),
            is_urgent=True,
        )
    fresh = len(pipeline.list_new_meetings(context, actor, actor.investor_id))
    if fresh:
        yield Todo(
            title=ngettext(
                "You met %(num)s startup that is not here yet", "You met %(num)s startups that are not here yet", fresh
            ),
            text=gettext("Note how it goes on: put them into your follow-up list."),
            endpoint="pipeline.board",
            action=gettext("Follow up"),
        )


def list_shared_deal_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """Follow-ups that investors share with a founder."""
    shared = pipeline.list_shared(context, actor)
    if shared:
        yield Todo(
            title=ngettext(
                "%(num)s investor tells you how things stand",
                "%(num)s investors tell you how things stand",
                len(shared),
            ),
            text=gettext("You see what they chose to share."),
            endpoint="pipeline.shared",
            action=gettext("Read on"),
        )


def list_club_todos(context: Context, actor: Actor) -> Iterator[Todo]:
    """Requests to the club that wait for the operator."""
    waiting = club.count_memberships(context, actor)[ClubState.REQUESTED]
    if waiting:
        yield Todo(
            title=ngettext("%(num)s investor asks to join the club", "%(num)s investors ask to join the club", waiting),
            text=gettext("Read what they write, then approve or refuse with a reason."),
            endpoint="club.index",
            values={"state": ClubState.REQUESTED.value},
            action=gettext("Decide"),
            is_urgent=True,
        )
