"""Refused use-cases, as exceptions that carry data. web/errors.py and the command line turn codes into sentences."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 -- refusals are outcomes, not errors
    """Base of every refusal: a stable ``code`` and the ``data`` a sentence about it needs."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = data


class NotFound(Refused):
    """The thing is absent, or not visible to the one who asks (the two look alike)."""


class NotAllowed(Refused):
    """The one who asks holds no role that may do this."""


class StateConflict(Refused):
    """Somebody else was faster, a limit is reached, or the state does not permit it."""


class Invalid(Refused):
    """What was handed in breaks a rule; ``data['fields']`` maps field names to codes where it can."""


class DatabaseBusy(Refused):
    """The database was held by others for too long, or two units stood in each other's way: nothing was kept, so the
    whole use-case may be tried again. It is no Conflict: nothing about the request is wrong, and no form shows it.
    """

    def __init__(self) -> None:
        super().__init__("busy")
