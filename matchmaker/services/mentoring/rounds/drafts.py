"""Drafts of rounds: options, required and forbidden pairs, caps, computing again, discarding."""

from dataclasses import asdict, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES, Application, find_refusal_code
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import ApplicationId, JobId, MentorId, RoundId
from matchmaker.domain.interests import PartnerPair
from matchmaker.domain.rounds import ROUND_STEPS, PairRule, PairRuleKind, Round, RoundAction, RoundOptions
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.interests.judgements import MAX_REASON_LENGTH, judge_pairs
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job
from matchmaker.storage import UnitOfWork

MAX_NEW_MENTEES = 99
"""Upper limit of the numbers of new mentees in forms: more than any mentor has places for."""


def create_round(context: Context, actor: Actor, options: RoundOptions) -> RoundId:
    """Create a draft, and queue the job that computes it."""
    require(permissions.can_operate(actor))
    _check_options(options)
    with context.begin(actor) as case:
        round_id = case.unit.rounds.add(options, created_by=actor.account_id, created_at=case.now)
        queue_job(case, kind=JobKind.ROUND, payload={"round_id": round_id})
        record_audit(case, action="round.create", kind="round", subject=round_id, after=asdict(options))
        case.unit.commit()
    return round_id


def start_computing(context: Context, actor: Actor, round_id: RoundId) -> JobId:
    """Queue the computation of a draft. Returns the running job if there is one."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        lock_round(case.unit, round_id, RoundAction.COMPUTE)
        running = case.unit.jobs.find_latest(JobKind.ROUND, {"round_id": round_id})
        if running is not None and not running.is_finished:
            return running.id
        job_id = queue_job(case, kind=JobKind.ROUND, payload={"round_id": round_id})
        case.unit.commit()
    return job_id


def set_options(context: Context, actor: Actor, round_id: RoundId, options: RoundOptions) -> None:
    """Change the goal, emphasis or limit of a draft."""
    require(permissions.can_operate(actor))
    _check_options(options)
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.EDIT)
        if options == matching_round.options:
            return
        _mark_changed(case.unit, replace(matching_round, options=options))
        before, after = asdict(matching_round.options), asdict(options)
        record_audit(case, action="round.options", kind="round", subject=round_id, before=before, after=after)
        case.unit.commit()


def set_pair_rule(
    context: Context,
    actor: Actor,
    round_id: RoundId,
    application_id: ApplicationId,
    *,
    kind: PairRuleKind | None,
    reason: str = "",
) -> None:
    """Require a pair, forbid it, or remove the rule with None.

    Requiring a pair that the conflict ledger warns of needs a ``reason``. A blocked pair cannot be required.
    """
    require(permissions.can_operate(actor))
    reason = reason.strip()[:MAX_REASON_LENGTH]
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.EDIT)
        if kind is None:
            case.unit.rounds.remove_pair_rule(round_id, application_id)
        else:
            application = case.unit.applications.get(application_id)
            if kind is PairRuleKind.REQUIRED:
                _check_required(case, round_id, application, reason=reason)
            case.unit.rounds.put_pair_rule(round_id, PairRule(mentorship_id=application_id, kind=kind, reason=reason))
        _mark_changed(case.unit, matching_round)
        after = {"mentorship_id": application_id, "mark": kind.value if kind else None, "reason": reason}
        record_audit(case, action="round.mark", kind="round", subject=round_id, after=after)
        case.unit.commit()


def set_cap(context: Context, actor: Actor, round_id: RoundId, mentor_id: MentorId, *, most: int | None) -> None:
    """Limit a mentor's new mentees in this round to ``most``. None removes the limit."""
    require(permissions.can_operate(actor))
    if most is not None and not 0 <= most <= MAX_NEW_MENTEES:
        raise Invalid("round_limit", most=MAX_NEW_MENTEES)
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.EDIT)
        case.unit.mentors.get(mentor_id)
        case.unit.rounds.put_cap(round_id, mentor_id, most)
        _mark_changed(case.unit, matching_round)
        after = {"mentor_id": mentor_id, "cap": most}
        record_audit(case, action="round.cap", kind="round", subject=round_id, after=after)
        case.unit.commit()


def discard_round(context: Context, actor: Actor, round_id: RoundId) -> None:
    """Discard a draft. It stays in the list."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.DISCARD)
        close_round(case, matching_round, RoundAction.DISCARD)
        record_audit(case, action="round.discard", kind="round", subject=round_id)
        case.unit.commit()


def lock_round(unit: UnitOfWork, round_id: RoundId, action: RoundAction) -> Round:
    """The locked round. Raises StateConflict ``round_closed`` if its state does not allow the action."""
    matching_round = unit.rounds.get_for_update(round_id)
    if not ROUND_STEPS.can(matching_round.state, action):
        raise StateConflict("round_closed")
    return matching_round


def close_round(case: UseCase[Actor | None], matching_round: Round, action: RoundAction) -> Round:
    """Save the round in its state after ``action``, which must be legal. An applied round is not closed yet."""
    state, now = ROUND_STEPS.next_state(matching_round.state, action) or matching_round.state, case.now
    if action is RoundAction.APPLY:
        moved = replace(matching_round, state=state, applied_at=now)
    else:
        moved = replace(matching_round, state=state, closed_at=now)
    case.unit.rounds.save(moved)
    return moved


def _mark_changed(unit: UnitOfWork, matching_round: Round) -> None:
    """Record that the computed result is out of date."""
    unit.rounds.save(replace(matching_round, revision=matching_round.revision + 1))


def _check_options(options: RoundOptions) -> None:
    if options.most_new is not None and not 1 <= options.most_new <= MAX_NEW_MENTEES:
        raise Invalid("round_limit", most=MAX_NEW_MENTEES)


def _check_required(case: UseCase[Actor | None], round_id: RoundId, application: Application, *, reason: str) -> None:
    if application.state not in PENDING_STATES:
        raise StateConflict(find_refusal_code(application.state), state=application.state)
    others = [
        it.id for it in case.unit.application_queue.list_pending(application.startup_id) if it.id != application.id
    ]
    if case.unit.rounds.find_locked(round_id, others) is not None:
        raise StateConflict("round_startup_locked")
    pair = PartnerPair(application.startup_id, PartyKind.MENTOR, application.mentor_id)
    judgement = judge_pairs(case.unit, [pair], now=case.now)[pair]
    if judgement.is_blocked:
        raise StateConflict("conflict_blocked_known", kinds=list(judgement.list_kinds()))
    if judgement.is_warned and not reason:
        raise StateConflict("round_reason_needed", kinds=list(judgement.list_kinds()))
