"""The chain of the audit log: each entry's seal is made over the seal before it, so nothing slips in or out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from hashlib import sha256

from matchmaker.domain.audit import AuditEntry

GENESIS = "0" * 64
"""What stands before the first seal."""


class FaultKind(StrEnum):
    """What is wrong at a place of the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    UNKNOWN_SEAL = "unknown_seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """A seal as it is stored, at ``position`` from 1; ``entry`` is None where the entry it seals is gone."""

    position: int
    entry_id: int
    seal: str
    entry: AuditEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, and the number of the entry concerned; None where not even that is left."""

    kind: FaultKind
    position: int | None
    entry_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEnd:
    """The end of the chain as it is kept beside it: how many seals there are, and the newest."""

    length: int = 0
    seal: str = GENESIS


def serialise(entry_id: int, entry: AuditEntry) -> bytes:
    """The one form of an entry that is sealed: ASCII JSON without blanks, keys sorted, the time in UTC.

    >>> from datetime import datetime
    >>> entry = AuditEntry(at=datetime(2026, 3, 2, tzinfo=UTC), actor=7, action="a", subject_kind="b", subject_id=None)
    >>> serialise(1, entry)
    b'[1,"2026-03-02T00:00:00.000000Z",7,"a","b",null,{},{}]'
    """
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    told = [entry_id, at, entry.actor, entry.action, entry.subject_kind, entry.subject_id]
    stored = json.loads(json.dumps([*told, dict(entry.before), dict(entry.after)]))  # keys as the database keeps them
    return json.dumps(stored, sort_keys=True, separators=(",", ":")).encode("ascii")


def seal(previous: str, entry_id: int, entry: AuditEntry) -> str:
    """SHA-256, in hexadecimal, over the seal before and the serialised entry."""
    return sha256(previous.encode("ascii") + b"\n" + serialise(entry_id, entry)).hexdigest()


def seal_all(tail: ChainEnd, entries: Iterable[tuple[int, AuditEntry]]) -> list[ChainLink]:
    """The links of ``entries`` (number and entry) after ``tail``, in their order."""
    links: list[ChainLink] = []
    previous = tail.seal
    for position, (entry_id, entry) in enumerate(entries, tail.length + 1):
        previous = seal(previous, entry_id, entry)
        links.append(ChainLink(position=position, entry_id=entry_id, seal=previous, entry=entry))
    return links


class ChainVerifier:
    """Reads the links in order of position and keeps the end that they lead to."""

    def __init__(self) -> None:
        self.tail = ChainEnd()

    def check(self, links: Iterable[ChainLink]) -> Iterator[Fault]:
        """What is wrong among ``links``; after a fault the stored seals are trusted on, so that each is told once."""
        for link in links:
            expected = self.tail.length + 1
            if link.position != expected:
                yield Fault(kind=FaultKind.REMOVED, position=expected, entry_id=None)
            elif link.entry is None:
                yield Fault(kind=FaultKind.REMOVED, position=link.position, entry_id=link.entry_id)
            elif seal(self.tail.seal, link.entry_id, link.entry) != link.seal:
                yield Fault(kind=FaultKind.CHANGED, position=link.position, entry_id=link.entry_id)
            self.tail = ChainEnd(length=link.position, seal=link.seal)

    def check_end(self, kept: ChainEnd) -> Iterator[Fault]:
        """Whether the links end where the log says that they end."""
        if self.tail != kept:
            yield Fault(kind=FaultKind.CUT_OFF, position=min(self.tail.length, kept.length) + 1, entry_id=None)
