"""Consents: given for a purpose in the words of a version, withdrawn at any time, asked again when the words change."""

from dataclasses import dataclass, replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.privacy import TEXT_VERSIONS, Consent, Purpose
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """What stands for a purpose, and all that was said before, the newest first.

    ``is_outdated``: the person agreed to other words than those used now.
    """

    purpose: Purpose
    text_version: str
    standing: Consent | None
    history: tuple[Consent, ...]

    @property
    def is_valid(self) -> bool:
        return self.standing is not None and self.standing.is_valid()

    @property
    def is_outdated(self) -> bool:
        return self.standing is not None and not self.standing.is_valid()


def list_consents(context: Context, actor: Actor) -> tuple[ConsentView, ...]:
    """What the person agreed to, a view for each purpose."""
    with context.open_unit(readonly=True) as unit:
        said = unit.consents.list_for(actor.account_id)
    views = []
    for purpose in Purpose:
        history = tuple(it for it in said if it.purpose is purpose)
        standing = next((it for it in history if it.withdrawn_at is None), None)
        views.append(
            ConsentView(purpose=purpose, text_version=TEXT_VERSIONS[purpose], standing=standing, history=history)
        )
    return tuple(views)


def list_missing(context: Context, actor: Actor) -> tuple[ConsentView, ...]:
    """What the person should be asked now: never asked for the processing, or other words since."""
    return tuple(
        it
        for it in list_consents(context, actor)
        if it.is_outdated or (it.purpose is Purpose.PROCESSING and not it.history)
    )


def give_consent(context: Context, actor: Actor, purpose: Purpose) -> None:
    """Agree to the words used now; does nothing where that stands already."""
    with context.begin(actor) as case:
        case.unit.accounts.get_for_update(actor.account_id)
        said = case.unit.consents.list_for(actor.account_id)
        standing = next((it for it in said if it.purpose is purpose and it.withdrawn_at is None), None)
        if standing is not None and standing.is_valid():
            return
        if standing is not None:
            case.unit.consents.withdraw(actor.account_id, purpose, case.now)
        version = TEXT_VERSIONS[purpose]
        case.unit.consents.add(
            Consent(account_id=actor.account_id, purpose=purpose, text_version=version, given_at=case.now)
        )
        after = {"purpose": purpose.value, "text_version": version}
        record_audit(case, action="consent.give", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()


def withdraw_consent(context: Context, actor: Actor, purpose: Purpose) -> None:
    """End the consent; what it opened is closed at once."""
    with context.begin(actor) as case:
        case.unit.consents.withdraw(actor.account_id, purpose, case.now)
        after = {"purpose": purpose.value}
        record_audit(case, action="consent.withdraw", kind="account", subject=actor.account_id, after=after)
        case.unit.commit()


def set_personalised(context: Context, actor: Actor, *, is_personalised: bool) -> None:
    """Switch suggestions on or off. Off means plain lists, and nothing kept of what was suggested or shown."""
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
