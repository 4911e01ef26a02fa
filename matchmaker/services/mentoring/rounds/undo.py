"""Undoing an applied round: all its changes are taken back in one transaction, or none is.

Every pair of the round goes back to its former state, with its rank and its ticket on the waiting list. So do the
choices that were released for it. The exceptions, startup by startup:

- A pair that one of its two sides has ended stays ended.
- The startup has applied again since: its released choices stay closed. The application of the pair becomes its last
  choice.
- Another mentor has accepted the startup since: its released choices stay closed. The application of the pair is
  released.
- A mentor has left the pool since: the released choices of that mentor stay closed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application, ApplicationAction, ApplicationSide
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId, RoundId, StartupId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import MentorSnapshot, Round, RoundAction, RoundLine, find_undo_deadline
from matchmaker.domain.vocabulary import ApplicationState, JobKind
from matchmaker.services.mentoring.applications.notifications import Notifier
from matchmaker.services.mentoring.applications.rules import find_next
from matchmaker.services.mentoring.applications.waiting_list import open_waiting_choices
from matchmaker.services.mentoring.rounds.changes import list_affected, list_with_records
from matchmaker.services.mentoring.rounds.drafts import close_round, lock_round
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job
from matchmaker.storage import UnitOfWork

STEP_TO_FORMER_STATE = {
    ApplicationState.APPLIED: ApplicationAction.OPEN,
    ApplicationState.WAIT_LISTED: ApplicationAction.WAIT_LIST,
}
"""Step from the queue, where an undone application is put first, to its former state."""


class Restorer:
    """Undoes the steps of a round. The startups and the ``mentors`` must be locked."""

    def __init__(self, case: UseCase[Actor], *, mentors: Iterable[MentorId]) -> None:
        self._case = case
        self._mentors = case.unit.mentors.list_by_ids(mentors)
        self._notifier = Notifier(case)

    def put_back(self, application: Application, line: RoundLine) -> None:
        """Restore the state of ``line``. Rank and ticket are unchanged. The mentor gets the full time to answer."""
        undone = self._undo(application)
        if line.state is ApplicationState.APPLIED:
            undone = replace(undone, opened_at=self._case.now, reminded_at=None)
        if line.state in STEP_TO_FORMER_STATE:
            undone = self._step(undone, STEP_TO_FORMER_STATE[line.state])
        self._save(application, undone)

    def put_last(self, application: Application) -> None:
        """Put the application back as the last choice of the startup."""
        pending = self._case.unit.application_queue.list_pending(application.startup_id)
        rank = max((other.rank for other in pending), default=0) + 1
        self._case.unit.application_queue.set_rank(application.id, rank)
        self._save(application, replace(self._undo(application), rank=rank))

    def release(self, application: Application) -> None:
        """Release the application, because another mentor has accepted the startup."""
        undone = self._step(self._undo(application), ApplicationAction.RELEASE)
        self._save(application, replace(undone, decided_at=self._case.now))

    def _undo(self, application: Application) -> Application:
        """The application in the queue, without its traces of the round. A pair's place and term are removed."""
        if application.state is ApplicationState.ACCEPTED:
            self._case.unit.terms.remove(application.id)
            self._case.unit.mentors.undo_place(application.mentor_id)
        opened_at = None if application.opened_at == application.decided_at else application.opened_at
        undone = self._step(application, ApplicationAction.UNDO)
        return replace(undone, opened_at=opened_at, decided_at=None, reason="", round_id=None)

    def _step(self, application: Application, action: ApplicationAction) -> Application:
        return replace(application, state=find_next(application, action))

    def _save(self, before: Application, after: Application) -> None:
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
        """Notify the founders, and the mentor if the mentor could see the application before."""
        is_pair = before.state is ApplicationState.ACCEPTED
        kind = NoticeKind.ROUND_UNDONE if is_pair else NoticeKind.ROUND_CHOICE_BACK
        is_known = is_pair or bool(after.opened_at or after.ticket)
        startup, mentor = self._case.unit.startups.get(after.startup_id), self._mentors[after.mentor_id]
        for side in (ApplicationSide.FOUNDER, ApplicationSide.MENTOR) if is_known else (ApplicationSide.FOUNDER,):
            self._notifier.add_notice(kind, after, side=side, startup=startup, mentor=mentor)


def undo_round(context: Context, actor: Actor, round_id: RoundId) -> None:
    """Undo an applied round.

    Raises StateConflict ``round_too_old`` after ``round_undo_days``. Raises ``round_has_records`` if one of its pairs
    has a session, a next step, an evaluation or an extension.
    """
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.UNDO)
        _check_time(context, matching_round)
        lines = case.unit.rounds.list_lines(round_id)
        startups, mentors = list_affected(lines)
        case.unit.startups.lock_many(startups)
        case.unit.mentors.get_many_for_update(mentors)
        recorded = list_with_records(case.unit, lines)
        if recorded:
            raise StateConflict("round_has_records", count=len(recorded))
        restorer = Restorer(case, mentors=mentors)
        gone = case.unit.pool.list_exited()
        for startup_id in startups:
            own = [it for it in lines if it.startup_id == startup_id]
            _put_back(case.unit, restorer, matching_round, own, gone=gone)
        _offer_again(case.unit, case.unit.rounds.list_mentors(round_id))
        close_round(case, matching_round, RoundAction.UNDO)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        record_audit(case, action="round.undo", kind="round", subject=round_id)
        case.unit.commit()
    for mentor_id in mentors:
        open_waiting_choices(context, mentor_id)


def _check_time(context: Context, matching_round: Round) -> None:
    days = context.settings.round_undo_days
    until = find_undo_deadline(matching_round, days)
    if until is None or context.now() > until:
        raise StateConflict("round_too_old", days=days)


def _put_back(
    unit: UnitOfWork,
    restorer: Restorer,
    matching_round: Round,
    lines: Sequence[RoundLine],
    *,
    gone: Collection[MentorId],
) -> None:
    """Undo the round for one startup. Choices of mentors who are ``gone`` from the pool stay released."""
    placed = next(it for it in lines if it.is_placed)
    pair = unit.applications.get_for_update(placed.mentorship_id)
    is_of_round = pair.state is ApplicationState.ACCEPTED and pair.round_id == matching_round.id
    has_applied, is_accepted = _find_later_steps(unit, matching_round, placed.startup_id)
    if is_of_round and is_accepted:
        restorer.release(pair)
    elif is_of_round and has_applied:
        restorer.put_last(pair)
    elif is_of_round:
        restorer.put_back(pair, placed)
    if has_applied or is_accepted or not unit.startups.is_active(placed.startup_id):
        return
    for line in lines:
        choice = unit.applications.get_for_update(line.mentorship_id)
        is_released = choice.state is ApplicationState.RELEASED and choice.decided_at == matching_round.applied_at
        if is_released and choice.mentor_id not in gone:
            restorer.put_back(choice, line)


def _find_later_steps(unit: UnitOfWork, matching_round: Round, startup_id: StartupId) -> tuple[bool, bool]:
    """Whether the startup has applied again since, and whether another mentor has accepted it."""
    opened = unit.applications.list_open(startup_id=startup_id)
    accepted = [it for it in opened if it.state is ApplicationState.ACCEPTED]
    is_accepted = any(it.round_id != matching_round.id and _is_later(it, matching_round) for it in accepted)
    return len(opened) > len(accepted), is_accepted


def _is_later(application: Application, matching_round: Round) -> bool:
    return (
        application.decided_at is not None
        and matching_round.applied_at is not None
        and application.decided_at >= matching_round.applied_at
    )


def _offer_again(unit: UnitOfWork, snapshots: Iterable[MentorSnapshot]) -> None:
    """Restore the places to offer, plus one for each startup that joined the list since, up to the free places."""
    for snapshot in snapshots:
        mentor = unit.mentors.get(snapshot.mentor_id)
        joined = unit.application_queue.count_joined(snapshot.mentor_id, snapshot.last_ticket)
        unit.mentors.save_places_to_offer(
            snapshot.mentor_id, min(mentor.places_left, snapshot.places_to_offer + joined)
        )
