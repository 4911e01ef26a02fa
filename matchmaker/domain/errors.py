"""Exceptions of refused use-cases, with data. ``web/errors.py`` and the command line turn codes into sentences."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 -- refusals are outcomes, not errors
    """Base of every refusal: a stable ``code``, and the ``data`` that its sentence needs."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = data


class NotFound(Refused):
    """The thing does not exist, or the actor may not see it; the two cases look the same from outside."""


class NotAllowed(Refused):
    """The actor has no role that permits this."""


class StateConflict(Refused):
    """The state does not permit the action, somebody else was faster, or a limit is reached."""


class Invalid(Refused):
    """The input breaks a rule; ``data['fields']`` maps field names to codes where the fields are known."""


class DatabaseBusy(Refused):
    """The database was locked for too long, or two units of work blocked each other.

    Nothing was saved, so the whole use-case may be retried. It is no ``StateConflict``: the request itself is valid,
    and no form shows this error.
    """

    def __init__(self) -> None:
        super().__init__("busy")
