"""Errors about the artefacts under models/. They carry data, never sentences."""

from collections.abc import Sequence


class ArtefactError(Exception):
    """Base of all errors of this package."""


class ArtefactMissing(ArtefactError):  # noqa: N818 -- the name says what is wrong
    """The artefact or version is not recorded, or there is no version to roll back to (then ``version`` is None)."""

    def __init__(self, name: str, version: str | None = None) -> None:
        self.name = name
        self.version = version
        super().__init__(name, version)


class ArtefactDamaged(ArtefactError):  # noqa: N818 -- the name says what is wrong
    """Files of a version are missing, changed or new; ``files`` are their paths, relative to its folder."""

    def __init__(self, name: str, version: str | None, *, files: Sequence[str]) -> None:
        self.name = name
        self.version = version
        self.files = tuple(files)
        super().__init__(name, version, self.files)


class ArtefactExists(ArtefactError):  # noqa: N818 -- the name says what is wrong
    """The version is already recorded. A version never changes."""

    def __init__(self, name: str, version: str) -> None:
        self.name = name
        self.version = version
        super().__init__(name, version)


class ManifestDamaged(ArtefactError):  # noqa: N818 -- the name says what is wrong
    """The manifest cannot be read; ``detail`` is the error of the reader."""

    def __init__(self, path: str, *, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(path, detail)
