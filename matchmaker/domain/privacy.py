"""Privacy: consents and the text they refer to, and who may see whose contact data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId


class Purpose(StrEnum):
    """The purposes of consent; each is asked for separately."""

    PROCESSING = "processing"
    CONTACT = "contact"


TEXT_VERSIONS: Mapping[Purpose, str] = {Purpose.PROCESSING: "2026-01", Purpose.CONTACT: "2026-01"}
"""Current version of the text that people agree to. After a new version everybody is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    account_id: AccountId
    purpose: Purpose
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    def is_valid(self) -> bool:
        """Whether it is not withdrawn, and given for the current text."""
        return self.withdrawn_at is None and self.text_version == TEXT_VERSIONS[self.purpose]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """How a person can be contacted; each field may be empty."""

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
    """Why contact data is hidden, in the order in which the reasons are checked."""

    NO_RELATION = "no_relation"
    OWN_CONSENT = "own_consent"
    THEIR_CONSENT = "their_consent"


def find_contact_barrier(relations: Iterable[Relation], *, has_own: bool, has_theirs: bool) -> ContactBarrier | None:
    """Why one person's contact data is hidden from another; None where it may be shown.

    It may be shown if the two have a relation and both gave the consent for contact data. A relation is an accepted
    mentorship, a published meeting, mutual wishes, or the same organisation.
    """
    if not set(relations):
        return ContactBarrier.NO_RELATION
    if not has_own:
        return ContactBarrier.OWN_CONSENT
    return None if has_theirs else ContactBarrier.THEIR_CONSENT


def mask_login(login: str) -> str:
    """A masked log-in name, which only its owner recognises: ``z***@example.cn``, ``+86138****8000``."""
    name, at, host = login.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    return f"{login[:6]}****{login[-4:]}" if len(login) >= 11 else "***"
