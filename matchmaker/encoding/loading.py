"""Loading of the encoder named in the settings. If it is missing, an error is raised; no other encoder is used."""

from pathlib import Path

from matchmaker.encoding.encoder import Encoder
from matchmaker.encoding.errors import EncoderMissing
from matchmaker.encoding.folder_checksums import check_folder
from matchmaker.encoding.hashing import HashingEncoder
from matchmaker.encoding.recipe import DEFAULT_NAME, DEFAULT_RECIPE
from matchmaker.encoding.sentence import THREADS, SentenceEncoder, go_offline, identify_folder

HASHING = "hashing"
DEFAULT = "default"
_ORGANISATION = "sentence-transformers"
"""The default owner of names without one, as in the library itself."""


def load_encoder(name: str, *, models_dir: Path) -> Encoder:
    """The encoder with this name.

    ``hashing`` is the encoder without weights. ``default`` or ``multilingual-e5-small`` is the prepared folder under
    ``models_dir``, with every byte checked. Any other name is a sentence-transformers folder (a path, or a name under
    ``models_dir``), or a name in the local hub cache. Nothing is downloaded.

    Raises
    ------
    EncoderMissing
        This machine has no such encoder, or the default one is not prepared.
    WeightsDamaged
        A file of the default encoder differs from the one that was written.
    """
    if name == HASHING:
        return HashingEncoder()
    if name in (DEFAULT, DEFAULT_NAME):
        return _load_default(models_dir)
    folder = _find_folder(name, models_dir)
    if folder is not None:
        return SentenceEncoder(folder, threads=THREADS)
    folder = _get_cached(name, models_dir)
    return SentenceEncoder(folder, name=identify_folder(folder, label=name), threads=THREADS)


def _load_default(models_dir: Path) -> Encoder:
    folder = models_dir / DEFAULT_NAME
    check_folder(folder, name=DEFAULT_NAME, version=DEFAULT_RECIPE.version, verify=True)
    return SentenceEncoder(folder, name=f"{DEFAULT_NAME}@{DEFAULT_RECIPE.version}", threads=THREADS)


def _find_folder(name: str, models_dir: Path) -> Path | None:
    if not name.strip():  # Path("") is the working directory
        raise EncoderMissing(name, looked_in=str(models_dir))
    for folder in (Path(name).expanduser(), models_dir / name):
        if folder.is_dir():
            return folder
    return None


def _get_cached(name: str, models_dir: Path) -> Path:
    go_offline()
    from huggingface_hub import snapshot_download  # noqa: PLC0415 -- loaded for such names only
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415 -- as above

    full_name = name if "/" in name else f"{_ORGANISATION}/{name}"
    try:
        return Path(snapshot_download(full_name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise EncoderMissing(name, looked_in=f"{models_dir}, local hub cache") from error
