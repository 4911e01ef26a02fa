"""One-time codes: read aloud, typed on a phone, and known to the database as a hash only."""

import secrets
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for another: no 0 and O, no 1, I and L, no U and V together."""

GROUP = 4

RESET_LETTERS = 12
"""58 bits: with a locked door after five tries a day, and a life of a day, beyond guessing."""

INVITATION_LETTERS = 16
"""78 bits: an invitation is known by its code alone."""


def make_code(letters: int) -> str:
    """A fresh code in groups of four, such as ``K7QF-9MXA-2RTP``."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(letters))
    return "-".join(drawn[at : at + GROUP] for at in range(0, letters, GROUP))


def hash_code(code: str) -> str:
    """What is kept of a code; how it was typed (small letters, blanks, hyphens) does not matter.

    A slow hash would not help: unlike a password, a code is drawn at random.
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()
