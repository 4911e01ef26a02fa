"""The term of a mentorship: begun by the acceptance, extended when both agree, ended with an outcome."""

from dataclasses import replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import (
    MAX_EXTENSION_MONTHS,
    TERM_STEPS,
    ExtensionProposal,
    MentorshipOutcome,
    Term,
    TermAction,
    TermState,
    add_months,
)
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.mentorships.access import (
    check_text,
    ensure_term,
    list_other_side_accounts,
    lock_term,
    make_first_term,
)
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.notices import notify

NOTICE_OF_ANSWER = {TermAction.AGREE: NoticeKind.EXTENSION_AGREED, TermAction.REFUSE: NoticeKind.EXTENSION_REFUSED}
"""What the proposer hears; a retracted proposal needs no words."""


def open_term(case: UseCase[Actor | None], mentorship: Application) -> None:
    """Begin the term in the unit that accepts ``mentorship``."""
    case.unit.terms.add(make_first_term(case.context, mentorship))


def close_term(
    case: UseCase[Actor | None], mentorship: Application, *, outcome: MentorshipOutcome, words: str = ""
) -> None:
    """End the term in the unit that ends ``mentorship``, which is given as it was before."""
    term = ensure_term(case, mentorship)
    if term is None or term.state is TermState.ENDED:
        return
    case.unit.terms.save(
        replace(
            term,
            state=TermState.ENDED,
            proposal=None,
            outcome=outcome,
            outcome_words=words,
            ended_at=case.now,
        )
    )


def propose_extension(
    context: Context, actor: Actor, mentorship_id: ApplicationId, *, months: int, reason: str = ""
) -> None:
    """Ask the other side to go on for some months more."""
    reason = check_text(reason, "reason", is_needed=False)
    if not 1 <= months <= MAX_EXTENSION_MONTHS:
        raise Invalid("invalid_fields", fields={"months": "months_range"})
    with context.begin(actor) as case:
        term, side = lock_term(case, mentorship_id, TermAction.PROPOSE)
        proposal = ExtensionProposal(side=side, months=months, reason=reason, at=case.now)
        _move(case, replace(term, proposal=proposal), TermAction.PROPOSE)
        _notify(case, mentorship_id, side=side, kind=NoticeKind.EXTENSION_PROPOSED, months=months)
        case.unit.commit()


def answer_extension(context: Context, actor: Actor, mentorship_id: ApplicationId, action: TermAction) -> Term:
    """Agree to, refuse or retract what was proposed; a term that ran out meanwhile goes on from today."""
    with context.begin(actor) as case:
        term, side = lock_term(case, mentorship_id, action)
        changed = _extend(context, term) if action is TermAction.AGREE else term
        moved = _move(case, replace(changed, proposal=None), action)
        if action in NOTICE_OF_ANSWER:
            _notify(case, mentorship_id, side=side, kind=NOTICE_OF_ANSWER[action], until=moved.ends_on)
        case.unit.commit()
    return moved


def _extend(context: Context, term: Term) -> Term:
    months = term.proposal.months if term.proposal else 0
    first = max(term.ends_on, find_today(context))
    return replace(term, ends_on=add_months(first, months), extensions=term.extensions + 1)


def _move(case: UseCase[Actor], term: Term, action: TermAction) -> Term:
    """Save the term in the state that ``action``, which was found legal, leads to."""
    state = TERM_STEPS.next_state(term.state, action)
    moved = replace(term, state=state or term.state)
    case.unit.terms.save(moved)
    after = {"until": moved.ends_on.isoformat(), "months": moved.proposal.months if moved.proposal else None}
    record_audit(
        case,
        action=f"mentoring.{action}",
        kind="mentorship",
        subject=term.mentorship_id,
        after={name: value for name, value in after.items() if value is not None},
    )
    return moved


def _notify(
    case: UseCase[Actor], mentorship_id: ApplicationId, *, side: PartyKind, kind: NoticeKind, **data: object
) -> None:
    notify(
        case,
        to=list_other_side_accounts(case.unit, case.unit.applications.get(mentorship_id), side),
        kind=kind,
        subject_kind="mentoring",
        subject_id=mentorship_id,
        data={"name": case.actor.name, **data},
    )
