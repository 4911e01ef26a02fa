"""The command that suggests industries."""

import click
from flask_babel import gettext

from matchmaker.cli.base import open_context, service_command
from matchmaker.cli.progress import ProgressBars
from matchmaker.config import Settings
from matchmaker.domain.tagging import TaggingBasis
from matchmaker.services.platform.context import Context


@click.command()
@click.option("--dry-run", is_flag=True, help="Say how many would get one and change nothing.")
@service_command
def tag(settings: Settings, dry_run: bool) -> None:
    """Suggest an industry to every startup that states none.

    Suggestions are marked as such until somebody confirms them; what is stated is never changed.
    """
    if dry_run:
        click.echo(gettext("A dry run: nothing was changed."))
    tag_now(open_context(settings), dry_run=dry_run)


def tag_now(context: Context, *, dry_run: bool = False) -> None:
    """Suggest industries with progress bars, and print how many there are."""
    from matchmaker.services.suggestions.tagging.tagging_run import suggest_industries  # noqa: PLC0415 -- numeric libraries

    with ProgressBars() as bars:
        result = suggest_industries(context, bars, dry_run=dry_run)
    click.echo(
        gettext(
            "Without an industry: %(asked)s, suggested: %(suggested)s, with a class: %(classes)s",
            asked=result.asked,
            suggested=result.suggested,
            classes=result.classes,
        )
    )
    if result.basis is TaggingBasis.PROFILES:
        click.echo(gettext("Learned from profiles that state their industry."))
    elif result.basis is TaggingBasis.NAMES:
        click.echo(
            gettext(
                "Learned from the names of classes alone, as few profiles state their industry: fewer are suggested."
            )
        )
