"""The language of a page: Chinese unless the person chose English. Session and account store the choice."""

from pathlib import Path

from flask import Flask, g, session
from flask_babel import Babel, refresh

from matchmaker.domain.local_time import ZONE_NAME

COMPILE = "pybabel compile -d translations"


class CataloguesStaleError(RuntimeError):
    """A compiled catalogue is missing or older than its source, so pages would show the wrong language."""


def check_compiled(folder: str | Path) -> None:
    """Raise if a catalogue in ``folder`` is not compiled or older than its source."""
    sources = sorted(Path(folder).glob("*/LC_MESSAGES/messages.po"))
    if not sources:
        raise CataloguesStaleError(f"no catalogues of translations in {folder}")
    for source in sources:
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            raise CataloguesStaleError(f"{source} is not compiled: run `{COMPILE}`")


LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
"""Codes that accounts and sessions store, with the names of their catalogues."""

LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}
"""Codes with the language tags that pages declare."""

DEFAULT = "zh"


def get_code() -> str:
    """The language of this request: ``zh`` or ``en``."""
    chosen = g.get("locale") or session.get("locale", DEFAULT)
    return chosen if chosen in LOCALES else DEFAULT


def set_code(code: str) -> None:
    """Store ``code`` as this visitor's language. Unknown values are ignored."""
    if code in LOCALES:
        session["locale"] = code
        refresh()


def use_locale_for_request(code: str) -> None:
    """Use ``code`` for this request only, for example in a calendar feed."""
    if code in LOCALES:
        g.locale = code
        refresh()


def select_locale() -> str:
    """Name of the catalogue for this request."""
    return LOCALES[get_code()]


def init_app(app: Flask) -> None:
    """Select the language of each request, and pass it to the templates."""
    Babel(app, locale_selector=select_locale, default_locale=LOCALES[DEFAULT], default_timezone=ZONE_NAME)

    @app.context_processor
    def offer_locale() -> dict[str, object]:
        return {"locale_code": get_code(), "language_tag": LANGUAGE_TAGS[get_code()]}
