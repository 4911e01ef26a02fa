"""What all commands share: settings, services, a language, and refusals as sentences with exit code 1."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from typing import IO, Any

import click
from flask import Flask
from flask_babel import Babel, gettext

from matchmaker.config import Settings, read_settings
from matchmaker.domain.errors import Refused
from matchmaker.domain.local_time import ZONE_NAME
from matchmaker.encoding.errors import EncoderMissing, WeightsDamaged
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.database import is_current
from matchmaker.web.locales import LOCALES


class CommandError(click.ClickException):
    """A refusal with its sentence. The word before it is in the language of the command too."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._line = gettext("Error: %(message)s", message=message)

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self._line, file=file, err=file is None)


@contextmanager
def use_language(settings: Settings, lang: str) -> Iterator[None]:
    """Use the catalogues of ``lang`` within this context."""
    app = Flask("matchmaker")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(settings.translations)
    Babel(app, locale_selector=lambda: LOCALES[lang], default_timezone=ZONE_NAME)
    with app.app_context():
        yield


def find_language(click_context: click.Context | None) -> str:
    """The language of --lang. Chinese where a command runs without the group."""
    return (click_context and click_context.find_root().obj) or "zh"


def service_command(command: Callable[..., None]) -> Callable[..., None]:
    """Make a command that receives the settings and turns refusals into sentences."""

    @click.pass_context
    def run(click_context: click.Context, /, *args: Any, **options: Any) -> None:
        settings = read_settings()
        with use_language(settings, find_language(click_context)):
            try:
                command(settings, *args, **options)
            except Refused as refusal:
                raise CommandError(describe_command_refusal(refusal)) from refusal
            except EncoderMissing as missing:
                raise CommandError(
                    gettext(
                        "The text encoder %(name)s is not prepared; run: matchmaker prepare-encoder", name=missing.name
                    )
                ) from missing
            except WeightsDamaged as damaged:
                raise CommandError(
                    gettext(
                        "The file %(path)s of the text encoder is damaged; remove its folder and run: "
                        "matchmaker prepare-encoder",
                        path=damaged.path,
                    )
                ) from damaged

    return update_wrapper(run, command)


def open_context(settings: Settings) -> Context:
    """The services, with a database whose schema is current."""
    from matchmaker.app import build_context  # noqa: PLC0415 -- --help answers without it

    if not is_current(settings):
        raise CommandError(gettext("The database is not there or is of another version; run: matchmaker init-db"))
    return build_context(settings)


def describe_command_refusal(refusal: Refused) -> str:
    """The sentence of a refusal."""
    from matchmaker.web.wording.refusals import describe_code, describe_refusal  # noqa: PLC0415 -- only refusals need it

    faults = refusal.data.get("fields")
    if refusal.code != "invalid_fields" or not isinstance(faults, dict):
        return describe_refusal(refusal)
    return "\n".join(f"--{name}: {describe_code(code, refusal.data)}" for name, code in faults.items())
