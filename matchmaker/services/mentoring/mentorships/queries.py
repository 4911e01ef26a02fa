"""Mentorships for reading.

A side reads everything except the other's private notes. The operator reads days and hours only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.errors import NotAllowed, NotFound, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import (
    Evaluation,
    MentoringSession,
    NextStep,
    SessionNote,
    Term,
    TermAction,
    TermState,
    can_act,
    can_read_evaluation,
    can_read_note,
    count_minutes,
)
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.mentoring.mentorships.access import make_first_term
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.guards import require_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipDetails:
    """A mentorship with all that the reader may see.

    ``side`` is the reader's side, None for the operator. ``evaluated_sides``: sides that have evaluated.
    ``evaluations``: those that the reader may see.
    """

    application: Application
    startup: Startup
    mentor: Mentor
    term: Term
    today: date
    side: PartyKind | None
    sessions: tuple[MentoringSession, ...]
    steps: tuple[NextStep, ...]
    evaluated_sides: frozenset[PartyKind]
    evaluations: tuple[Evaluation, ...]
    actions: frozenset[TermAction]

    @property
    def minutes(self) -> int:
        """Minutes of all sessions."""
        return count_minutes(self.sessions)

    @property
    def is_over(self) -> bool:
        """Whether the term has ended or its last day is past."""
        return self.term.is_over(self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipSummary:
    """Figures of a mentorship for lists: its term, number of sessions and their minutes."""

    term: Term
    sessions: int
    minutes: int


def get_mentorship_details(context: Context, actor: Actor, mentorship_id: ApplicationId) -> MentorshipDetails:
    """The mentorship with all that the actor may read. NotFound if the application was never accepted."""
    with context.begin(actor, readonly=True) as case:
        entry = case.unit.applications.get_with_parties(mentorship_id)
        require_visible(permissions.can_see_application(actor, entry.application), "mentorship")
        term = _find_term(case, entry.application)
        sessions = case.unit.mentorship_records.list_for(mentorship_id)
        steps = case.unit.mentorship_records.list_steps(mentorship_id)
        evaluations = case.unit.terms.list_evaluations(mentorship_id)
    side = permissions.find_mentoring_side(actor, entry.application)
    details = MentorshipDetails(
        application=entry.application,
        startup=entry.startup,
        mentor=entry.mentor,
        term=term,
        today=find_today(context),
        side=side,
        sessions=tuple(replace(it, notes=_readable(it, actor, side)) for it in sessions),
        steps=steps if side else (),
        evaluated_sides=frozenset(it.side for it in evaluations),
        evaluations=(),
        actions=_list_actions(term, side, {it.side for it in evaluations}),
    )
    return replace(details, evaluations=tuple(it for it in evaluations if _may_read(it, details)))


def require_action(view: MentorshipDetails, action: TermAction) -> None:
    """Refuse an action that the reader of ``view`` may not take now. Called before a form is shown."""
    if action in view.actions:
        return
    if view.side is None:
        raise NotAllowed("role_required")
    if action is TermAction.EVALUATE:
        raise StateConflict("already_evaluated")
    raise StateConflict("term_ended" if view.term.state is TermState.ENDED else "not_your_answer")


def list_summaries(
    context: Context, actor: Actor, mentorships: Iterable[Application]
) -> Mapping[ApplicationId, MentorshipSummary]:
    """Term, number and minutes of sessions of those ``mentorships`` that were accepted and that the actor may see."""
    seen = [it for it in mentorships if permissions.can_see_application(actor, it)]
    with context.open_unit(readonly=True) as unit:
        terms = unit.terms.list_by_ids(it.id for it in seen)
        sums = unit.mentorship_records.sum_minutes(terms)
    return {
        key: MentorshipSummary(term=term, sessions=sums.get(key, (0, 0))[0], minutes=sums.get(key, (0, 0))[1])
        for key, term in terms.items()
    }


def _find_term(case: UseCase[Actor | None], mentorship: Application) -> Term:
    term = case.unit.terms.find(mentorship.id)
    if term is None and mentorship.state is ApplicationState.ACCEPTED:
        return make_first_term(case.context, mentorship)
    if term is None:
        raise NotFound("mentorship_not_found", id=mentorship.id)
    return term


def _readable(session: MentoringSession, actor: Actor, side: PartyKind | None) -> tuple[SessionNote, ...]:
    return tuple(note for note in session.notes if side and can_read_note(note, actor.account_id))


def _may_read(evaluation: Evaluation, view: MentorshipDetails) -> bool:
    if view.side is None:
        return False
    return can_read_evaluation(evaluation, view.side, given=view.evaluated_sides, is_over=view.is_over)


def _list_actions(term: Term, side: PartyKind | None, given: set[PartyKind]) -> frozenset[TermAction]:
    if side is None:
        return frozenset()
    done = {TermAction.EVALUATE} if side in given else set()
    return frozenset(it for it in TermAction if it not in done and can_act(term, it, side))
