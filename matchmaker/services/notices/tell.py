"""Telling people what concerns them, in the transaction of the deed: a notice exists exactly when the deed does."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import MailPace, NoticeDraft, NoticeKind, due_time
from matchmaker.services.context import Context

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

USUAL_PACE = MailPace.DAILY
"""Of who has chosen nothing: one mail a day at most, and none on a day without news."""

NOTHING: Mapping[str, object] = {}


def tell(
    unit: "UnitOfWork",
    context: Context,
    *,
    to: Iterable[AccountId],
    kind: NoticeKind,
    subject_kind: str,
    subject_id: int,
    data: Mapping[str, object] = NOTHING,
    actor: Actor | None = None,
) -> None:
    """Put a notice into the inboxes of the active accounts among ``to``, each once, never into that of ``actor``.

    ``data`` fills the sentence of ``kind``; the subject is what the notice leads to. A mail becomes due by the pace
    that the person chose; without a mail server none does.
    """
    people = set(to) - ({actor.account_id} if actor else set())
    if not people:
        return
    now = context.now()
    paces = unit.notices.find_paces(people)
    unit.notices.add_many(
        NoticeDraft(
            account_id=account_id,
            kind=kind,
            subject_kind=subject_kind,
            subject_id=subject_id,
            data=data,
            created_at=now,
            due_at=due_time(paces[account_id] or USUAL_PACE, now) if context.settings.smtp_host else None,
        )
        for account_id in sorted(paces)
    )
