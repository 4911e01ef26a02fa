"""The audit log: written in the unit of the change it tells of, read by the operator."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.audit import AuditEntry
from matchmaker.domain.listings import Page
from matchmaker.services.context import Context
from matchmaker.services.guards import require

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def record(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor | None,
    *,
    action: str,
    kind: str,
    subject: int | None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Add what was done to the log; ``actor`` is None when the platform itself did it."""
    unit.audit.add(
        AuditEntry(
            at=context.now(),
            actor=actor.account_id if actor else None,
            action=action,
            subject_kind=kind,
            subject_id=subject,
            before=before or {},
            after=after or {},
        )
    )


def list_entries(context: Context, actor: Actor, *, search: str = "", page: int = 1) -> Page[AuditEntry]:
    """Entries, the newest first, whose action or subject holds ``search``."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.audit.list_page(search=search, number=page)
