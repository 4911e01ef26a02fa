"""A startup's pending applications while one unit decides about them: locked, moved by the table, told and logged.

Every unit locks in one order, so that two never wait for each other: the startup, then the mentors by id, then the
applications. What two units both want to change is therefore changed by one after the other.
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
"""Steps after which the place that was kept for a called application is offered to the next on the list."""


class PendingApplications:
    """``locks_only_given`` locks only the mentors of ``mentor_ids``: no other choice opens after the decision."""

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
        self._teller = Notifier(case)
        self.reload()

    def reload(self) -> None:
        """Read the pending applications again, the highest choice first."""
        self.pending = list(self._case.unit.application_queue.list_pending_for_update(self.startup.id))
        others = {it.mentor_id for it in self.pending} - set(self.mentors)
        self._others = self._case.unit.mentors.list_by_ids(others) if others else {}

    def get(self, application_id: ApplicationId) -> Application:
        """The mentorship as it stands now; pending ones are locked already."""
        pending = next((it for it in self.pending if it.id == application_id), None)
        return pending or self._case.unit.applications.get_for_update(application_id)

    def with_parties(self, mentorship: Application) -> ApplicationWithParties:
        """The mentorship with both its parties as this unit has made them."""
        mentor = self.mentors[mentorship.mentor_id]
        return ApplicationWithParties(application=mentorship, startup=self.startup, mentor=mentor)

    def list_before_mentor(self) -> list[Application]:
        """The applications that are before a mentor: one at most, when a unit ends."""
        return [it for it in self.pending if it.state is ApplicationState.APPLIED]

    def set_places_to_offer(self, mentor_id: MentorId, freed: int) -> None:
        """Note how many places a locked mentor has to offer to the waiting list."""
        self.mentors[mentor_id] = replace(self.mentors[mentor_id], freed=freed)
        self._case.unit.mentors.save_places_to_offer(mentor_id, freed)

    def take_step(
        self, mentorship: Application, action: ApplicationAction, *, reason: str = "", is_platform: bool = False
    ) -> Application:
        """Take the step, log it, and tell who is concerned; Conflict with the reason where the table has no such step.

        ``is_platform`` marks a step that follows from another by the rules: nobody took it himself.
        """
        moved = self._stamp(replace(mentorship, state=find_next(mentorship, action)), reason)
        self._case.unit.applications.save(moved)
        self._finish_step(mentorship, moved, action, is_platform=is_platform)
        return moved

    def take_place(self, mentor_id: MentorId) -> None:
        """Count one more mentee of a locked mentor, under every profile of the person.

        The place may be one that was to be offered to the waiting list.
        """
        self._case.unit.mentors.take_place(mentor_id)
        for it in self.mentors.values():
            if it.id == mentor_id:
                self.mentors[it.id] = replace(it, mentees=it.mentees + 1)
            elif it.person_id is not None and it.person_id == self.mentors[mentor_id].person_id:
                self.mentors[it.id] = replace(it, elsewhere=it.elsewhere + 1)
        left = self.mentors[mentor_id].places_left
        if self.mentors[mentor_id].freed > left:
            self.set_places_to_offer(mentor_id, left)

    def release_others(self) -> None:
        """Close what is still pending, in one statement: a mentor has taken the startup on."""
        released = [
            (it, self._stamp(replace(it, state=find_next(it, ApplicationAction.RELEASE)), "")) for it in self.pending
        ]
        self._case.unit.application_queue.release([it for _, it in released])
        for before, after in released:
            self._finish_step(before, after, ApplicationAction.RELEASE, is_platform=True)

    def list_mentors_to_advance(self) -> list[MentorId]:
        """Locked mentors of whom something follows: places to offer, or an application before one who is full now.

        Nothing comes before a mentor, and no place becomes free, without this lock.
        """
        asked = self._case.unit.application_queue.list_before_mentor
        return [it.id for it in self.mentors.values() if it.freed or (not it.places_left and asked(it.id))]

    def _finish_step(
        self, mentorship: Application, moved: Application, action: ApplicationAction, *, is_platform: bool
    ) -> None:
        """Note the saved step, log it, and tell of it."""
        self.pending = [moved if it.id == moved.id else it for it in self.pending]
        self.pending = [it for it in self.pending if it.state in PENDING_STATES]
        if mentorship.is_called and action in PLACE_RETURNING_ACTIONS:
            self._return_place(mentorship.mentor_id)
        self._record(mentorship, moved, action, is_platform=is_platform)
        self._notify(mentorship, moved, action)

    def close_blocked(self) -> None:
        """Close what waits for a mentor whom the conflict ledger has kept apart from the startup since."""
        waiting = [it for it in self.pending if it.state in WAITING_STATES]
        pairs = {it.id: PartnerPair(self.startup.id, PartyKind.MENTOR, it.mentor_id) for it in waiting}
        judged = judge_pairs(self._case.unit, pairs.values(), now=self._case.now)
        for it in waiting:
            if judged[pairs[it.id]].is_blocked:
                self.take_step(it, ApplicationAction.BLOCK, reason=BLOCKED_REASON, is_platform=True)

    def open_next(self) -> None:
        """Put the highest choice that can be answered now before its mentor, and whatever stands below it behind it.

        A choice whose mentor has no place goes to the waiting list and holds nobody up; one whose mentor pauses waits.
        What the ledger blocks is closed.
        """
        self.close_blocked()
        best = next((it for it in list(self.pending) if self._can_be_asked(it)), None)
        if best is None:
            return
        self.hold_back_others(best)
        if best.state is ApplicationState.QUEUED:
            self.take_step(best, ApplicationAction.OPEN, is_platform=True)

    def hold_back_others(self, best: Application) -> None:
        """Take what else is before a mentor back; who was called keeps his place on the waiting list."""
        for it in self.list_before_mentor():
            if it.id == best.id:
                continue
            if it.is_called:
                self._return_place(it.mentor_id)
                self.take_step(it, ApplicationAction.WAIT_LIST, is_platform=True)
            else:
                self.take_step(it, ApplicationAction.HOLD, is_platform=True)

    def _can_be_asked(self, it: Application) -> bool:
        if it.state is not ApplicationState.QUEUED:
            return it.state is ApplicationState.APPLIED
        mentor = self.mentors[it.mentor_id]
        if mentor.is_paused_on(self._case.today):
            return False
        called, waiting = self._case.unit.application_queue.count_waiting_list(mentor.id)
        if mentor.places_left > called + min(mentor.freed, waiting):
            return True
        self.take_step(it, ApplicationAction.WAIT_LIST, is_platform=True)
        return False

    def _stamp(self, moved: Application, reason: str) -> Application:
        """The times and the ticket that go with a step."""
        if moved.state is ApplicationState.APPLIED:
            return replace(moved, opened_at=self._case.now, reminded_at=None)
        if moved.state is ApplicationState.WAIT_LISTED:
            return replace(moved, ticket=moved.ticket or self._case.unit.application_queue.next_ticket(moved.mentor_id))
        if moved.state in PENDING_STATES:
            return moved
        return replace(moved, decided_at=self._case.now, reason=reason)

    def _return_place(self, mentor_id: MentorId) -> None:
        self.set_places_to_offer(mentor_id, self.mentors[mentor_id].freed + 1)

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
        """A mentor hears nothing of an application that never was before him."""
        known = {ApplicationState.APPLIED, ApplicationState.ACCEPTED}
        is_hidden = before.state is ApplicationState.QUEUED and after.state not in known
        mentor = self.mentors.get(after.mentor_id) or self._others[after.mentor_id]
        to = (ApplicationSide.FOUNDER,) if is_hidden else (ApplicationSide.FOUNDER, ApplicationSide.MENTOR)
        self._teller.notify_step(action, after, startup=self.startup, mentor=mentor, to=to)
