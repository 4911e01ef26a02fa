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

if TYPE_CHECKING:  # the encoder loads slowly, and the other two import this module
    from matchmaker.encoding.encoder import Encoder
    from matchmaker.notify.mailer import Mailer
    from matchmaker.services.platform.notices.letters import MailWording

ActorT = TypeVar("ActorT", bound=Actor | None)
ActorT_co = TypeVar("ActorT_co", bound=Actor | None, covariant=True)


class OpenUnit(Protocol):
    """Opens a unit of work. A unit that writes holds the write lock from its first statement on.

    With ``patience``, it waits at most so many seconds for other units. Then it raises DatabaseBusy.
    """

    def __call__(self, *, readonly: bool = False, patience: float | None = None) -> UnitOfWork: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the processes give to every use-case. ``now`` returns the time in UTC, with its time zone.

    ``mailer`` is None where no mail server is set. ``letters`` writes the texts of mails in the reader's language.
    """

    settings: Settings
    open_unit: OpenUnit
    now: Callable[[], datetime]
    get_encoder: "Callable[[], Encoder]"
    mailer: "Mailer | None" = None
    letters: "MailWording | None" = None

    @contextmanager
    def begin(
        self, actor: ActorT, *, readonly: bool = False, patience: float | None = None
    ) -> "Iterator[UseCase[ActorT]]":
        """Open a unit of work for an action of ``actor``. None is the platform itself."""
        with self.open_unit(readonly=readonly, patience=patience) as unit:
            yield UseCase.start(self, unit, actor)


@dataclass(frozen=True, slots=True)
class UseCase(Generic[ActorT_co]):
    """One use-case while its unit of work is open. ``actor`` is None where the platform itself acts.

    ``now`` is read when the unit begins, so everything that a use-case writes has the same time.
    """

    context: Context
    unit: UnitOfWork
    actor: ActorT_co
    now: datetime

    @classmethod
    def start(cls, context: Context, unit: UnitOfWork, actor: ActorT) -> "UseCase[ActorT]":
        """The use-case of a unit that is open already."""
        return UseCase(context=context, unit=unit, actor=actor, now=context.now())

    def by(self, actor: ActorT) -> "UseCase[ActorT]":
        """The same use-case with another actor for one step: the platform or another person."""
        return UseCase(context=self.context, unit=self.unit, actor=actor, now=self.now)

    @property
    def today(self) -> date:
        """Today's date in Lanzhou."""
        return local_day(self.now)


def find_today(context: Context) -> date:
    """Today's date in Lanzhou."""
    return local_day(context.now())


class ProgressCallback(Protocol):
    """Receives the progress of a long use-case. ``phase`` is a code, ``data`` has the values for its sentence."""

    def __call__(self, phase: str, done: int, total: int, **data: int) -> None: ...


def ignore_progress(phase: str, done: int, total: int, **data: int) -> None:
    """The progress callback where nobody watches."""


def never_stop() -> bool:
    """The stop callback where nobody can stop the work."""
    return False
