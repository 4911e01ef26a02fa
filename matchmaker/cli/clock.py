"""The command that does what the passing of time demands, for those who run no worker or will not wait for it."""

import click
from flask_babel import gettext

from matchmaker.cli.house import CommandError, open_context, service_command
from matchmaker.config import Settings


@click.command()
@service_command
def tick(settings: Settings) -> None:
    """Do once what is due: reminders, applications to close, notices to send. The worker does so every minute."""
    from matchmaker.services.clockwork import run_scheduled_tasks  # noqa: PLC0415 -- --help answers without it

    result = run_scheduled_tasks(open_context(settings))
    for name, count in result.done.items():
        click.echo(f"{name}: {count}")
    if result.failed:
        raise CommandError(gettext("Not done, see the log: %(names)s", names=", ".join(result.failed)))
