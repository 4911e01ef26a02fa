"""The inboxes of those whom anyone may log in as: what happened to them is told, and what is old was read."""

from datetime import timedelta

from matchmaker.demo.seeding.applications import DemoPeople
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import EventId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings.calendar_feed import find_feed, renew_feed
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify

READ_AFTER = timedelta(days=4)
"""Older notices of the demo were read."""

TOLD = 3
"""Wishes of both sides that are told; the list of wishes shows the others."""


def fill_inboxes(context: Context, event_id: EventId | None) -> None:
    """Tell of wishes that both sides have, mark what is old as read, and open the founder's calendar."""
    stage = DemoPeople(context)
    for role in Role:
        actor = stage.find_known(role)
        if actor is None:
            continue
        if event_id is not None:
            _notify_mutual(stage, actor, event_id)
        if role is Role.FOUNDER and find_feed(context, actor) is None:
            renew_feed(context, actor)
        with context.begin(actor) as case:
            _mark_old(case)
            case.unit.commit()


def _notify_mutual(stage: DemoPeople, actor: Actor, event_id: EventId) -> None:
    """The invented wishes were stored at once; here the first mutual ones are told as if they had come one a day."""
    with stage.context.begin(actor) as case:
        own = case.unit.participations.list_entries_for_profiles(
            startup_ids=actor.startup_ids, investor_id=actor.investor_id, event_id=event_id
        )
        mine = {it.participation.id for it in own}
        wishes = {(it.wisher_id, it.wished_id) for it in case.unit.wishes.list_for_event(event_id) if not it.is_veto}
        both = sorted(wished for wisher, wished in wishes if wisher in mine and (wished, wisher) in wishes)
        partners = case.unit.participations.list_entries_by_ids(both[:TOLD])
        name = case.unit.events.get(event_id).name
        for days, key in zip((6, 5, 2), sorted(partners), strict=False):
            data = {"partner": partners[key].profile.name, "event": name}
            kind, to = NoticeKind.MUTUAL_WISH, [actor.account_id]
            notify(
                UseCase.start(stage.context_days_ago(days), case.unit, None),
                to=to,
                kind=kind,
                subject_kind="event",
                subject_id=event_id,
                data=data,
            )
        case.unit.commit()


def _mark_old(case: UseCase[Actor]) -> None:
    for notice in case.unit.notices.list_page(case.actor.account_id, only_unread=True, size=1000).items:
        if notice.created_at < case.now - READ_AFTER:
            case.unit.notices.mark_read(case.actor.account_id, now=notice.created_at + READ_AFTER, only=notice.id)
