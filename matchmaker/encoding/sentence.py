"""An encoder for a SentenceTransformer folder. torch is loaded only when an encoder is constructed."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.encoding.batches import BatchLimits, encode_in_batches
from matchmaker.encoding.encoder import ProgressCallback, TextKind
from matchmaker.encoding.folder_checksums import hash_file, list_files

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

THREADS = 2
"""The smallest supported machine has two cores."""

SINGLE_THREAD_CHARACTERS = 1000
"""Number of characters up to which one thread is used. On a busy machine two threads wait for each other at every
layer. Beside six busy processes on two cores, a text of 80 characters took 821 ms with two threads, 146 ms with one."""

LIMITS = BatchLimits(texts=32, characters=3000)
"""Measured on 2 cores with texts of 120 characters: 8 to 64 texts in a batch cost the same, larger batches cost more
(64 unlimited: +40 %). Small batches report progress more often."""


class SentenceEncoder:
    """Unit vectors of a sentence-transformers folder, with the prompts stored in the folder.

    Texts longer than the input limit of the weights are cut at the end. The limit of the default weights is 512 tokens,
    about 750 Chinese characters.
    """

    def __init__(self, folder: Path, *, name: str | None = None, threads: int = THREADS) -> None:
        self.name = name or identify_folder(folder)
        self._threads = threads
        self._transformer = _load_transformer(folder, threads)
        self._dimension = _read_dimension(self._transformer)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def encode(
        self, texts: Sequence[str], *, kind: TextKind = "passage", progress: ProgressCallback | None = None
    ) -> NDArray[np.float32]:
        """float32 (n, d) unit vectors; about 45 ms for a text of 80 characters, 85 ms for 400, on 2 cores."""
        encode = self._transformer.encode_query if kind == "query" else self._transformer.encode_document

        def embed(batch: list[str]) -> NDArray[np.float32]:
            vectors = encode(batch, batch_size=len(batch), show_progress_bar=False, normalize_embeddings=True)
            return np.asarray(vectors, dtype=np.float32)

        with _limit_torch_threads(1 if sum(map(len, texts)) <= SINGLE_THREAD_CHARACTERS else self._threads):
            return encode_in_batches(texts, embed, dimension=self._dimension, limits=LIMITS, progress=progress)


@contextmanager
def _limit_torch_threads(threads: int) -> Iterator[None]:
    """Set torch's number of threads within the context; torch has one number for the whole process."""
    import torch  # noqa: PLC0415 -- loaded with the first encoder

    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def identify_folder(folder: Path, *, label: str | None = None) -> str:
    """``label`` (by default the folder's name) and a digest of all files that can affect a vector."""
    digest = hashlib.sha256()
    for path in list_files(folder):
        if not path.endswith(".md") and not any(part.startswith(".") for part in path.split("/")):
            digest.update(f"{path}\0{hash_file(folder / path)}\n".encode())
    return f"{label or folder.resolve().name}@{digest.hexdigest()[:12]}"


def go_offline() -> None:
    """Forbid the libraries any download in this process, and their warning when it forks."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _load_transformer(folder: Path, threads: int) -> "SentenceTransformer":
    go_offline()
    import torch  # noqa: PLC0415 -- takes seconds and hundreds of MB
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- as above
    from transformers.utils import logging  # noqa: PLC0415 -- as above

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    torch.set_num_threads(threads)
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _read_dimension(transformer: "SentenceTransformer") -> int:
    dimension = transformer.get_embedding_dimension()
    if dimension is None:
        raise ValueError("encoder: got weights of unknown dimension, expected a fixed one")
    return dimension
