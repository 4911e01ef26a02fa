"""The inboxes of the public demo accounts: notices of mutual wishes are added, and old notices are read."""

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
"""Age from which notices of the demo are read."""

MAX_MUTUAL_NOTICES = 3
"""Largest number of mutual wishes with a notice; the list of wishes shows the others."""


def fill_inboxes(context: Context, event_id: EventId | None) -> None:
    """Add notices of mutual wishes, mark old notices as read, and create the founder's calendar feed."""
    people = DemoPeople(context)
    for role in Role:
        actor = people.find_known(role)
        if actor is None:
            continue
        if event_id is not None:
            _notify_mutual(people, actor, event_id)
        if role is Role.FOUNDER and find_feed(context, actor) is None:
            renew_feed(context, actor)
        with context.begin(actor) as case:
            _mark_old(case)
            case.unit.commit()


def _notify_mutual(people: DemoPeople, actor: Actor, event_id: EventId) -> None:
    """Add notices of the first mutual wishes, with times on different days."""
    with people.context.begin(actor) as case:
        own = case.unit.participations.list_entries_for_profiles(
            startup_ids=actor.startup_ids, investor_id=actor.investor_id, event_id=event_id
        )
        own_ids = {it.participation.id for it in own}
        wishes = {(it.wisher_id, it.wished_id) for it in case.unit.wishes.list_for_event(event_id) if not it.is_veto}
        mutual = sorted(wished for wisher, wished in wishes if wisher in own_ids and (wished, wisher) in wishes)
        partners = case.unit.participations.list_entries_by_ids(mutual[:MAX_MUTUAL_NOTICES])
        name = case.unit.events.get(event_id).name
        for days, key in zip((6, 5, 2), sorted(partners), strict=False):
            data = {"partner": partners[key].profile.name, "event": name}
            kind, to = NoticeKind.MUTUAL_WISH, [actor.account_id]
            notify(
                UseCase.start(people.context_days_ago(days), case.unit, None),
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
