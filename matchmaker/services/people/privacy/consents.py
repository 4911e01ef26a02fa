"""Consents: given for a purpose and a version of its text, withdrawn at any time, asked for again with a new text."""

from dataclasses import dataclass, replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, Purpose
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """The current consent for a purpose, and all earlier ones, the newest first.

    ``is_outdated`` is true when the person consented to an older text.
    """

    purpose: Purpose
    text_version: str
    current: Consent | None
    history: tuple[Consent, ...]

    @property
    def is_valid(self) -> bool:
        return self.current is not None and self.current.is_valid()

    @property
    def is_outdated(self) -> bool:
        return self.current is not None and not self.current.is_valid()


def list_consents(context: Context, actor: Actor) -> tuple[ConsentView, ...]:
    """The person's consents, a view for each purpose."""
    with context.open_unit(readonly=True) as unit:
        consents = unit.consents.list_for(actor.account_id)
    views = []
    for purpose in Purpose:
        history = tuple(it for it in consents if it.purpose is purpose)
        current = next((it for it in history if it.withdrawn_at is None), None)
        views.append(
            ConsentView(purpose=purpose, text_version=TEXT_VERSIONS[purpose], current=current, history=history)
        )
    return tuple(views)


def list_missing(context: Context, actor: Actor) -> tuple[ConsentView, ...]:
    """Consents to ask for now: processing, if it was never asked for, and each one with a new text."""
    return tuple(
        it
        for it in list_consents(context, actor)
        if it.is_outdated or (it.purpose is Purpose.PROCESSING and not it.history)
    )


def give_consent(context: Context, actor: Actor, purpose: Purpose) -> None:
    """Consent to the present text. Nothing changes if that consent exists already."""
    with context.begin(actor) as case:
        case.unit.accounts.get_for_update(actor.account_id)
        consents = case.unit.consents.list_for(actor.account_id)
        current = next((it for it in consents if it.purpose is purpose and it.withdrawn_at is None), None)
        if current is not None and current.is_valid():
            return
        if current is not None:
            case.unit.consents.withdraw(actor.account_id, purpose, case.now)
        version = TEXT_VERSIONS[purpose]
        case.unit.consents.add(
            Consent(account_id=actor.account_id, purpose=purpose, text_version=version, given_at=case.now)
        )
        after = {"purpose": purpose.value, "text_version": version}
        record_audit(case, action="consent.give", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()


def withdraw_consent(context: Context, actor: Actor, purpose: Purpose) -> None:
    """Withdraw a consent. What it made visible is hidden at once."""
    with context.begin(actor) as case:
        case.unit.consents.withdraw(actor.account_id, purpose, case.now)
        after = {"purpose": purpose.value}
        record_audit(case, action="consent.withdraw", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()


def set_personalised(context: Context, actor: Actor, *, is_personalised: bool) -> None:
    """Switch suggestions on or off. Off means plain lists, and stored suggestions and impressions are deleted."""
    with context.begin(actor) as case:
        account = case.unit.accounts.get_for_update(actor.account_id)
        case.unit.accounts.save(replace(account, is_personalised=is_personalised))
        if not is_personalised:
            for kind, profile_id in actor.list_profiles():
                case.unit.suggestions.remove_for(kind, profile_id)
                case.unit.impressions.remove_for(kind, profile_id)
        after = {"is_personalised": is_personalised}
        record_audit(case, action="account.personalise", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()
