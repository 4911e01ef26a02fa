"""``matchmaker evidence``: what there is to learn from, as figures and as a file without names."""

from pathlib import Path

import click
from flask_babel import gettext

from matchmaker.cli.house import open_context, service_command
from matchmaker.config import Settings


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="CSV file to write.")
@service_command
def evidence(settings: Settings, out: Path | None) -> None:
    """Count what people were shown and did; with --out also write who wanted whom, with numbers instead of names."""
    from matchmaker.services.learning.evidence import count_evidence, export_evidence  # noqa: PLC0415 -- not for --help
    from matchmaker.web.wording.labels import label  # noqa: PLC0415

    context = open_context(settings)
    with context.open_unit(readonly=True) as unit:
        count = count_evidence(unit, context.now())
    click.echo(gettext("Shown:"))
    for surface, number in count.shown.items():
        click.echo(f"  {label(surface)}: {number}")
    click.echo(gettext("Done:"))
    for deed, number in count.interactions.items():
        click.echo(f"  {label(deed)}: {number}")
    if out is not None:
        out.write_bytes(export_evidence(context))
        click.echo(gettext("Written to %(path)s", path=out))
