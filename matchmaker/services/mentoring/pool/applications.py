"""Applications to the mentor pool: send with evidence, complete after the operator returned it, withdraw."""

from dataclasses import fields, replace
from typing import Any

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import PoolApplicationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.pool import (
    OPEN_STATES,
    POOL_STEPS,
    PoolAction,
    PoolApplication,
    PoolApplicationDraft,
    PoolState,
)
from matchmaker.domain.profile_rules import require_valid
from matchmaker.domain.vocabulary import Role
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify

TEXTS = ("name", "expertise", "experience", "evidence", "organisation", "title")


def find_own_pool_application(context: Context, actor: Actor) -> PoolApplication | None:
    """The actor's last application in any state, or None."""
    with context.open_unit(readonly=True) as unit:
        return unit.pool.find_latest(actor.account_id)


def apply_to_pool(context: Context, actor: Actor, draft: PoolApplicationDraft) -> PoolApplicationId:
    """Apply, or send again an application that the operator returned.

    Raises StateConflict ``already_in_pool`` for members, ``pool_application_open`` if one is under review already.
    """
    draft = _check(draft)
    with context.begin(actor) as case:
        case.unit.accounts.get_for_update(actor.account_id)
        if actor.mentor_id is not None and case.unit.pool.find_member(actor.mentor_id).exited_at is None:
            raise StateConflict("already_in_pool")
        latest = case.unit.pool.find_latest(actor.account_id)
        if latest is not None and latest.state in OPEN_STATES:
            application_id = _send_again(case, latest, draft)
        else:
            application_id = case.unit.pool.add(_make_application(context, actor, draft))
        record_audit(case, action="pool.apply", kind="pool_application", subject=application_id)
        _notify_operators(case, application_id, draft.name)
        case.unit.commit()
    return application_id


def withdraw_pool_application(context: Context, actor: Actor) -> None:
    """Withdraw the actor's application."""
    with context.begin(actor) as case:
        latest = case.unit.pool.find_latest(actor.account_id)
        if latest is None:
            raise NotFound("pool_application_not_found")
        application = case.unit.pool.get_for_update(latest.id)
        case.unit.pool.save(change_application(context, application, PoolAction.WITHDRAW))
        record_audit(case, action="pool.withdraw", kind="pool_application", subject=application.id)
        case.unit.commit()


def change_application(
    context: Context, application: PoolApplication, action: PoolAction, *, answer: str = ""
) -> PoolApplication:
    """The application after ``action``. Raises StateConflict ``pool_answered`` if that is not possible any more."""
    state = POOL_STEPS.next_state(application.state, action)
    if state is None:
        raise StateConflict("pool_answered", state=application.state)
    return replace(application, state=state, decided_at=context.now(), answer=answer)


def _send_again(case: UseCase[Actor | None], latest: PoolApplication, draft: PoolApplicationDraft) -> PoolApplicationId:
    application = case.unit.pool.get_for_update(latest.id)
    if not POOL_STEPS.can(application.state, PoolAction.SUBMIT):
        raise StateConflict("pool_application_open")
    values = {it.name: getattr(draft, it.name) for it in fields(PoolApplicationDraft)}
    case.unit.pool.save(
        replace(application, **values, state=PoolState.SUBMITTED, submitted_at=case.now, decided_at=None)
    )
    return application.id


def _make_application(context: Context, actor: Actor, draft: PoolApplicationDraft) -> PoolApplication:
    values = {it.name: getattr(draft, it.name) for it in fields(PoolApplicationDraft)}
    return PoolApplication(
        id=PoolApplicationId(0),
        account_id=actor.account_id,
        state=PoolState.SUBMITTED,
        submitted_at=context.now(),
        **values,
    )


def _check(draft: PoolApplicationDraft) -> PoolApplicationDraft:
    require_valid(draft)
    texts: dict[str, Any] = {name: getattr(draft, name).strip() for name in TEXTS}
    return replace(draft, **texts)


def _notify_operators(case: UseCase[Actor], application_id: PoolApplicationId, name: str) -> None:
    notify(
        case,
        to=case.unit.accounts.list_with_role(Role.OPERATOR),
        kind=NoticeKind.POOL_APPLIED,
        subject_kind="pool_application",
        subject_id=application_id,
        data={"name": name},
    )
