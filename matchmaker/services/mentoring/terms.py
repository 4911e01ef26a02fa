"""The term of a mentorship: begun by the acceptance, extended when both agree, ended with an outcome."""

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import MentorshipId
from matchmaker.domain.mentoring import (
    LONGEST_EXTENSION,
    TERM_STEPS,
    Outcome,
    Proposal,
    Term,
    TermAction,
    TermState,
    add_months,
)
from matchmaker.domain.mentorships import Mentorship
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.audit import record
from matchmaker.services.context import Context, find_today
from matchmaker.services.mentoring.access import check_text, ensure_term, first_term, list_others, lock_term
from matchmaker.services.notices import tell

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

TOLD = {TermAction.AGREE: NoticeKind.EXTENSION_AGREED, TermAction.REFUSE: NoticeKind.EXTENSION_REFUSED}
"""What the proposer hears; a retracted proposal needs no words."""


def open_term(unit: "UnitOfWork", context: Context, mentorship: Mentorship) -> None:
    """Begin the term in the unit that accepts ``mentorship``."""
    unit.terms.add(first_term(context, mentorship))


def close_term(
    unit: "UnitOfWork", context: Context, mentorship: Mentorship, *, outcome: Outcome, words: str = ""
) -> None:
    """End the term in the unit that ends ``mentorship``, which is given as it was before."""
    term = ensure_term(unit, context, mentorship)
    if term is None or term.state is TermState.ENDED:
        return
    unit.terms.save(
        replace(
            term,
            state=TermState.ENDED,
            proposal=None,
            outcome=outcome,
            outcome_words=words,
            ended_at=context.now(),
        )
    )


def propose_extension(
    context: Context, actor: Actor, mentorship_id: MentorshipId, *, months: int, reason: str = ""
) -> None:
    """Ask the other side to go on for some months more."""
    reason = check_text(reason, "reason", is_needed=False)
    if not 1 <= months <= LONGEST_EXTENSION:
        raise Invalid("invalid_fields", fields={"months": "months_range"})
    with context.open_unit() as unit:
        term, side = lock_term(unit, context, actor, mentorship_id, TermAction.PROPOSE)
        proposal = Proposal(side=side, months=months, reason=reason, at=context.now())
        _move(unit, context, actor, replace(term, proposal=proposal), TermAction.PROPOSE)
        _tell(unit, context, actor, mentorship_id, side=side, kind=NoticeKind.EXTENSION_PROPOSED, months=months)
        unit.commit()


def answer_extension(context: Context, actor: Actor, mentorship_id: MentorshipId, action: TermAction) -> Term:
    """Agree to, refuse or retract what was proposed; a term that ran out meanwhile goes on from today."""
    with context.open_unit() as unit:
        term, side = lock_term(unit, context, actor, mentorship_id, action)
        changed = _extend(context, term) if action is TermAction.AGREE else term
        moved = _move(unit, context, actor, replace(changed, proposal=None), action)
        if action in TOLD:
            _tell(unit, context, actor, mentorship_id, side=side, kind=TOLD[action], until=moved.ends_on)
        unit.commit()
    return moved


def _extend(context: Context, term: Term) -> Term:
    months = term.proposal.months if term.proposal else 0
    first = max(term.ends_on, find_today(context))
    return replace(term, ends_on=add_months(first, months), extensions=term.extensions + 1)


def _move(unit: "UnitOfWork", context: Context, actor: Actor, term: Term, action: TermAction) -> Term:
    """Save the term in the state that ``action``, which was found legal, leads to."""
    state = TERM_STEPS.next_state(term.state, action)
    moved = replace(term, state=state or term.state)
    unit.terms.save(moved)
    after = {"until": moved.ends_on.isoformat(), "months": moved.proposal.months if moved.proposal else None}
    record(
        unit,
        context,
        actor,
        action=f"mentoring.{action}",
        kind="mentorship",
        subject=term.mentorship_id,
        after={name: value for name, value in after.items() if value is not None},
    )
    return moved


def _tell(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor,
    mentorship_id: MentorshipId,
    *,
    side: PartyKind,
    kind: NoticeKind,
    **data: object,
) -> None:
    tell(
        unit,
        context,
        to=list_others(unit, unit.mentorships.get(mentorship_id), side),
        kind=kind,
        subject_kind="mentoring",
        subject_id=mentorship_id,
        data={"name": actor.name, **data},
        actor=actor,
    )
