"""The interface of all encoders."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

TextKind = Literal["query", "passage"]
ProgressCallback = Callable[[int, int], None]
"""Called with (done, total). If there is any work, the last call has done == total."""


class Encoder(Protocol):
    """Turns texts into unit vectors.

    ``name`` identifies the weights and everything else that affects the numbers. Two encoders with the same name give
    the same vectors, so (name, kind, text) can be the key of a cache. ``dimension`` is the length of a vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(
        self, texts: Sequence[str], *, kind: TextKind = "passage", progress: ProgressCallback | None = None
    ) -> NDArray[np.float32]:
        """float32 (n, d), row i a unit vector for ``texts[i]``; (0, d) for no texts.

        A blank text has a unit vector too, the same for all blank texts, but it has no meaning. A caller that must
        treat "no text" differently has to check the text.
        """
        ...
