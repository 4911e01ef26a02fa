"""Errors about an encoder's weights. They carry data, never sentences."""

from pathlib import Path


class EncodingError(Exception):
    """Base of all errors of this package."""


class EncoderMissing(EncodingError):  # noqa: N818 -- the name says what is wrong
    """The named encoder is missing or incomplete on this machine and must be prepared."""

    def __init__(self, name: str, *, looked_in: str) -> None:
        self.name = name
        self.looked_in = looked_in
        super().__init__(f"encoder {name!r} not found in {looked_in}")


class WeightsDamaged(EncodingError):  # noqa: N818 -- the name says what is wrong
    """A file of the weights differs from the expected one; ``expected`` and ``got`` are checksums or sizes."""

    def __init__(self, path: Path, *, expected: str, got: str) -> None:
        self.path = path
        self.expected = expected
        self.got = got
        super().__init__(f"{path}: expected {expected}, got {got}")
