"""The command that imports tables."""

from pathlib import Path

import click
from flask_babel import gettext

from matchmaker.cli.base import find_language, open_context, service_command, use_language
from matchmaker.config import Settings, read_settings
from matchmaker.domain.imports import ImportKind
from matchmaker.services.people import imports
from matchmaker.services.people.imports.views import ImportResult

KINDS = {
    "startups": ImportKind.STARTUP,
    "mentors": ImportKind.MENTOR,
    "investors": ImportKind.INVESTOR,
    "candidacies": ImportKind.CANDIDACY,
}
MAX_SHOWN = 20
"""Refused rows that are listed. The others are only counted."""


class ColumnMapping(click.ParamType):
    """A column of a field, written ``field=column``, such as ``name=公司名称``."""

    name = "field=column"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, sign, column = value.partition("=")
        if not (name and sign and column):
            with use_language(read_settings(), find_language(ctx)):
                self.fail(gettext("%(value)s is not of the form field=column", value=value), param, ctx)
        return name, column


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option(
    "--map", "mapping", multiple=True, type=ColumnMapping(), help="Column of a field; may be given several times."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@service_command
def import_table(
    settings: Settings,
    kind: str,
    file: Path,
    mapping: tuple[tuple[str, str], ...],
    dry_run: bool,
) -> None:
    """Import a table (.xlsx, .xls or .csv) of KIND from FILE.

    Columns that --map does not name are guessed from their headers. Rows that cannot be read are named with the
    reason and left out; the others are written in one transaction. Startups without an industry are suggested one.
    """
    result = imports.import_file(
        open_context(settings), None, kind=KINDS[kind], path=file, mapping=dict(mapping), dry_run=dry_run
    )
    _print_result(result, dry_run=dry_run)
    if result.untagged:
        _print_untagged(result, dry_run=dry_run)
    if result.job_id is not None:
        click.echo(gettext("The suggestions are computed anew as soon as a worker runs, or by: matchmaker recommend"))
    if result.rejected_rows and not result.created + result.updated:
        raise SystemExit(1)


def _print_result(result: ImportResult, *, dry_run: bool) -> None:
    if dry_run:
        click.echo(gettext("A dry run: nothing was changed."))
    click.echo(
        gettext(
            "Added: %(created)s, updated: %(updated)s, left out: %(rejected)s",
            created=result.created,
            updated=result.updated,
            rejected=result.rejected_rows,
        )
    )
    for row in result.rejected[:MAX_SHOWN]:
        where = gettext("Row %(row)s, column %(column)s", row=row.row_number, column=row.column)
        click.echo(f"{where}: {_describe_row(row)}", err=True)
    if len(result.rejected) > MAX_SHOWN:
        click.echo(gettext("… and %(count)s more.", count=len(result.rejected) - MAX_SHOWN), err=True)


def _print_untagged(result: ImportResult, *, dry_run: bool) -> None:
    click.echo(gettext("Startups without an industry: %(count)s", count=result.untagged))
    if dry_run:
        click.echo(gettext("The platform will suggest an industry for them."))
    else:
        click.echo(gettext("Industries are suggested as soon as a worker runs, or by: matchmaker tag"))


def _describe_row(row: object) -> str:
    from matchmaker.web.wording.imports import describe_cell  # noqa: PLC0415 -- only refused rows need it

    return describe_cell(row)
