from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId
from matchmaker.services.platform.context import Context


def find_actor(context: Context, account_id: AccountId) -> Actor | None:
    """Whoever acts with this account; None when it is gone or switched off."""
    with context.open_unit(readonly=True) as unit:
        return unit.accounts.find_actor(account_id)
