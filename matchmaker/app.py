"""The only module that wires the parts together."""

import gc
from datetime import UTC, datetime
from functools import cache, partial

from flask import Flask
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined

from matchmaker import web
from matchmaker.config import Settings, read_settings
from matchmaker.encoding import load_encoder
from matchmaker.notify.mailer import SmtpMailer
from matchmaker.services.platform.context import Context
from matchmaker.storage import open_database
from matchmaker.web import security
from matchmaker.web.notices.mails import AppMailRenderer


def create_app(settings: Settings | None = None, *, context: Context | None = None) -> Flask:
    """The web application. ``context`` replaces the parts that ``settings`` would build."""
    settings = settings or (context.settings if context else read_settings())
    app = Flask("matchmaker", template_folder=str(settings.templates), static_folder=str(settings.static))
    security.configure(app, settings)
    security.trust_proxies(app, settings.proxies)
    app.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_TRANSLATION_DIRECTORIES=str(settings.translations),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Bootstrap5(app)
    app.extensions["matchmaker"] = context or build_context(settings)
    web.init_app(app)
    return app


def freeze_garbage_collector() -> None:
    """Exclude everything loaded so far from the search for reference cycles. Call it before serving.

    A search through the libraries would delay a page by a tenth of a second or two.
    """
    gc.collect()
    gc.freeze()


def build_context(settings: Settings) -> Context:
    """The parts named by ``settings``. The encoder is loaded when it is first used."""
    database = open_database(settings.database_url, echo=settings.query_echo)
    context = Context(
        settings=settings,
        open_unit=database.unit,
        now=partial(datetime.now, UTC),
        get_encoder=cache(partial(load_encoder, settings.encoder, models_dir=settings.models)),
        mailer=build_mailer(settings),
        letters=AppMailRenderer(lambda: create_app(settings, context=context), settings.base_url),
    )
    return context


def build_mailer(settings: Settings) -> SmtpMailer | None:
    """The mail server of the settings. None where none is set."""
    if not settings.smtp_host:
        return None
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )
