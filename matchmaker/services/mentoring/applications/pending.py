"""The pending applications of one startup while a transaction decides about them.

They are locked. A step follows the table of legal steps, is logged, and both sides are notified. Every transaction
locks in the same order: the startup, then the mentors by id, then the applications. So two transactions never wait for
each other, and changes to the same rows happen one after the other.
"""

from collections.abc import Iterable
from dataclasses import replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import (
    BLOCKED_REASON,
    PENDING_STATES,
    WAITING_STATES,
    Application,
    ApplicationAction,
    ApplicationSide,
)
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.interests import PartnerPair
from matchmaker.domain.listings import ApplicationWithParties
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.services.mentoring.applications.notifications import Notifier
from matchmaker.services.mentoring.applications.rules import find_next
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import UseCase

PLACE_RETURNING_ACTIONS = frozenset(
    {ApplicationAction.DECLINE, ApplicationAction.WITHDRAW, ApplicationAction.EXPIRE, ApplicationAction.RELEASE}
)
"""Steps after which the place reserved for a called application is offered to the next one on the waiting list."""


class PendingApplications:
    """The locked pending applications of one startup, with its row and the mentors' rows.

    ``locks_only_given`` locks only the mentors of ``mentor_ids``. Use it if no other choice opens after the decision.
    """

    def __init__(
        self,
        case: UseCase[Actor | None],
        *,
        startup_id: StartupId,
        mentor_ids: Iterable[MentorId] = (),
        locks_only_given: bool = False,
    ) -> None:
        self._case = case
        self.startup = case.unit.startups.get_for_update(startup_id)
        others = () if locks_only_given else case.unit.application_queue.list_pending(startup_id)
        self.mentors = case.unit.mentors.get_many_for_update({*mentor_ids, *(it.mentor_id for it in others)})
        self._notifier = Notifier(case)
        self.reload()

    def reload(self) -> None:
        """Read the pending applications again, the highest choice first."""
        self.applications = list(self._case.unit.application_queue.list_pending_for_update(self.startup.id))
        others = {it.mentor_id for it in self.applications} - set(self.mentors)
        self._others = self._case.unit.mentors.list_by_ids(others) if others else {}

    def get(self, application_id: ApplicationId) -> Application:
        """The application in its present state, locked."""
        pending = next((it for it in self.applications if it.id == application_id), None)
        return pending or self._case.unit.applications.get_for_update(application_id)

    def with_parties(self, application: Application) -> ApplicationWithParties:
        """The application with both its parties as this transaction has changed them."""
        mentor = self.mentors[application.mentor_id]
        return ApplicationWithParties(application=application, startup=self.startup, mentor=mentor)

    def list_unanswered(self) -> list[Application]:
        """The applications that wait for a mentor's answer. At most one is left when the transaction ends."""
        return [it for it in self.applications if it.state is ApplicationState.APPLIED]

    def set_places_to_offer(self, mentor_id: MentorId, places: int) -> None:
        """Store how many places a locked mentor has to offer to the waiting list."""
        self.mentors[mentor_id] = replace(self.mentors[mentor_id], places_to_offer=places)
        self._case.unit.mentors.save_places_to_offer(mentor_id, places)

    def take_step(
        self, application: Application, action: ApplicationAction, *, reason: str = "", is_platform: bool = False
    ) -> Application:
        """Take the step, log it and notify both sides. Raises StateConflict if the table has no such step.

        ``is_platform``: the step follows from another one by the rules, so the log names no actor.
        """
        moved = self._stamp(replace(application, state=find_next(application, action)), reason)
        self._case.unit.applications.save(moved)
        self._finish_step(application, moved, action, is_platform=is_platform)
        return moved

    def take_place(self, mentor_id: MentorId) -> None:
        """Count one more mentee of a locked mentor, in every profile of the person.

        The places to offer to the waiting list shrink to the places that are left.
        """
        self._case.unit.mentors.take_place(mentor_id)
        person_id = self.mentors[mentor_id].person_id
        for mentor in self.mentors.values():
            if mentor.id == mentor_id:
                self.mentors[mentor.id] = replace(mentor, mentees=mentor.mentees + 1)
            elif mentor.person_id is not None and mentor.person_id == person_id:
                self.mentors[mentor.id] = replace(mentor, mentees_elsewhere=mentor.mentees_elsewhere + 1)
        left = self.mentors[mentor_id].places_left
        if self.mentors[mentor_id].places_to_offer > left:
            self.set_places_to_offer(mentor_id, left)

    def release_others(self) -> None:
        """Release all applications that are still pending, in one statement: a mentor has accepted the startup."""
        release = ApplicationAction.RELEASE
        released = [(it, self._stamp(replace(it, state=find_next(it, release)), "")) for it in self.applications]
        self._case.unit.application_queue.release([it for _, it in released])
        for before, after in released:
            self._finish_step(before, after, release, is_platform=True)

    def list_mentors_to_advance(self) -> list[MentorId]:
        """Locked mentors whose waiting list must advance.

        They have places to offer, or are full while an application still waits for their answer. Without this lock no
        application is opened to a mentor and no place becomes free.
        """
        list_unanswered = self._case.unit.application_queue.list_unanswered
        return [
            it.id
            for it in self.mentors.values()
            if it.places_to_offer or (not it.places_left and list_unanswered(it.id))
        ]

    def _finish_step(
        self, before: Application, after: Application, action: ApplicationAction, *, is_platform: bool
    ) -> None:
        """Update the list of pending applications, log the step and notify both sides."""
        self.applications = [after if it.id == after.id else it for it in self.applications]
        self.applications = [it for it in self.applications if it.state in PENDING_STATES]
        if before.is_called and action in PLACE_RETURNING_ACTIONS:
            self._return_place(before.mentor_id)
        self._record(before, after, action, is_platform=is_platform)
        self._notify(before, after, action)

    def close_blocked(self) -> None:
        """Close waiting applications to mentors that the conflict ledger now keeps apart from the startup."""
        waiting = [it for it in self.applications if it.state in WAITING_STATES]
        pairs = {it.id: PartnerPair(self.startup.id, PartyKind.MENTOR, it.mentor_id) for it in waiting}
        judged = judge_pairs(self._case.unit, pairs.values(), now=self._case.now)
        for application in waiting:
            if judged[pairs[application.id]].is_blocked:
                self.take_step(application, ApplicationAction.BLOCK, reason=BLOCKED_REASON, is_platform=True)

    def open_next(self) -> None:
        """Open the highest choice that can be answered now. A lower choice that is open goes back to the queue.

        A choice whose mentor has no place goes to the waiting list, and the next one is tried. A choice whose mentor
        pauses stays in the queue. Applications that the conflict ledger blocks are closed.
        """
        self.close_blocked()
        best = next((it for it in list(self.applications) if self._can_be_opened(it)), None)
        if best is None:
            return
        self.hold_back_others(best)
        if best.state is ApplicationState.QUEUED:
            self.take_step(best, ApplicationAction.OPEN, is_platform=True)

    def hold_back_others(self, best: Application) -> None:
        """Take back all other open applications. One that was called returns to its place on the waiting list."""
        for application in self.list_unanswered():
            if application.id == best.id:
                continue
            if application.is_called:
                self._return_place(application.mentor_id)
                self.take_step(application, ApplicationAction.WAIT_LIST, is_platform=True)
            else:
                self.take_step(application, ApplicationAction.HOLD, is_platform=True)

    def _can_be_opened(self, application: Application) -> bool:
        """Whether it is open or can be. It joins the waiting list if its mentor has no place."""
        if application.state is not ApplicationState.QUEUED:
            return application.state is ApplicationState.APPLIED
        mentor = self.mentors[application.mentor_id]
        if mentor.is_paused_on(self._case.today):
            return False
        called, waiting = self._case.unit.application_queue.count_waiting_list(mentor.id)
        if mentor.places_left > called + min(mentor.places_to_offer, waiting):
            return True
        self.take_step(application, ApplicationAction.WAIT_LIST, is_platform=True)
        return False

    def _stamp(self, moved: Application, reason: str) -> Application:
        """The application with the times and the ticket that its new state needs."""
        if moved.state is ApplicationState.APPLIED:
            return replace(moved, opened_at=self._case.now, reminded_at=None)
        if moved.state is ApplicationState.WAIT_LISTED:
            return replace(moved, ticket=moved.ticket or self._case.unit.application_queue.next_ticket(moved.mentor_id))
        if moved.state in PENDING_STATES:
            return moved
        return replace(moved, decided_at=self._case.now, reason=reason)

    def _return_place(self, mentor_id: MentorId) -> None:
        self.set_places_to_offer(mentor_id, self.mentors[mentor_id].places_to_offer + 1)

    def _record(self, before: Application, after: Application, action: ApplicationAction, *, is_platform: bool) -> None:
        record_audit(
            self._case.by(None if is_platform else self._case.actor),
            action=f"mentorship.{action}",
            kind="mentorship",
            subject=after.id,
            before={"state": before.state.value},
            after={"state": after.state.value},
        )

    def _notify(self, before: Application, after: Application, action: ApplicationAction) -> None:
        """Notify both sides. A mentor gets no notice about an application that was never open to them."""
        known = {ApplicationState.APPLIED, ApplicationState.ACCEPTED}
        is_hidden = before.state is ApplicationState.QUEUED and after.state not in known
        mentor = self.mentors.get(after.mentor_id) or self._others[after.mentor_id]
        to = (ApplicationSide.FOUNDER,) if is_hidden else (ApplicationSide.FOUNDER, ApplicationSide.MENTOR)
        self._notifier.notify_step(action, after, startup=self.startup, mentor=mentor, to=to)
