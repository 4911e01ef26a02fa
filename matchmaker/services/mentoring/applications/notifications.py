"""Notices about the steps of an application. Nobody is notified of their own action."""

from collections.abc import Iterable

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application, ApplicationAction, ApplicationSide
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.notices import NewNotice, notify_many

_A = ApplicationAction

NOTICES: dict[tuple[ApplicationAction, ApplicationSide], NoticeKind] = {
    (_A.OPEN, ApplicationSide.MENTOR): NoticeKind.APPLICATION_RECEIVED,
    (_A.OPEN, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_OPENED,
    (_A.HOLD, ApplicationSide.MENTOR): NoticeKind.APPLICATION_HELD,
    (_A.ACCEPT, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_ACCEPTED,
    (_A.DECLINE, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_DECLINED,
    (_A.WAIT_LIST, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_WAIT_LISTED,
    (_A.CALL, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_CALLED,
    (_A.CALL, ApplicationSide.MENTOR): NoticeKind.PLACE_OFFERED,
    (_A.WITHDRAW, ApplicationSide.MENTOR): NoticeKind.APPLICATION_WITHDRAWN,
    (_A.RELEASE, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_RELEASED,
    (_A.RELEASE, ApplicationSide.MENTOR): NoticeKind.APPLICANT_TAKEN,
    (_A.BLOCK, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_BLOCKED,
    (_A.BLOCK, ApplicationSide.MENTOR): NoticeKind.APPLICATION_BLOCKED,
    (_A.EXPIRE, ApplicationSide.FOUNDER): NoticeKind.APPLICATION_EXPIRED,
    (_A.EXPIRE, ApplicationSide.MENTOR): NoticeKind.APPLICATION_CLOSED,
    (_A.END, ApplicationSide.FOUNDER): NoticeKind.MENTORSHIP_ENDED,
    (_A.END, ApplicationSide.MENTOR): NoticeKind.MENTORSHIP_ENDED,
    (_A.ARRANGE, ApplicationSide.FOUNDER): NoticeKind.ROUND_MENTOR,
    (_A.ARRANGE, ApplicationSide.MENTOR): NoticeKind.ROUND_MENTEE,
}
"""Kind of the notice by step and receiving side. A step without an entry sends none.

A mentor gets no notice about an application that was never open to them or on their waiting list.
"""


class Notifier:
    """Notifies both sides of the steps of one transaction. Notices are collected and written just before the commit."""

    def __init__(self, case: UseCase[Actor | None]) -> None:
        self._case = case
        self._people: dict[tuple[PartyKind, int], tuple[AccountId, ...]] = {}
        self._notices: list[NewNotice] = []
        case.unit.before_commit(self._write)

    def notify_step(
        self,
        action: ApplicationAction,
        application: Application,
        *,
        startup: Startup,
        mentor: Mentor,
        to: Iterable[ApplicationSide],
    ) -> None:
        """Notify those of the sides ``to`` that get a notice about this step."""
        for side in to:
            kind = NOTICES.get((action, side))
            if kind is not None:
                self.add_notice(kind, application, side=side, startup=startup, mentor=mentor)

    def add_notice(
        self, kind: NoticeKind, application: Application, *, side: ApplicationSide, startup: Startup, mentor: Mentor
    ) -> None:
        """Add a notice of ``kind`` for the people of one side."""
        people = self._find_people(PartyKind.MENTOR, mentor.id) if side is ApplicationSide.MENTOR else ()
        if side is ApplicationSide.FOUNDER:
            people = self._find_people(PartyKind.STARTUP, startup.id)
        self._notices.append(
            NewNotice(
                account_ids=people,
                kind=kind,
                subject_kind="mentorship",
                subject_id=application.id,
                data={"startup": startup.name, "mentor": mentor.name, "reason": application.reason},
            )
        )

    def _write(self) -> None:
        notify_many(self._case, self._notices)
        self._notices = []

    def _find_people(self, kind: PartyKind, profile_id: int) -> tuple[AccountId, ...]:
        """Accounts that act for a profile, cached: one transaction often notifies the same people several times."""
        key = (kind, profile_id)
        if key not in self._people:
            self._people[key] = self._case.unit.accounts.list_representatives(kind, profile_id)
        return self._people[key]
