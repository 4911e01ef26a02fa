"""What a use-case needs from outside: settings, a unit of work, the time and the encoder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from matchmaker.config import Settings
from matchmaker.domain.accounts import Actor
from matchmaker.domain.local_time import local_day
from matchmaker.storage import UnitOfWork

if TYPE_CHECKING:  # the encoder is heavy, and the other two import this module
    from matchmaker.encoding.encoder import Encoder
    from matchmaker.notify.mailer import Mailer
    from matchmaker.services.platform.notices.letters import MailWording

Who = TypeVar("Who", bound=Actor | None)
Who_co = TypeVar("Who_co", bound=Actor | None, covariant=True)


class OpenUnit(Protocol):
    """Opens a unit of work; a unit that writes holds the write lock from its first statement.

    One with ``patience`` waits no longer than so many seconds for others: then it is ``Busy``.
    """

    def __call__(self, *, readonly: bool = False, patience: float | None = None) -> UnitOfWork: ...


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
    letters: "MailWording | None" = None

    @contextmanager
    def begin(self, actor: Who, *, readonly: bool = False, patience: float | None = None) -> "Iterator[UseCase[Who]]":
        """Open a unit of work for what ``actor`` does; None is the platform itself."""
        with self.open_unit(readonly=readonly, patience=patience) as unit:
            yield UseCase.start(self, unit, actor)


@dataclass(frozen=True, slots=True)
class UseCase(Generic[Who_co]):
    """One use-case while its unit of work is open. ``actor`` is None where the platform itself acts.

    ``now`` is taken once, when the unit has begun: whatever a use-case writes bears one time.
    """

    context: Context
    unit: UnitOfWork
    actor: Who_co
    now: datetime

    @classmethod
    def start(cls, context: Context, unit: UnitOfWork, actor: Who) -> "UseCase[Who]":
        """The use-case of a unit that is open already."""
        return UseCase(context=context, unit=unit, actor=actor, now=context.now())

    def by(self, actor: Who) -> "UseCase[Who]":
        """The same use-case as somebody else's step: the platform's, or another person's."""
        return UseCase(context=self.context, unit=self.unit, actor=actor, now=self.now)

    @property
    def today(self) -> date:
        """The day it is in Lanzhou."""
        return local_day(self.now)


def find_today(context: Context) -> date:
    """The day it is in Lanzhou."""
    return local_day(context.now())


class ProgressCallback(Protocol):
    """Hears what a long use-case works on: ``phase`` is a code, ``data`` what a sentence about it needs."""

    def __call__(self, phase: str, done: int, total: int, **data: int) -> None: ...


def ignore_progress(phase: str, done: int, total: int, **data: int) -> None:
    """The progress nobody watches."""


def never_stop() -> bool:
    """The stop nobody asks for."""
    return False
