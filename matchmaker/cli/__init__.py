"""The ``matchmaker`` command. Each subcommand parses its arguments, calls a service and prints the result.

Parsing, progress bars and sentences belong here, decisions belong to the services. Exit codes are 0 for done, 1 for
refused, and 2 for wrong arguments.
"""

import click

from matchmaker import __version__
from matchmaker.cli.audit import audit
from matchmaker.cli.compute import encode, plan, prepare_encoder, recommend
from matchmaker.cli.demo import demo
from matchmaker.cli.imports import import_table
from matchmaker.cli.learning import evidence, models, rollback, train
from matchmaker.cli.serving import serve, tick, worker
from matchmaker.cli.setup import create_user, init_db, seed
from matchmaker.cli.tagging import tag


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", envvar="MATCHMAKER_LANG", help="Language of what is said."
)
@click.pass_context
def main(click_context: click.Context, lang: str) -> None:
    """Startups, mentors and investors find each other; the annual meeting gets its timetable.

    Settings are read from MATCHMAKER_* variables; docs/operations.md names them.
    """
    click_context.obj = lang


for command in (
    init_db,
    seed,
    create_user,
    import_table,
    prepare_encoder,
    encode,
    recommend,
    train,
    models,
    rollback,
    tag,
    plan,
    evidence,
    serve,
    worker,
    tick,
    audit,
    demo,
):
    main.add_command(command)
