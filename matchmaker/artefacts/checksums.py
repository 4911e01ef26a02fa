"""Sizes and sha256 of files and folders. Files are read in pieces."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileChecksum:
    """The expected sha256 of a file, in hex, and its size in bytes."""

    sha256: str
    size: int


def hash_file(path: Path) -> FileChecksum:
    """Checksum of one file; memory does not grow with its size."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FileChecksum(sha256, path.stat().st_size)


def hash_folder(folder: Path) -> dict[str, FileChecksum]:
    """Checksums of all files under ``folder`` by relative path (``/`` between parts), in order of path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in files}


def list_differences(folder: Path, expected: Mapping[str, FileChecksum]) -> list[str]:
    """Relative paths that are missing, changed or not expected, sorted; empty when the folder matches."""
    found = hash_folder(folder)
    return sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))
