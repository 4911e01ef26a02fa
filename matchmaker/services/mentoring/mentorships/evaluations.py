"""Evaluations of mentor and startup by each other. A side reads the other's after its own, or after the end."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentorships import MAX_SCORE, MIN_SCORE, Evaluation, TermAction
from matchmaker.domain.notices import NoticeKind
from matchmaker.services.mentoring.mentorships.access import check_text, list_other_side_accounts, lock_term
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices import notify


def evaluate(context: Context, actor: Actor, mentorship_id: ApplicationId, *, score: int, words: str) -> None:
    """Evaluate the other side, once. Raises StateConflict ``already_evaluated`` the second time.

    The audit log records the evaluation without its score and words.
    """
    words = check_text(words, "words")
    if not MIN_SCORE <= score <= MAX_SCORE:
        raise Invalid("invalid_fields", fields={"score": "score_1_to_5"})
    with context.begin(actor) as case:
        _, side = lock_term(case, mentorship_id, TermAction.EVALUATE)
        if any(it.side is side for it in case.unit.terms.list_evaluations(mentorship_id)):
            raise StateConflict("already_evaluated")
        case.unit.terms.add_evaluation(
            Evaluation(
                mentorship_id=mentorship_id,
                side=side,
                score=score,
                words=words,
                given_by=actor.account_id,
                given_at=case.now,
            )
        )
        record_audit(case, action="mentoring.evaluate", kind="mentorship", subject=mentorship_id)
        notify(
            case,
            to=list_other_side_accounts(case.unit, case.unit.applications.get(mentorship_id), side),
            kind=NoticeKind.EVALUATION_GIVEN,
            subject_kind="mentoring",
            subject_id=mentorship_id,
            data={"name": actor.name},
        )
        case.unit.commit()
