"""Whether the demo is computed whole, so that a second start serves at once."""

from matchmaker.services.platform.context import Context

READY = "demo_ready"
"""Name of the mark; its value is the setting of the encoder that the suggestions come from."""


def is_ready(context: Context) -> bool:
    """Whether the demo was computed with the encoder that is set now."""
    with context.open_unit(readonly=True) as unit:
        return unit.flags.find(READY) == context.settings.encoder


def mark_ready(context: Context) -> None:
    """Note that the demo is computed."""
    with context.open_unit() as unit:
        unit.flags.set(READY, context.settings.encoder)
        unit.commit()
