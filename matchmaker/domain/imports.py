"""Imports: an uploaded table waits until its column mapping is confirmed, then it is applied, only once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ImportId


class ImportKind(StrEnum):
    """What the rows of a table are imported as."""

    STARTUP = "startup"
    MENTOR = "mentor"
    INVESTOR = "investor"
    CANDIDACY = "candidacy"


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    APPLIED = "applied"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadDraft:
    """An uploaded table. ``mapping`` gives, for each field of the platform, the column that fills it."""

    kind: ImportKind
    filename: str
    content: bytes = field(repr=False)
    mapping: Mapping[str, str] = field(default_factory=dict)
    created_by: AccountId | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(UploadDraft):
    """A stored upload. ``result`` is what the import did: numbers of rows, and the job that was started."""

    id: ImportId
    state: ImportState = ImportState.UPLOADED
    applied_at: datetime | None = None
    result: Mapping[str, object] = field(default_factory=dict)
