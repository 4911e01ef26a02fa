"""The pages; Flask is used here only.

Each feature has a folder with its blueprint ``bp``, its views and its forms. Features do not import each other.
"""

from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask

from matchmaker.web import errors, filters, idempotency, locales, navigation, security

FEATURES = (
    "home",
    "accounts",
    "organisations",
    "privacy",
    "profiles",
    "industries",
    "matches",
    "applications",
    "mentorships",
    "pool",
    "rounds",
    "events",
    "meetings",
    "club",
    "pipeline",
    "candidacies",
    "interests",
    "exposure",
    "quality",
    "notices",
    "jobs",
    "admin",
)
"""Every folder with a blueprint. To add a feature, add its name here."""


def init_app(app: Flask) -> None:
    """Set up languages, security, filters, error pages and all features of ``app``."""
    locales.check_compiled(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    locales.init_app(app)
    security.init_app(app)
    filters.init_app(app)
    navigation.init_app(app)
    errors.init_app(app)
    _version_static_files(app)
    for feature in FEATURES:
        app.register_blueprint(import_module(f"matchmaker.web.{feature}").bp)
    idempotency.init_app(app)


def _version_static_files(app: Flask) -> None:
    """Put a digest of its content into the address of each own style and script.

    Browsers keep these files for days. A changed file has a new address, so nobody sees a new page in an old style.
    """
    folder = Path(str(app.static_folder))

    @cache
    def find_version(filename: str) -> str | None:
        path = folder / filename
        return sha256(path.read_bytes()).hexdigest()[:8] if path.is_file() else None

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", find_version(values["filename"]))
