"""Passwords: argon2id with the library's defaults."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matchmaker.domain.errors import Invalid

MIN_LENGTH = 10
"""Characters. NIST SP 800-63B asks for at least 8, and two more cost users little."""

MAX_LENGTH = 200
"""Characters, enough for every passphrase. Longer input only wastes time."""

_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to store. Raises Invalid when the password is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid("invalid_fields", fields={"password": "password_length"}, shortest=MIN_LENGTH, longest=MAX_LENGTH)
    return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password belongs to the hash.

    Without a hash it takes equally long, so the time reveals no account.
    """
    try:
        is_right = _HASHER.verify(hashed or _make_dummy_hash(), password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return is_right and hashed is not None


@cache
def _make_dummy_hash() -> str:
    return _HASHER.hash("nobody has this password")
