"""One-time codes: read aloud, typed on a phone, and known to the database as a hash only."""

import hmac
import secrets
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for another: no 0 and O, no 1, I and L, no U and V together."""

GROUP = 4

RESET_LETTERS = 12
"""58 bits: with a locked door after five tries a day, and a life of a day, beyond guessing."""

INVITATION_LETTERS = 16
"""78 bits: an invitation is known by its code alone."""

INVITATION_PURPOSE = "invitation"
"""Purpose of the codes of mailed invitations: none of them sets a password."""


def make_code(letters: int) -> str:
    """A fresh code in groups of four, such as ``K7QF-9MXA-2RTP``."""
    return group_letters("".join(secrets.choice(ALPHABET) for _ in range(letters)))


def group_letters(letters: str) -> str:
    """The letters in groups of four."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def derive_code(secret: str, nonce: str, *, purpose: str = "reset") -> str:
    """The code that belongs to ``nonce``: a mail is worded after it was asked for, and no table may hold a code."""
    drawn = hmac.digest(secret.encode(), f"{purpose}:{nonce}".encode(), "sha256")[:INVITATION_LETTERS]
    return group_letters("".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn))


def hash_code(code: str) -> str:
    """What is kept of a code; how it was typed (small letters, blanks, hyphens) does not matter.

    A slow hash would not help: unlike a password, a code is drawn at random.
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()
