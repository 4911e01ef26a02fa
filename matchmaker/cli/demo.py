"""The command for demonstrations: it sets up what is missing, then serves."""

import click
from flask_babel import gettext

from matchmaker.cli.base import open_context, service_command
from matchmaker.cli.compute import prepare_weights
from matchmaker.cli.progress import ProgressBars
from matchmaker.cli.serving import run_site
from matchmaker.config import Settings
from matchmaker.demo import seeding
from matchmaker.demo.seeding.readiness import is_ready
from matchmaker.services.people import public_figures
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.database import upgrade_database


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=5000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Only set everything up.")
@service_command
def demo(settings: Settings, host: str, port: int, no_serve: bool) -> None:
    """Set up the demo network with invented people and serve the site. What is there already is not done again."""
    upgrade_database(settings)
    context = open_context(settings)
    _set_up(settings, context)
    _print_summary(context, f"http://{host}:{port}")
    if not no_serve:
        run_site(settings, host, port, has_worker=True)


def _set_up(settings: Settings, context: Context) -> None:
    if settings.encoder == "default":
        prepare_weights(settings)
    seeding.seed_reference(context)
    with ProgressBars() as bars:
        seeding.seed_demo(context, bars)
        if is_ready(context):
            return
        from matchmaker.demo.seeding.computed import compute_demo  # noqa: PLC0415 -- numeric libraries

        compute_demo(context, bars)


def _print_summary(context: Context, address: str) -> None:
    figures = public_figures.get_figures(context).counts
    click.echo("")
    click.echo(
        gettext(
            "%(incubators)s incubators; %(startups)s startups, %(mentors)s mentors, %(investors)s investors and "
            "%(candidacies)s candidacies, all invented",
            incubators=figures.incubators,
            startups=figures.startups,
            mentors=figures.mentors,
            investors=figures.investors,
            candidacies=figures.candidacies,
        )
    )
    click.echo(gettext("Demo accounts (password in brackets):"))
    for login in seeding.demo_logins(context):
        click.echo(f"  {login.email:<26} {login.name}  ({login.password})")
    click.echo(gettext("Address: %(address)s", address=address))
    click.echo("")
