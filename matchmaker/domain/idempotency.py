"""A form post that acts once: what it is known by, and the answer that it was given."""

from dataclasses import dataclass
from datetime import timedelta

from matchmaker.domain.ids import AccountId

RETENTION = timedelta(days=1)
"""How long an answer is kept: a tab that is left open over night and sent again in the morning is still known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """One sending of one form; ``digest`` is a SHA-256 over its one-time key, sender, address and fields."""

    digest: str
    account_id: AccountId | None
    endpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """Where the sender was led, and the notes (category, sentence) shown there; no location: not told yet."""

    location: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
