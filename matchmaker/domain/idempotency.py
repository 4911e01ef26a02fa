"""Idempotent form posts: the key that identifies a post, and the stored response to it.

A form that is sent twice acts only once; the second post gets the stored response.
"""

from dataclasses import dataclass
from datetime import timedelta

from matchmaker.domain.ids import AccountId

RETENTION = timedelta(days=1)
"""How long a response is stored: long enough for a tab that is sent again the next morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """Identifies one post of one form; ``digest`` is a SHA-256 over its one-time key, sender, address and fields."""

    digest: str
    account_id: AccountId | None
    endpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """The redirect target of a post, and the messages (category, sentence) shown there.

    ``location`` is None while the first post is still being handled.
    """

    location: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
