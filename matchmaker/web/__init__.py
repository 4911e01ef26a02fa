"""The pages; Flask is used here only.

Each feature has a folder with its blueprint ``bp``, its views and its forms. Features do not import each other.
"""

from importlib import import_module

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
    for feature in FEATURES:
        app.register_blueprint(import_module(f"matchmaker.web.{feature}").bp)
    idempotency.init_app(app)
