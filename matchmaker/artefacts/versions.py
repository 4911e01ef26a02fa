"""Store, verify, promote and roll back versions of the artefacts under models/."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from matchmaker.artefacts.checksums import hash_folder, list_differences
from matchmaker.artefacts.errors import ArtefactDamaged, ArtefactExists, ArtefactMissing
from matchmaker.artefacts.manifest import Version, lock_manifest, read_manifest, write_manifest

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BUILD_FOLDER = ".building/artefact"
"""Folder where files are written before they are moved into place. It is under models/, so that a rename is enough.
Only the writer that holds the lock of the manifest uses it."""


def store_version(
    models_dir: Path,
    name: str,
    *,
    version: str,
    contents: Mapping[str, bytes],
    created_from: str,
    now: datetime,
) -> Version:
    """Write files to ``models_dir / name / version`` in one step, and record the version.

    ArtefactExists when the version is already recorded. Files left by a crash are replaced.
    """
    _check_names(name, version, *(part for path in contents for part in path.split("/")))
    _check_aware(now)
    if not contents:
        raise ArtefactMissing(name, version)
    folder = models_dir / name / version
    with lock_manifest(models_dir) as manifest:
        if manifest.find(name).find(version) is not None:
            raise ArtefactExists(name, version)
        shutil.rmtree(folder, ignore_errors=True)
        _write_folder(models_dir, folder, contents)
        relative = folder.relative_to(models_dir).as_posix()
        fresh = Version(name, version, relative, created_from, now, hash_folder(folder))
        write_manifest(models_dir, manifest.with_version(fresh))
    return fresh


def _write_folder(models_dir: Path, folder: Path, contents: Mapping[str, bytes]) -> None:
    build_folder = models_dir / _BUILD_FOLDER
    shutil.rmtree(build_folder, ignore_errors=True)  # left by a writer that was killed
    build_folder.mkdir(parents=True)
    try:
        for path, content in contents.items():
            (build_folder / path).parent.mkdir(parents=True, exist_ok=True)
            (build_folder / path).write_bytes(content)
        folder.parent.mkdir(exist_ok=True)
        build_folder.rename(folder)
    finally:
        shutil.rmtree(build_folder, ignore_errors=True)


def list_versions(models_dir: Path, name: str) -> tuple[Version, ...]:
    """All recorded versions of a name, oldest first."""
    return read_manifest(models_dir).find(name).versions


def find_promoted(models_dir: Path, name: str) -> Version | None:
    """The version in use, None without one."""
    artefact = read_manifest(models_dir).find(name)
    return artefact.find(artefact.promoted)


def get_folder(models_dir: Path, version: Version) -> Path:
    """The folder of a version, after every byte of its files is checked.

    ArtefactDamaged lists the files that are missing, changed or were never recorded.
    """
    folder = models_dir / version.folder
    differences = list_differences(folder, version.files)
    if differences:
        raise ArtefactDamaged(version.name, version.version, files=differences)
    return folder


def promote_version(models_dir: Path, name: str, version: str) -> Version:
    """Check the files of a version and put it in use. The version used before is stored for a roll-back."""
    with lock_manifest(models_dir) as manifest:
        chosen = manifest.get_version(name, version)
        get_folder(models_dir, chosen)
        artefact = manifest.find(name)
        if artefact.promoted != version:
            before = () if artefact.promoted is None else (artefact.promoted,)
            changed = replace(artefact, promoted=version, previous=(*artefact.previous, *before))
            write_manifest(models_dir, manifest.with_artefact(name, changed))
    return chosen


def roll_back(models_dir: Path, name: str) -> Version:
    """Put the version used before the current one in use again; ArtefactMissing when there was none."""
    with lock_manifest(models_dir) as manifest:
        artefact = manifest.find(name)
        if not artefact.previous:
            raise ArtefactMissing(name)
        *older, last = artefact.previous
        chosen = manifest.get_version(name, last)
        get_folder(models_dir, chosen)
        changed = replace(artefact, promoted=last, previous=tuple(older))
        write_manifest(models_dir, manifest.with_artefact(name, changed))
    return chosen


def _check_names(*names: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"name: got {name!r}, expected letters, digits, '.', '_', '-'")


def _check_aware(now: datetime) -> None:
    if now.tzinfo is None:
        raise ValueError(f"now: got {now!r} without a zone, expected an aware datetime")
