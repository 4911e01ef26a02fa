"""One-time codes that can be read aloud and typed on a phone. The database stores only their hash."""

import hmac
import secrets
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are hard to confuse: no 0 and O, no 1, I and L, and not both U and V."""

GROUP = 4

RESET_LETTERS = 12
"""58 bits. A code is valid for a day, and five tries a day are allowed, so it cannot be guessed."""

INVITATION_LETTERS = 16
"""78 bits, since an invitation is identified by its code alone."""

INVITATION_PURPOSE = "invitation"
"""Purpose of the codes of mailed invitations. Such a code cannot set a password."""


def make_code(letters: int) -> str:
    """A new code in groups of four, such as ``K7QF-9MXA-2RTP``."""
    return group_letters("".join(secrets.choice(ALPHABET) for _ in range(letters)))


def group_letters(letters: str) -> str:
    """The letters in groups of four."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def derive_code(secret: str, nonce: str, *, purpose: str = "reset") -> str:
    """The code that belongs to ``nonce``. The text of a mail is written later, and no table may store a code."""
    digest = hmac.digest(secret.encode(), f"{purpose}:{nonce}".encode(), "sha256")[:INVITATION_LETTERS]
    return group_letters("".join(ALPHABET[byte % len(ALPHABET)] for byte in digest))


def hash_code(code: str) -> str:
    """The stored hash of a code. Small letters, blanks and hyphens do not matter.

    A slow hash would not help, since a code is random, unlike a password.
    """
    normalised = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(normalised.encode()).hexdigest()
