"""What every encoder offers, whatever stands behind it."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

TextKind = Literal["query", "passage"]
ProgressCallback = Callable[[int, int], None]
"""Called with (done, total), at least once for work that is not empty, the last time with done == total."""


class Encoder(Protocol):
    """Texts in, unit vectors out.

    ``name`` identifies the weights and everything else that shapes the numbers: two encoders of one name give
    the same vectors, so (name, kind, text) can key a cache. ``dimension`` is the width of a vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(
        self, texts: Sequence[str], *, kind: TextKind = "passage", progress: ProgressCallback | None = None
    ) -> NDArray[np.float32]:
        """float32 (n, d), row i a unit vector for ``texts[i]``; (0, d) for no texts.

        A blank text has a unit vector too, the same for all blank texts, and it says nothing: who must treat
        "no text" apart looks at the text.
        """
        ...
