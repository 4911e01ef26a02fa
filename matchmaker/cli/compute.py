"""Commands that compute: the encoder's weights, vectors, suggestions and timetables."""

import click
from flask_babel import gettext

from matchmaker.cli.base import open_context, service_command
from matchmaker.cli.progress import ProgressBars
from matchmaker.config import Settings
from matchmaker.demo import seeding
from matchmaker.domain.ids import EventId
from matchmaker.services.meetings.timetables import publish_timetable
from matchmaker.services.platform.context import Context


@click.command("prepare-encoder")
@click.option("--verify", is_flag=True, help="Read every byte of weights that are there already.")
@service_command
def prepare_encoder(settings: Settings, verify: bool) -> None:
    """Put the weights of the default text encoder under models/. Nothing is downloaded."""
    prepare_weights(settings, verify=verify)
    click.echo(gettext("The text encoder is ready."))


def prepare_weights(settings: Settings, *, verify: bool = False) -> None:
    """Prepare the default encoder with a progress bar."""
    from matchmaker.encoding import prepare_default  # noqa: PLC0415 -- only this command needs it

    with ProgressBars() as bars:
        prepare_default(settings.models, progress=lambda done, total: bars("prepare", done, total), verify=verify)


@click.command()
@service_command
def encode(settings: Settings) -> None:
    """Encode the texts of all profiles that are new or changed."""
    from matchmaker.services.suggestions.vectors import encode_profiles  # noqa: PLC0415 -- numeric libraries

    context = open_context(settings)
    with ProgressBars() as bars:
        result = encode_profiles(context, bars)
    click.echo(gettext("Texts: %(texts)s, of which new: %(encoded)s", texts=result.texts, encoded=result.encoded))


@click.command()
@service_command
def recommend(settings: Settings) -> None:
    """Compute the suggestions of everybody anew."""
    from matchmaker.services.suggestions.full_run import recommend_all  # noqa: PLC0415 -- numeric libraries

    context = open_context(settings)
    with ProgressBars() as bars:
        count = recommend_all(context, bars)
    click.echo(gettext("Suggestions: %(count)s", count=count))


@click.command()
@click.argument("event")
@click.option("--publish", is_flag=True, help="Publish the timetable at once.")
@service_command
def plan(settings: Settings, event: str, publish: bool) -> None:
    """Plan the timetable of EVENT: a number, or the word demo. A new draft is saved."""
    from matchmaker.services.meetings.timetables.planning import plan_event  # noqa: PLC0415 -- the solver

    context = open_context(settings)
    with ProgressBars() as bars:
        timetable_id = plan_event(context, _find_event(context, event), bars)
    with context.open_unit(readonly=True) as unit:
        timetable = unit.timetables.get(timetable_id)
    quality = timetable.quality
    click.echo(
        gettext(
            "Draft %(version)s: %(met)s of %(wishes)s wishes met, %(suggested)s suggested meetings, value %(value)s of "
            "at most %(bound)s, %(seconds)s s",
            version=timetable.version,
            met=quality.met,
            wishes=quality.wishes,
            suggested=quality.suggested,
            value=quality.value,
            bound=quality.bound,
            seconds=quality.seconds,
        )
    )
    if publish:
        publish_timetable(context, None, timetable_id)
        click.echo(gettext("The timetable is published."))


def _find_event(context: Context, event: str) -> EventId:
    if event.isdecimal():
        return EventId(int(event))
    found = seeding.find_demo_event(context) if event == "demo" else None
    if found is None:
        raise click.BadParameter(gettext("There is no such event: %(event)s", event=event), param_hint="EVENT")
    return found
