"""Commands for training: train a version, list the versions, and roll back."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask_babel import gettext, ngettext

from matchmaker.cli.base import CommandError, open_context, service_command
from matchmaker.cli.progress import ProgressBars
from matchmaker.config import Settings
from matchmaker.domain.evidence import Direction
from matchmaker.domain.learning import (
    MIN_PEOPLE,
    MIN_ROWS,
    MIN_ROWS_OF_EACH_ANSWER,
    DataAmount,
    DirectionReport,
    Estimate,
    TrainedVersion,
)
from matchmaker.services.suggestions.learning import versions
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.quality import VERSIONS


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="CSV file to write.")
@service_command
def evidence(settings: Settings, out: Path | None) -> None:
    """Count what people were shown and did; with --out also write who wanted whom, with numbers instead of names."""
    from matchmaker.services.suggestions.learning.evidence import count_evidence, export_evidence  # noqa: PLC0415 -- not for --help
    from matchmaker.web.wording.labels import label  # noqa: PLC0415

    context = open_context(settings)
    with context.open_unit(readonly=True) as unit:
        count = count_evidence(unit, context.now())
    click.echo(gettext("Shown:"))
    for surface, number in count.shown.items():
        click.echo(f"  {label(surface)}: {number}")
    click.echo(gettext("Done:"))
    for interaction, number in count.interactions.items():
        click.echo(f"  {label(interaction)}: {number}")
    if out is not None:
        out.write_bytes(export_evidence(context))
        click.echo(gettext("Written to %(path)s", path=out))


COLUMNS = ("nDCG@10", "AUC", "log loss", "Brier", "ECE")


def list_amounts(amounts: Mapping[Direction, DataAmount]) -> Iterator[str]:
    """The amount of data of every direction."""
    for (wanter, wanted), amount in amounts.items():
        yield gettext(
            "%(wanter)s → %(wanted)s: %(rows)s decisions of %(people)s people, %(yes)s yes, %(shown)s shown on lists",
            wanter=label(wanter),
            wanted=label(wanted),
            rows=amount.rows,
            people=amount.people,
            yes=amount.wanted,
            shown=amount.shown,
        )


def list_figures(report: DirectionReport) -> Iterator[str]:
    """The figures of every version on people left out, a line for each."""
    yield f"{label(report.wanter)} → {label(report.wanted)}"
    yield "  ".join(f"{name:>20}" for name in COLUMNS)
    for name, score in report.scores.items():
        figures = [
            _format_figure(score.ndcg),
            _format_figure(score.auc),
            _format_figure(score.log_loss),
            f"{score.brier:.3f}",
            f"{score.calibration_error:.3f}",
        ]
        yield "  ".join([*(f"{figure:>20}" for figure in figures), str(VERSIONS[name])])


def describe_report(report: DirectionReport) -> str:
    """What is taken from the training, and why."""
    gain = _format_figure(report.gain)
    if report.takes_weights:
        return gettext("The learned weights are better: nDCG@10 gains %(gain)s.", gain=gain)
    if report.takes_curve:
        return gettext("The weights stay; their chances are newly measured.")
    return gettext("Nothing is taken: nDCG@10 gains %(gain)s, which may be chance.", gain=gain)


def _format_figure(figure: Estimate) -> str:
    return f"{figure.mean:.3f} ({figure.low:.3f}..{figure.high:.3f})"


@click.command()
@click.option("--seed", default=0, show_default=True, help="Chance by which people are dealt into folds.")
@service_command
def train(settings: Settings, seed: int) -> None:
    """Learn from what people chose. The new version serves only where it is surely better on people left out."""
    from matchmaker.services.suggestions.learning.training import train as run  # noqa: PLC0415 -- numeric libraries

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
    for version in found:
        click.echo(_format_version(version))


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


def _format_version(version: TrainedVersion) -> str:
    mark = "*" if version.is_serving else " "
    rows = sum(report.amount.rows for report in version.reports)
    if not version.reports:
        by_hand = gettext("the weights set by hand")
        return f"{mark} {version.version}  {by_hand}"
    taken = sum(report.takes_weights or report.takes_curve for report in version.reports)
    learned = ngettext("learned from %(num)s decision", "learned from %(num)s decisions", rows)
    better = gettext("better in %(taken)s of %(all)s directions", taken=taken, all=len(version.reports))
    return f"{mark} {version.version}  {learned}; {better}"
