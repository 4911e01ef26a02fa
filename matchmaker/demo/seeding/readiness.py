"""Whether the demo is computed completely, so that a second start can serve pages directly."""

from matchmaker.services.platform.context import Context

READY_FLAG = "demo_ready"
"""Name of the flag; its value is the setting of the encoder that was used for the suggestions."""


def is_ready(context: Context) -> bool:
    """Whether the demo was computed with the current encoder."""
    with context.open_unit(readonly=True) as unit:
        return unit.flags.find(READY_FLAG) == context.settings.encoder


def mark_ready(context: Context) -> None:
    """Store that the demo is computed."""
    with context.open_unit() as unit:
        unit.flags.set(READY_FLAG, context.settings.encoder)
        unit.commit()
