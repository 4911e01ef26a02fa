"""``models/manifest.json``: the artefacts of this machine, with their versions and checksums.

The file is replaced as a whole, so a reader sees the state before or after a change, never a part of it. Writers lock
the folder, so that one writes at a time.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from matchmaker.artefacts.checksums import FileChecksum
from matchmaker.artefacts.errors import ArtefactMissing, ManifestDamaged

FILE = "manifest.json"


@dataclass(frozen=True)
class Version:
    """One version of an artefact: a folder (relative to models/) whose files never change."""

    name: str
    version: str
    folder: str
    created_from: str
    recorded_at: datetime
    files: Mapping[str, FileChecksum]


@dataclass(frozen=True)
class Artefact:
    """All versions of one name, oldest first; the one in use; and those in use before, the latest last."""

    versions: tuple[Version, ...] = ()
    promoted: str | None = None
    previous: tuple[str, ...] = ()

    def find(self, version: str | None) -> Version | None:
        """The version with this name, None without one."""
        return next((each for each in self.versions if each.version == version), None)


@dataclass(frozen=True)
class Manifest:
    """Artefacts by name."""

    artefacts: Mapping[str, Artefact] = field(default_factory=dict)

    def find(self, name: str) -> Artefact:
        """The artefact with this name; it has no versions when nothing is recorded."""
        return self.artefacts.get(name, Artefact())

    def get_version(self, name: str, version: str) -> Version:
        """The version; ArtefactMissing when it is not recorded."""
        found = self.find(name).find(version)
        if found is None:
            raise ArtefactMissing(name, version)
        return found

    def with_artefact(self, name: str, artefact: Artefact) -> "Manifest":
        """The same manifest with one artefact added or replaced."""
        return replace(self, artefacts={**self.artefacts, name: artefact})

    def with_version(self, version: Version) -> "Manifest":
        """The same manifest with one version added as the latest of its name."""
        artefact = self.find(version.name)
        return self.with_artefact(version.name, replace(artefact, versions=(*artefact.versions, version)))


def read_manifest(models_dir: Path) -> Manifest:
    """The stored manifest, empty when there is none; ManifestDamaged when it cannot be read."""
    path = models_dir / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Manifest({name: _parse_artefact(name, entry) for name, entry in content["artefacts"].items()})
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestDamaged(str(path), detail=repr(error)) from error


def write_manifest(models_dir: Path, manifest: Manifest) -> None:
    """Write the manifest in one step: a reader never sees a part of it."""
    content = {"artefacts": {name: _format_artefact(each) for name, each in sorted(manifest.artefacts.items())}}
    descriptor, temporary = tempfile.mkstemp(prefix=f"{FILE}.", dir=models_dir)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=2, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(models_dir / FILE)
    finally:
        Path(temporary).unlink(missing_ok=True)


@contextmanager
def lock_manifest(models_dir: Path) -> Iterator[Manifest]:
    """The current manifest, locked so that no other process can change it."""
    models_dir.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(models_dir, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield read_manifest(models_dir)
    finally:
        os.close(descriptor)


def _parse_artefact(name: str, entry: Mapping[str, Any]) -> Artefact:
    versions = tuple(_parse_version(name, key, each) for key, each in entry["versions"].items())
    in_order = sorted(versions, key=lambda each: (each.recorded_at, each.version))
    return Artefact(tuple(in_order), entry["promoted"], tuple(entry["previous"]))


def _parse_version(name: str, version: str, entry: Mapping[str, Any]) -> Version:
    files = {path: FileChecksum(each["sha256"], each["bytes"]) for path, each in entry["files"].items()}
    recorded_at = datetime.fromisoformat(entry["recorded_at"])
    return Version(name, version, entry["folder"], entry["created_from"], recorded_at, files)


def _format_artefact(artefact: Artefact) -> dict[str, Any]:
    return {
        "promoted": artefact.promoted,
        "previous": list(artefact.previous),
        "versions": {each.version: _format_version(each) for each in artefact.versions},
    }


def _format_version(version: Version) -> dict[str, Any]:
    return {
        "folder": version.folder,
        "created_from": version.created_from,
        "recorded_at": version.recorded_at.isoformat(),
        "files": {path: {"sha256": each.sha256, "bytes": each.size} for path, each in version.files.items()},
    }
