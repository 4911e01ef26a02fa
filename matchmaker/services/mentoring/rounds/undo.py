"""Undoing an applied round: all that it did is taken back in one unit, or nothing is.

Every pair of the round goes back to the state it had, with its rank and its ticket on the waiting list; so do the
choices that were released for it. Two exceptions, startup by startup: a pair that one of the two has ended stays ended;
and where the startup has moved on since (it has applied anew, or somebody else has accepted it), its released choices
stay closed, and the application of the pair becomes its last choice, or is released where somebody has accepted it.
So do the choices of a mentor who has left the pool since.
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


def undo_round(context: Context, actor: Actor, round_id: RoundId) -> None:
    """Take an applied round back.

    Conflict ``round_too_old`` after the set number of days, ``round_has_records`` where a session, a next step, an
    evaluation or an extension stands in one of its pairs.
    """
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        found = lock_round(case.unit, round_id, RoundAction.UNDO)
        _check_time(context, found)
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
            _put_back(case.unit, restorer, found, own, gone=gone)
        _offer_again(case.unit, case.unit.rounds.list_mentors(round_id))
        close_round(case, found, RoundAction.UNDO)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        record_audit(case, action="round.undo", kind="round", subject=round_id)
        case.unit.commit()
    for mentor_id in mentors:
        open_waiting_choices(context, mentor_id)


def _check_time(context: Context, found: Round) -> None:
    days = context.settings.round_undo_days
    until = find_undo_deadline(found, days)
    if until is None or context.now() > until:
        raise StateConflict("round_too_old", days=days)


def _put_back(
    unit: UnitOfWork, restorer: Restorer, found: Round, lines: Sequence[RoundLine], *, gone: Collection[MentorId]
) -> None:
    """What the round did to one startup. Choices of mentors who are ``gone`` from the pool stay released."""
    placed = next(it for it in lines if it.is_placed)
    pair = unit.applications.get_for_update(placed.mentorship_id)
    is_ours = pair.state is ApplicationState.ACCEPTED and pair.round_id == found.id
    has_applied, is_accepted = _look(unit, found, placed.startup_id)
    if is_ours and is_accepted:
        restorer.release(pair)
    elif is_ours and has_applied:
        restorer.put_last(pair)
    elif is_ours:
        restorer.put_back(pair, placed)
    if has_applied or is_accepted or not unit.startups.is_active(placed.startup_id):
        return
    for line in lines:
        choice = unit.applications.get_for_update(line.mentorship_id)
        is_released = choice.state is ApplicationState.RELEASED and choice.decided_at == found.applied_at
        if is_released and choice.mentor_id not in gone:
            restorer.put_back(choice, line)


def _look(unit: UnitOfWork, found: Round, startup_id: StartupId) -> tuple[bool, bool]:
    """Whether the startup has applied anew since, and whether somebody else has accepted it."""
    opened = unit.applications.list_open(startup_id=startup_id)
    accepted = [it for it in opened if it.state is ApplicationState.ACCEPTED]
    is_accepted = any(it.round_id != found.id and _is_later(it, found) for it in accepted)
    return len(opened) > len(accepted), is_accepted


def _is_later(it: Application, found: Round) -> bool:
    return it.decided_at is not None and found.applied_at is not None and it.decided_at >= found.applied_at


def _offer_again(unit: UnitOfWork, before: Iterable[MentorSnapshot]) -> None:
    """Offer the places that were to be offered, and one to each who joined the list since, as far as there are any."""
    for it in before:
        mentor = unit.mentors.get(it.mentor_id)
        joined = unit.application_queue.count_joined(it.mentor_id, it.last_ticket)
        unit.mentors.save_places_to_offer(it.mentor_id, min(mentor.places_left, it.freed + joined))
