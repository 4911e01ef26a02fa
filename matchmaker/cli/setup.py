"""Commands that set the platform up: the database, the seeds and the first accounts."""

import click
from flask_babel import gettext

from matchmaker.cli.base import open_context, service_command
from matchmaker.cli.progress import ProgressBars
from matchmaker.config import Settings
from matchmaker.demo import seeding
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.services.platform.database import upgrade_database


@click.command("init-db")
@service_command
def init_db(settings: Settings) -> None:
    """Make the database, or bring it up to date."""
    if upgrade_database(settings):
        click.echo(gettext("The database is ready."))
    else:
        click.echo(gettext("The database is up to date already."))


@click.command()
@click.option("--reference-only", is_flag=True, help="Only the facts of the plan, no invented people.")
@service_command
def seed(settings: Settings, reference_only: bool) -> None:
    """Add the plan's incubators and, unless told otherwise, the invented demo network. Repeats nothing."""
    context = open_context(settings)
    added = seeding.seed_reference(context)
    click.echo(gettext("Incubators added: %(count)s", count=added))
    if reference_only:
        return
    with ProgressBars() as bars:
        is_new = seeding.seed_demo(context, bars)
    click.echo(gettext("The demo network was added.") if is_new else gettext("The demo network is there already."))


@click.command("create-user")
@click.option("--email", required=True, help="What the person logs in with.")
@click.option("--name", required=True, help="How the person is called.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="May be given several times.",
)
@click.password_option(help="Asked for when it is not given.")
@service_command
def create_user(settings: Settings, email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add an account, such as the first operator."""
    context = open_context(settings)
    accounts.create_account(
        context, None, email=email, name=name, password=password, roles=[Role(role) for role in roles]
    )
    click.echo(gettext("The account %(email)s was added.", email=email))
