"""The term of a mentorship: it begins with the acceptance, is extended if both agree, and ends with an outcome."""

from dataclasses import replace
from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import (
    MAX_EXTENSION_MONTHS,
    SIDES,
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
    list_side_accounts,
    lock_term,
    make_first_term,
)
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.services.platform.notices import notify

NOTICE_OF_ANSWER = {TermAction.AGREE: NoticeKind.EXTENSION_AGREED, TermAction.REFUSE: NoticeKind.EXTENSION_REFUSED}
"""The notice to the proposer. Nobody is notified of a retracted proposal."""

TERM_REMINDER_PERIOD = timedelta(days=14)
"""Time between the reminder and the last day: enough for one more session, and to agree on an extension."""


def open_term(case: UseCase[Actor | None], mentorship: Application) -> None:
    """Begin the term, in the transaction that accepts ``mentorship``."""
    case.unit.terms.add(make_first_term(case.context, mentorship))


def close_term(
    case: UseCase[Actor | None], mentorship: Application, *, outcome: MentorshipOutcome, words: str = ""
) -> None:
    """End the term, in the transaction that ends ``mentorship``. The argument is its state before the end."""
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
    """Propose to the other side to extend the term by some months."""
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
    """Agree to, refuse or retract a proposal. An extension of a term that has run out starts today."""
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
    """Save the term in the state after ``action``, which must be legal."""
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


def remind_of_ends(context: Context) -> int:
    """Scheduled task: remind both sides of terms that run out soon, once for each last day. Returns how many terms."""
    with context.open_unit(readonly=True) as unit:
        due = unit.terms.list_to_remind(find_today(context) + TERM_REMINDER_PERIOD)
    return sum(_remind(context, term) for term in due)


def _remind(context: Context, term: Term) -> bool:
    with context.begin(None) as case:
        if not case.unit.terms.mark_reminded(term):
            return False
        entry = case.unit.applications.get_with_parties(term.mentorship_id)
        for side in SIDES:
            other = entry.mentor.name if side is PartyKind.STARTUP else entry.startup.name
            notify(
                case,
                to=list_side_accounts(case.unit, entry.application, side),
                kind=NoticeKind.TERM_ENDING,
                subject_kind="mentoring",
                subject_id=term.mentorship_id,
                data={"name": other, "until": term.ends_on},
            )
        case.unit.commit()
    return True
