"""Notices to people, written in the transaction of the event they report: either both are stored or neither."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import MailFrequency, NoticeDraft, NoticeKind, due_time
from matchmaker.services.platform.context import UseCase

DEFAULT_FREQUENCY = MailFrequency.DAILY
"""The frequency of people who have not chosen one: at most one mail a day, and none on a day without notices."""

NO_DATA: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A notice to some people. ``data`` fills the sentence of ``kind``, and the subject is what the notice links to."""

    account_ids: Collection[AccountId]
    kind: NoticeKind
    subject_kind: str
    subject_id: int
    data: Mapping[str, object] = field(default_factory=dict)


def notify(
    case: UseCase[Actor | None],
    *,
    to: Iterable[AccountId],
    kind: NoticeKind,
    subject_kind: str,
    subject_id: int,
    data: Mapping[str, object] = NO_DATA,
) -> None:
    """Put a notice into the inbox of each active account in ``to``, except that of the actor.

    ``data`` fills the sentence of ``kind``. The subject is what the notice links to. A mail becomes due by the
    frequency that the person chose. Without a mail server, no mail becomes due.
    """
    notice = NewNotice(
        account_ids=frozenset(to), kind=kind, subject_kind=subject_kind, subject_id=subject_id, data=data
    )
    notify_many(case, [notice])


def notify_many(case: UseCase[Actor | None], notices: Iterable[NewNotice]) -> None:
    """Write several notices in their order, with two queries however many there are. See ``notify``."""
    addressed = [
        (notice, set(notice.account_ids) - ({case.actor.account_id} if case.actor else set())) for notice in notices
    ]
    people = {account_id for _, to in addressed for account_id in to}
    if not people:
        return
    now = case.now
    paces = case.unit.notices.find_mail_frequencies(people)
    has_mail = bool(case.context.settings.smtp_host)
    case.unit.notices.add_many(
        NoticeDraft(
            account_id=account_id,
            kind=notice.kind,
            subject_kind=notice.subject_kind,
            subject_id=notice.subject_id,
            data=notice.data,
            created_at=now,
            due_at=due_time(paces[account_id] or DEFAULT_FREQUENCY, now) if has_mail else None,
        )
        for notice, to in addressed
        for account_id in sorted(to & paces.keys())
    )
