"""What a use-case needs from outside: settings, a unit of work, the time and the encoder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from matchmaker.config import Settings
from matchmaker.domain.local_time import local_day

if TYPE_CHECKING:  # storage and encoding are heavy; who holds a context need not load them
    from matchmaker.encoding.encoder import Encoder
    from matchmaker.notify.mailer import Mailer
    from matchmaker.services.notices.letters import Letters
    from matchmaker.storage import UnitOfWork


class OpenUnit(Protocol):
    """Opens a unit of work; a unit that writes holds the write lock from its first statement.

    One with ``patience`` waits no longer than so many seconds for others: then it is ``Busy``.
    """

    def __call__(self, *, readonly: bool = False, patience: float | None = None) -> "UnitOfWork": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """``now`` answers in aware UTC.

    ``mailer`` is None where no mail server is set; ``letters`` words what is mailed in the reader's language.
    """

    settings: Settings
    open_unit: OpenUnit
    now: Callable[[], datetime]
    get_encoder: "Callable[[], Encoder]"
    mailer: "Mailer | None" = None
    letters: "Letters | None" = None


def find_today(context: Context) -> date:
    """The day it is in Lanzhou."""
    return local_day(context.now())


class Progress(Protocol):
    """Hears what a long use-case works on: ``phase`` is a code, ``data`` what a sentence about it needs."""

    def __call__(self, phase: str, done: int, total: int, **data: int) -> None: ...


def ignore_progress(phase: str, done: int, total: int, **data: int) -> None:
    """The progress nobody watches."""


def never_stop() -> bool:
    """The stop nobody asks for."""
    return False
