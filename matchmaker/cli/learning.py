"""Commands that learn: a new version from decisions, the list of versions, the way back."""

import click
from flask_babel import gettext, ngettext

from matchmaker.cli.house import CommandError, open_context, service_command
from matchmaker.cli.learning_table import describe_report, list_amounts, list_figures
from matchmaker.cli.progress import ProgressBars
from matchmaker.config import Settings
from matchmaker.domain.learning import MIN_PEOPLE, MIN_ROWS, MIN_ROWS_OF_EACH_ANSWER, TrainedVersion
from matchmaker.services.learning import versions


@click.command()
@click.option("--seed", default=0, show_default=True, help="Chance by which people are dealt into folds.")
@service_command
def train(settings: Settings, seed: int) -> None:
    """Learn from what people chose. The new version serves only where it is surely better on people left out."""
    from matchmaker.services.learning.train import train as run  # noqa: PLC0415 -- numeric libraries

    context = open_context(settings)
    with ProgressBars() as bars:
        training = run(context, bars, seed=seed)
    for line in list_amounts(training.amounts):
        click.echo(line)
    if training.version is None:
        raise CommandError(
            gettext(
                "There is too little to learn from yet. A direction needs %(rows)s decisions of %(people)s people, of "
                "them %(each)s of the rarer answer.",
                rows=MIN_ROWS,
                people=MIN_PEOPLE,
                each=MIN_ROWS_OF_EACH_ANSWER,
            )
        )
    for report in training.reports:
        click.echo()
        for line in [*list_figures(report), describe_report(report)]:
            click.echo(line)
    click.echo()
    click.echo(gettext("Version %(version)s is kept.", version=training.version))
    if training.is_promoted:
        click.echo(gettext("It serves from now on; all suggestions are computed anew."))
    else:
        click.echo(gettext("It is not surely better than what serves, so nothing changes."))


@click.command()
@service_command
def models(settings: Settings) -> None:
    """List the trained versions of the matching, the newest first, and which one serves."""
    found = versions.list_versions(open_context(settings))
    if not found:
        click.echo(gettext("Nothing was learned yet; the weights set by hand serve."))
    for it in found:
        click.echo(_format_version(it))


@click.command()
@click.argument("version", required=False)
@service_command
def rollback(settings: Settings, version: str | None) -> None:
    """Put the version before this one in use again, or the one named VERSION; all suggestions are computed anew."""
    context = open_context(settings)
    if version is None:
        version, _ = versions.serve_previous(context, None)
    else:
        versions.promote(context, None, version)
    click.echo(gettext("Version %(version)s serves; all suggestions are computed anew.", version=version))


def _format_version(it: TrainedVersion) -> str:
    mark = "*" if it.is_serving else " "
    rows = sum(report.amount.rows for report in it.reports)
    if not it.reports:
        by_hand = gettext("the weights set by hand")
        return f"{mark} {it.version}  {by_hand}"
    taken = sum(report.takes_weights or report.takes_curve for report in it.reports)
    learned = ngettext("learned from %(num)s decision", "learned from %(num)s decisions", rows)
    better = gettext("better in %(taken)s of %(all)s directions", taken=taken, all=len(it.reports))
    return f"{mark} {it.version}  {learned}; {better}"
