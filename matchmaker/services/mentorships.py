"""Mentorships: a founder applies, the mentor decides, never beyond the capacity."""

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict, Invalid
from matchmaker.domain.ids import JobId, MentorId, MentorshipId, StartupId
from matchmaker.domain.listings import MentorshipEntry
from matchmaker.domain.mentorships import MOST_OPEN_APPLICATIONS, Mentorship, MentorshipAction, next_state
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import MentorshipState, PartyKind
from matchmaker.services.answers import MentorshipView
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.guards import require, require_visible
from matchmaker.services.jobs import queue_fit, queue_refresh, tell_queue

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

LONGEST_GOAL = 2000
"""Characters of a goal or a reason: a page."""

PLACES_TAKEN = {MentorshipAction.ACCEPT: 1, MentorshipAction.END: -1}
"""How an action moves the count of mentees."""


def request_mentorship(
    context: Context, actor: Actor, *, startup_id: StartupId, mentor_id: MentorId, goal: str
) -> MentorshipId:
    """Apply to a mentor who has a place left, with what the platform says of the pair kept beside it.

    A pair that was never suggested is looked at by a job of its own, so a mentor always sees why they fit or do not.
    """
    require(permissions.can_apply_to_mentor(actor, startup_id))
    goal = _check_text(goal, "goal")
    with context.open_unit() as unit:
        startup = unit.startups.get_for_update(startup_id)
        mentor = unit.mentors.get_for_update(mentor_id)
        _check_application(unit, actor, startup.id, mentor)
        fit = _find_fit(unit, startup_id, mentor_id)
        mentorship_id = unit.mentorships.add(
            startup_id=startup_id,
            mentor_id=mentor_id,
            applied_by=actor.account_id,
            goal=goal,
            applied_at=context.now(),
            fit=fit,
        )
        job_id = None if fit else queue_fit(unit, context, actor, mentorship_id)
        after = {"startup_id": startup_id, "mentor_id": mentor_id}
        record(unit, context, actor, action="mentorship.apply", kind="mentorship", subject=mentorship_id, after=after)
        unit.commit()
    if job_id is not None:
        tell_queue(context, job_id)
    return mentorship_id


def _check_application(unit: "UnitOfWork", actor: Actor, startup_id: StartupId, mentor: Mentor) -> None:
    """The row of the startup is locked, so the budget holds whatever else is sent at the same moment."""
    if actor.mentor_id == mentor.id:
        raise Conflict("own_mentor")
    if mentor.places_left == 0:
        raise Conflict("mentor_full", mentor=mentor.name)
    if unit.mentorships.find_open(startup_id, mentor.id):
        raise Conflict("mentorship_open")
    if unit.mentorships.count(startup_id=startup_id, state=MentorshipState.APPLIED) >= MOST_OPEN_APPLICATIONS:
        raise Conflict("too_many_applications", most=MOST_OPEN_APPLICATIONS)


def accept_mentorship(context: Context, actor: Actor, mentorship_id: MentorshipId) -> MentorshipView:
    """Take the startup on; Conflict ``mentor_full`` when the last place is gone."""
    return _move(context, actor, mentorship_id, MentorshipAction.ACCEPT)


def decline_mentorship(context: Context, actor: Actor, mentorship_id: MentorshipId, *, reason: str) -> MentorshipView:
    """Say no, with a reason for the founder."""
    return _move(context, actor, mentorship_id, MentorshipAction.DECLINE, reason=_check_text(reason, "reason"))


def withdraw_mentorship(context: Context, actor: Actor, mentorship_id: MentorshipId) -> MentorshipView:
    """Take an application back."""
    return _move(context, actor, mentorship_id, MentorshipAction.WITHDRAW)


def end_mentorship(context: Context, actor: Actor, mentorship_id: MentorshipId, *, reason: str = "") -> MentorshipView:
    """End an accepted mentorship; the place is free again."""
    return _move(context, actor, mentorship_id, MentorshipAction.END, reason=reason.strip()[:LONGEST_GOAL])


def list_applications(context: Context, actor: Actor, mentor_id: MentorId) -> tuple[MentorshipView, ...]:
    """All that startups asked of a mentor: the newest first."""
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return tuple(_view(actor, entry) for entry in unit.mentorships.list_for_mentor(mentor_id))


def list_requests(context: Context, actor: Actor, startup_id: StartupId) -> tuple[MentorshipView, ...]:
    """All that a startup asked of mentors: the newest first."""
    require(startup_id in actor.startup_ids or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return tuple(_view(actor, entry) for entry in unit.mentorships.list_for_startup(startup_id))


def get_mentorship(context: Context, actor: Actor, mentorship_id: MentorshipId) -> MentorshipView:
    """One mentorship with its parties and what may be done now."""
    with context.open_unit(readonly=True) as unit:
        entry = unit.mentorships.get_entry(mentorship_id)
    require_visible(permissions.can_see_mentorship(actor, entry.mentorship), "mentorship")
    return _view(actor, entry)


def _move(
    context: Context, actor: Actor, mentorship_id: MentorshipId, action: MentorshipAction, *, reason: str = ""
) -> MentorshipView:
    with context.open_unit() as unit:
        mentorship = unit.mentorships.get_for_update(mentorship_id)
        require_visible(permissions.can_see_mentorship(actor, mentorship), "mentorship")
        require(_can_do(actor, mentorship, action))
        state = next_state(mentorship.state, action)
        if state is None:
            raise Conflict("wrong_state", state=mentorship.state)
        _count_mentee(unit, mentorship.mentor_id, PLACES_TAKEN.get(action, 0))
        changed = replace(mentorship, state=state, decided_at=context.now(), reason=reason)
        unit.mentorships.save(changed)
        record(
            unit,
            context,
            actor,
            action=f"mentorship.{action}",
            kind="mentorship",
            subject=mentorship_id,
            before={"state": mentorship.state.value},
            after={"state": state.value},
        )
        entry = unit.mentorships.get_entry(mentorship_id)
        job_id = _queue_refresh(unit, context, actor, changed, action)
        unit.commit()
    if job_id is not None:
        tell_queue(context, job_id)
    return _view(actor, entry)


def _queue_refresh(
    unit: "UnitOfWork", context: Context, actor: Actor, mentorship: Mentorship, action: MentorshipAction
) -> JobId | None:
    """A mentor who is full leaves the lists of others, and comes back when a place is free."""
    if action not in PLACES_TAKEN:
        return None
    return queue_refresh(unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentorship.mentor_id)


def _find_fit(unit: "UnitOfWork", startup_id: StartupId, mentor_id: MentorId) -> Fit | None:
    pair = unit.suggestions.find_pair(
        PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR, candidate_id=mentor_id
    )
    return pair.fit if pair else None


def _count_mentee(unit: "UnitOfWork", mentor_id: MentorId, change: int) -> None:
    """The locked mentor's count moves with the decision, so two last places are never given away at once."""
    if not change:
        return
    mentor = unit.mentors.get_for_update(mentor_id)
    if change > 0 and mentor.places_left == 0:
        raise Conflict("mentor_full", mentor=mentor.name)
    if change > 0:
        unit.mentors.take_place(mentor_id)
    else:
        unit.mentors.free_place(mentor_id)


def _can_do(actor: Actor, mentorship: Mentorship, action: MentorshipAction) -> bool:
    decides = permissions.can_decide_mentorship(actor, mentorship)
    founds = permissions.can_withdraw_mentorship(actor, mentorship)
    allowed = {MentorshipAction.WITHDRAW: founds, MentorshipAction.END: decides or founds}
    return allowed.get(action, decides)


def _view(actor: Actor, entry: MentorshipEntry) -> MentorshipView:
    it = entry.mentorship
    actions = [a for a in MentorshipAction if next_state(it.state, a) and _can_do(actor, it, a)]
    return MentorshipView(mentorship=it, startup=entry.startup, mentor=entry.mentor, actions=frozenset(actions))


def _check_text(text: str, name: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_GOAL:
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text
