"""Telling people what concerns them, in the transaction of the deed: a notice exists exactly when the deed does."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import MailFrequency, NoticeDraft, NoticeKind, due_time
from matchmaker.services.platform.context import UseCase

DEFAULT_FREQUENCY = MailFrequency.DAILY
"""Of who has chosen nothing: one mail a day at most, and none on a day without news."""

NO_DATA: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """What some people are told; ``data`` fills the sentence of ``kind``, the subject is what the notice leads to."""

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
    """Put a notice into the inboxes of the active accounts among ``to``, each once, never into that of ``actor``.

    ``data`` fills the sentence of ``kind``; the subject is what the notice leads to. A mail becomes due by the pace
    that the person chose; without a mail server none does.
    """
    news = NewNotice(account_ids=frozenset(to), kind=kind, subject_kind=subject_kind, subject_id=subject_id, data=data)
    notify_many(case, [news])


def notify_many(case: UseCase[Actor | None], news: Iterable[NewNotice]) -> None:
    """As ``notify``, in two statements for however many things there are to tell, in their order."""
    told = [(it, set(it.account_ids) - ({case.actor.account_id} if case.actor else set())) for it in news]
    people = {account_id for _, to in told for account_id in to}
    if not people:
        return
    now = case.now
    paces = case.unit.notices.find_paces(people)
    has_mail = bool(case.context.settings.smtp_host)
    case.unit.notices.add_many(
        NoticeDraft(
            account_id=account_id,
            kind=it.kind,
            subject_kind=it.subject_kind,
            subject_id=it.subject_id,
            data=it.data,
            created_at=now,
            due_at=due_time(paces[account_id] or DEFAULT_FREQUENCY, now) if has_mail else None,
        )
        for it, to in told
        for account_id in sorted(to & paces.keys())
    )
