"""Passwords: argon2id with the library's defaults."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matchmaker.domain.errors import Invalid

MIN_LENGTH = 10
"""Characters: NIST SP 800-63B asks for at least 8; two more cost nobody anything."""

MAX_LENGTH = 200
"""Enough for every passphrase; longer input only burns time."""

_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep; Invalid when the password is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid("invalid_fields", fields={"password": "password_length"}, shortest=MIN_LENGTH, longest=MAX_LENGTH)
    return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password belongs to the hash; an absent account takes as long as a present one."""
    try:
        is_right = _HASHER.verify(hashed or _hash_of_nobody(), password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return is_right and hashed is not None


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
