"""The steps back: an application that a round accepted or released stands again where it stood."""

from collections.abc import Iterable
from dataclasses import replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import MentorId
from matchmaker.domain.mentorships import Application, ApplicationAction, ApplicationSide
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import RoundLine
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.audit import record_audit
from matchmaker.services.context import UseCase
from matchmaker.services.mentorships.rules import find_next
from matchmaker.services.mentorships.telling import Notifier

TO_STATE = {
    ApplicationState.APPLIED: ApplicationAction.OPEN,
    ApplicationState.WAIT_LISTED: ApplicationAction.WAIT_LIST,
}
"""From the queue, where an undone application lands, to where it was."""


class Restorer:
    """Works on locked startups and on the locked ``mentors``."""

    def __init__(self, case: UseCase[Actor], *, mentors: Iterable[MentorId]) -> None:
        self._case = case
        self._mentors = case.unit.mentors.list_by_ids(mentors)
        self._teller = Notifier(case)

    def put_back(self, it: Application, line: RoundLine) -> None:
        """To the state of ``line``: rank and ticket never moved, and a mentor who is asked again has the full time."""
        undone = self._undo(it)
        if line.state is ApplicationState.APPLIED:
            undone = replace(undone, opened_at=self._case.now, reminded_at=None)
        if line.state in TO_STATE:
            undone = self._step(undone, TO_STATE[line.state])
        self._keep(it, undone)

    def put_last(self, it: Application) -> None:
        """Behind what the startup has applied for since."""
        pending = self._case.unit.application_queue.list_pending(it.startup_id)
        rank = max((other.rank for other in pending), default=0) + 1
        self._case.unit.application_queue.set_rank(it.id, rank)
        self._keep(it, replace(self._undo(it), rank=rank))

    def release(self, it: Application) -> None:
        """Closed, since somebody else has accepted the startup."""
        undone = self._step(self._undo(it), ApplicationAction.RELEASE)
        self._keep(it, replace(undone, decided_at=self._case.now))

    def _undo(self, it: Application) -> Application:
        """In the queue, as if the round had not been; a pair gives the place back and loses its term."""
        if it.state is ApplicationState.ACCEPTED:
            self._case.unit.terms.remove(it.id)
            self._case.unit.mentors.undo_place(it.mentor_id)
        opened_at = None if it.opened_at == it.decided_at else it.opened_at
        undone = self._step(it, ApplicationAction.UNDO)
        return replace(undone, opened_at=opened_at, decided_at=None, reason="", round_id=None)

    def _step(self, it: Application, action: ApplicationAction) -> Application:
        return replace(it, state=find_next(it, action))

    def _keep(self, before: Application, after: Application) -> None:
        self._case.unit.applications.save(after)
        record_audit(
            self._case,
            action="mentorship.undo",
            kind="mentorship",
            subject=after.id,
            before={"state": before.state.value},
            after={"state": after.state.value},
        )
        self._notify(before, after)

    def _notify(self, before: Application, after: Application) -> None:
        """Both sides hear of it; of a choice that is back, the mentor only where he knew of it."""
        is_pair = before.state is ApplicationState.ACCEPTED
        kind = NoticeKind.ROUND_UNDONE if is_pair else NoticeKind.ROUND_CHOICE_BACK
        is_known = is_pair or bool(after.opened_at or after.ticket)
        startup, mentor = self._case.unit.startups.get(after.startup_id), self._mentors[after.mentor_id]
        for side in (ApplicationSide.FOUNDER, ApplicationSide.MENTOR) if is_known else (ApplicationSide.FOUNDER,):
            self._teller.add_notice(kind, after, side=side, startup=startup, mentor=mentor)
