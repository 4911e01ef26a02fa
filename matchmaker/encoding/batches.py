"""Batches of texts of similar length, which need little padding; results are in the order of the input."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.encoding.encoder import ProgressCallback


@dataclass(frozen=True)
class BatchLimits:
    """A batch holds at most ``texts`` texts and, padded to its longest text, at most ``characters`` characters."""

    texts: int
    characters: int


def iter_batches(lengths: Sequence[int], limits: BatchLimits) -> Iterator[list[int]]:
    """Indices of ``lengths`` in batches, longest first. A text above the limit forms its own batch.

    With the longest first, memory peaks at the start, and the speed shown by a progress bar only improves.
    """
    batch: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        if batch and (len(batch) == limits.texts or longest * (len(batch) + 1) > limits.characters):
            yield batch
            batch = []
        if not batch:
            longest = lengths[index]
        batch.append(index)
    if batch:
        yield batch


def encode_in_batches(
    texts: Sequence[str],
    embed: Callable[[list[str]], NDArray[np.float32]],
    *,
    dimension: int,
    limits: BatchLimits,
    progress: ProgressCallback | None,
) -> NDArray[np.float32]:
    """float32 (n, ``dimension``), the result of ``embed`` for all texts; ``progress`` is called after every batch."""
    vectors = np.empty((len(texts), dimension), dtype=np.float32)
    done = 0
    for batch in iter_batches([len(text) for text in texts], limits):
        vectors[batch] = embed([texts[index] for index in batch])
        done += len(batch)
        if progress is not None:
            progress(done, len(texts))
    return vectors
