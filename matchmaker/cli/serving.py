"""Commands that keep running, the site and the worker, and ``tick`` for the scheduled tasks."""

import logging
import signal
from types import FrameType

import click
from flask_babel import gettext

from matchmaker.cli.base import CommandError, open_context, service_command
from matchmaker.config import Settings


@click.command()
@service_command
def tick(settings: Settings) -> None:
    """Do once what is due: reminders, applications to close, notices to send. The worker does so every minute."""
    from matchmaker.jobs.schedule import run_scheduled_tasks  # noqa: PLC0415 -- --help answers without it

    result = run_scheduled_tasks(open_context(settings))
    for name, count in result.done.items():
        click.echo(f"{name}: {count}")
    if result.failed:
        raise CommandError(gettext("Not done, see the log: %(names)s", names=", ".join(result.failed)))


THREADS = 8
"""Requests handled at a time. A page takes some ten milliseconds of processor time, so more threads would only wait."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=5000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--no-worker", is_flag=True, help="Start no worker; run one with: matchmaker worker")
@service_command
def serve(settings: Settings, host: str, port: int, no_worker: bool) -> None:
    """Serve the site, with a worker beside it that does the long work."""
    run_site(settings, host, port, has_worker=not no_worker)


def run_site(settings: Settings, host: str, port: int, *, has_worker: bool) -> None:
    """Serve until SIGTERM or SIGINT. The port is opened before the worker starts."""
    from waitress import create_server  # noqa: PLC0415 -- --help answers without it

    from matchmaker.app import create_app, freeze_garbage_collector  # noqa: PLC0415 -- --help answers without it
    from matchmaker.jobs.child_process import WorkerChild  # noqa: PLC0415 -- --help answers without it

    log_to_stderr()
    app = create_app(settings, context=open_context(settings))
    try:
        server = create_server(app, host=host, port=port, threads=THREADS)
    except OSError as error:
        message = gettext("Port %(port)s cannot be used: %(reason)s", port=port, reason=error.strerror or error)
        raise CommandError(message) from error
    freeze_garbage_collector()
    signal.signal(signal.SIGTERM, _stop_serving)
    click.echo(gettext("Serving at %(address)s (Ctrl+C ends it)", address=f"http://{host}:{port}"))
    try:
        if has_worker:
            with WorkerChild():
                server.run()
        else:
            server.run()
    finally:
        server.close()


@click.command()
@click.option("--parent", type=int, hidden=True, help="End with this process.")
@service_command
def worker(settings: Settings, parent: int | None) -> None:
    """Do the long work that pages ask for: encode, suggest, plan."""
    from matchmaker.jobs.worker import work  # noqa: PLC0415 -- --help answers without it
    from matchmaker.services.suggestions.learning.serving_version import read_preferences  # noqa: PLC0415 -- numeric libraries

    log_to_stderr()
    context = open_context(settings)
    read_preferences(context)  # fails now if the version is damaged, not with the first job
    work(context, parent=parent)


def log_to_stderr() -> None:
    """Log in English to the error stream, for the person who runs the service."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _stop_serving(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SystemExit(0)
