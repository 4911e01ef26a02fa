"""The catalogues of translations: refuse to serve when they are not compiled, or are older than their source."""

from pathlib import Path

COMPILE = "pybabel compile -d translations"


class CataloguesStaleError(RuntimeError):
    """A compiled catalogue is missing or older than its source; pages would show the wrong language."""


def check_compiled(folder: str | Path) -> None:
    """Raise where a catalogue below ``folder`` has no compiled twin of at least the same age."""
    sources = sorted(Path(folder).glob("*/LC_MESSAGES/messages.po"))
    if not sources:
        raise CataloguesStaleError(f"no catalogues of translations in {folder}")
    for source in sources:
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            raise CataloguesStaleError(f"{source} is not compiled: run `{COMPILE}`")
