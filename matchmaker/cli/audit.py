"""``matchmaker audit``: verify that the audit log is unchanged."""

import click
from flask_babel import gettext, ngettext

from matchmaker.cli.base import CommandError, open_context, service_command
from matchmaker.config import Settings


@click.group()
def audit() -> None:
    """Look after the audit log."""


@audit.command()
@click.option("--known", default="", metavar="SEAL", help="A seal noted down before, which must still be in the log.")
@service_command
def verify(settings: Settings, known: str) -> None:
    """Prove that no entry was changed, removed or slipped in; exit code 1 names the first wrong one."""
    from matchmaker.services.platform.audit import verify_log  # noqa: PLC0415 -- --help answers without it
    from matchmaker.web.wording.audit_entries import describe_fault  # noqa: PLC0415

    verdict = verify_log(open_context(settings), None, known_seal=known)
    if not verdict.is_whole:
        more = len(verdict.faults) - 1
        first = gettext("The audit log is not whole. %(fault)s", fault=describe_fault(verdict.faults[0]))
        others = ngettext("%(num)s more fault.", "%(num)s more faults.", more) if more else ""
        raise CommandError(f"{first} {others}".strip())
    click.echo(
        ngettext(
            "The audit log is whole: %(num)s entry, each with its seal.",
            "The audit log is whole: %(num)s entries, each with its seal.",
            verdict.tail.length,
        )
    )
    click.echo(gettext("Newest seal: %(seal)s", seal=verdict.tail.seal))
