"""The hash chain of the audit log: each entry's seal covers the previous seal, so no entry can change unnoticed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from hashlib import sha256

from matchmaker.domain.audit import AuditEntry

GENESIS = "0" * 64
"""The previous seal of the first entry."""


class FaultKind(StrEnum):
    """What is wrong at a place of the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    UNKNOWN_SEAL = "unknown_seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """A stored seal at ``position``, counted from 1; ``entry`` is None where the sealed entry is missing."""

    position: int
    entry_id: int
    seal: str
    entry: AuditEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """What is wrong, and the id of the entry concerned; None where even the id is lost."""

    kind: FaultKind
    position: int | None
    entry_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEnd:
    """The end of the chain, which is stored separately: the number of seals and the newest seal."""

    length: int = 0
    seal: str = GENESIS


def serialise(entry_id: int, entry: AuditEntry) -> bytes:
    """The canonical form of an entry, over which the seal is made: ASCII JSON, no blanks, sorted keys, time in UTC.

    >>> from datetime import datetime
    >>> entry = AuditEntry(at=datetime(2026, 3, 2, tzinfo=UTC), actor=7, action="a", subject_kind="b", subject_id=None)
    >>> serialise(1, entry)
    b'[1,"2026-03-02T00:00:00.000000Z",7,"a","b",null,{},{}]'
    """
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    fields = [entry_id, at, entry.actor, entry.action, entry.subject_kind, entry.subject_id]
    stored = json.loads(
        json.dumps([*fields, dict(entry.before), dict(entry.after)])
    )  # keys as the database stores them
    return json.dumps(stored, sort_keys=True, separators=(",", ":")).encode("ascii")


def seal(previous: str, entry_id: int, entry: AuditEntry) -> str:
    """SHA-256, in hexadecimal, over the previous seal and the serialised entry."""
    return sha256(previous.encode("ascii") + b"\n" + serialise(entry_id, entry)).hexdigest()


def seal_all(tail: ChainEnd, entries: Iterable[tuple[int, AuditEntry]]) -> list[ChainLink]:
    """The links that append ``entries`` (id and entry), in their order, after ``tail``."""
    links: list[ChainLink] = []
    previous = tail.seal
    for position, (entry_id, entry) in enumerate(entries, tail.length + 1):
        previous = seal(previous, entry_id, entry)
        links.append(ChainLink(position=position, entry_id=entry_id, seal=previous, entry=entry))
    return links


class ChainVerifier:
    """Reads the links in order of position; ``tail`` is the end of the links read so far."""

    def __init__(self) -> None:
        self.tail = ChainEnd()

    def check(self, links: Iterable[ChainLink]) -> Iterator[ChainFault]:
        """The faults among ``links``. After a fault the stored seal counts as valid, so each fault is reported once."""
        for link in links:
            expected = self.tail.length + 1
            if link.position != expected:
                yield ChainFault(kind=FaultKind.REMOVED, position=expected, entry_id=None)
            elif link.entry is None:
                yield ChainFault(kind=FaultKind.REMOVED, position=link.position, entry_id=link.entry_id)
            elif seal(self.tail.seal, link.entry_id, link.entry) != link.seal:
                yield ChainFault(kind=FaultKind.CHANGED, position=link.position, entry_id=link.entry_id)
            self.tail = ChainEnd(length=link.position, seal=link.seal)

    def check_end(self, stored: ChainEnd) -> Iterator[ChainFault]:
        """A fault where the links do not end at the ``stored`` end of the chain."""
        if self.tail != stored:
            yield ChainFault(kind=FaultKind.CUT_OFF, position=min(self.tail.length, stored.length) + 1, entry_id=None)
