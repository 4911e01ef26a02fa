"""Privacy: what a person agreed to, in which words, and the contact data that agreement opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId


class Purpose(StrEnum):
    """What consent is asked for, each on its own."""

    PROCESSING = "processing"
    CONTACT = "contact"


TEXT_VERSIONS: Mapping[Purpose, str] = {Purpose.PROCESSING: "2026-01", Purpose.CONTACT: "2026-01"}
"""Version of the text that people agree to now. With a new version, everybody is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    account_id: AccountId
    purpose: Purpose
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    def is_valid(self) -> bool:
        """Whether it stands, for the words used now."""
        return self.withdrawn_at is None and self.text_version == TEXT_VERSIONS[self.purpose]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """How a person wants to be reached; empty where nothing was written."""

    account_id: AccountId
    email: str = ""
    phone: str = ""
    wechat: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.email or self.phone or self.wechat)


class Relation(StrEnum):
    """Why two people may see each other's contact data."""

    MENTORSHIP = "mentorship"
    MEETING = "meeting"
    WISHES = "wishes"
    COLLEAGUES = "colleagues"


class ContactBarrier(StrEnum):
    """What keeps contact data closed, in the order in which it is told."""

    NO_RELATION = "no_relation"
    OWN_CONSENT = "own_consent"
    THEIR_CONSENT = "their_consent"


def find_contact_barrier(relations: Iterable[Relation], *, has_own: bool, has_theirs: bool) -> ContactBarrier | None:
    """What keeps one person's contact data from another; None where both sides agreed.

    Both sides agreed when something they decided together stands between them (an accepted mentorship, a published
    meeting, mutual wishes, the same organisation) and both gave the consent for contact data.
    """
    if not set(relations):
        return ContactBarrier.NO_RELATION
    if not has_own:
        return ContactBarrier.OWN_CONSENT
    return None if has_theirs else ContactBarrier.THEIR_CONSENT


def mask_login(login: str) -> str:
    """A log-in name that its owner recognises and nobody else can use: ``z***@example.cn``, ``+86138****8000``."""
    name, at, host = login.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    return f"{login[:6]}****{login[-4:]}" if len(login) >= 11 else "***"
