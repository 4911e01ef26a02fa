"""Applying a round: every pair becomes a mentorship in one transaction, or nothing changes."""

from collections.abc import Sequence
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application, ApplicationAction
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MentorId, RoundId
from matchmaker.domain.interests import ConflictAct, Disclosure, PartnerPair
from matchmaker.domain.rounds import MentorSnapshot, PairRule, Round, RoundAction, RoundLine
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.waiting_list import advance
from matchmaker.services.mentoring.mentorships.terms import open_term
from matchmaker.services.mentoring.rounds.changes import list_affected, list_changes
from matchmaker.services.mentoring.rounds.drafts import close_round, lock_round
from matchmaker.services.mentoring.rounds.entrants import load_entrants
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job
from matchmaker.storage import UnitOfWork


def apply_round(context: Context, actor: Actor, round_id: RoundId) -> int:
    """Accept all placed applications. Returns how many.

    Raises StateConflict ``round_stale`` if the draft was changed after it was computed, or places nobody. Raises
    ``round_outdated`` if an application or a mentor has changed since. Then nothing is applied.
    """
    require(permissions.can_operate(actor))
    at = context.now()
    # One time for all changes: undoing finds the released applications by it.
    context = replace(context, now=lambda: at)
    with context.begin(actor) as case:
        matching_round = lock_round(case.unit, round_id, RoundAction.APPLY)
        if not matching_round.can_be_applied:
            raise StateConflict("round_stale")
        lines = case.unit.rounds.list_lines(round_id)
        mentors = _lock(case, matching_round, lines)
        placed = [it for it in lines if it.is_placed]
        case.unit.rounds.add_mentors(round_id, (_make_snapshot(case.unit, it) for it in mentors))
        pair_rules = case.unit.rounds.list_pair_rules(round_id)
        for line in placed:
            _arrange(case, matching_round, line, pair_rule=pair_rules.get(line.mentorship_id))
        close_round(case, matching_round, RoundAction.APPLY)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        after = {"mentorships": len(placed)}
        record_audit(case, action="round.apply", kind="round", subject=round_id, after=after)
        case.unit.commit()
    advance(context, mentors)
    return len(placed)


def _lock(case: UseCase[Actor | None], matching_round: Round, lines: Sequence[RoundLine]) -> list[MentorId]:
    """Lock the startups of all lines and the mentors of startups with a pair, then check for changes.

    Returns the mentors by id. No application changes without its startup's lock, so the check holds until the commit.
    """
    case.unit.startups.lock_many(it.startup_id for it in lines)
    _, mentors = list_affected(lines)
    case.unit.mentors.get_many_for_update(mentors)
    changes = list_changes(case.unit, lines, load_entrants(case, matching_round))
    if changes:
        raise StateConflict("round_outdated", count=len(changes))
    return mentors


def _make_snapshot(unit: UnitOfWork, mentor_id: MentorId) -> MentorSnapshot:
    places_to_offer, last = (
        unit.mentors.get(mentor_id).places_to_offer,
        unit.application_queue.next_ticket(mentor_id) - 1,
    )
    return MentorSnapshot(mentor_id=mentor_id, places_to_offer=places_to_offer, last_ticket=last)


def _arrange(case: UseCase[Actor], matching_round: Round, line: RoundLine, *, pair_rule: PairRule | None) -> None:
    """Accept one application: take the place, begin the term, release the other choices of the startup."""
    pending = PendingApplications(case, startup_id=line.startup_id, mentor_ids=[line.mentor_id])
    application = pending.get(line.mentorship_id)
    if pair_rule is not None and pair_rule.reason:
        _record_reason(case, application, pair_rule)
    pending.take_place(application.mentor_id)
    opened_at = application.opened_at or case.now  # from now on the mentor can see it
    arranged = pending.take_step(
        replace(application, round_id=matching_round.id, opened_at=opened_at), ApplicationAction.ARRANGE
    )
    open_term(case, arranged)
    pending.release_others()


def _record_reason(case: UseCase[Actor], application: Application, pair_rule: PairRule) -> None:
    """Store the operator's reason for a pair that the conflict ledger warns of."""
    pair = PartnerPair(application.startup_id, PartyKind.MENTOR, application.mentor_id)
    judgement = judge_pairs(case.unit, [pair], now=case.now)[pair]
    if judgement.is_warned:
        case.unit.conflicts.add_disclosure(
            Disclosure(
                act=ConflictAct.ACCEPT,
                startup_id=pair.startup_id,
                other_kind=pair.kind,
                other_id=pair.other_id,
                account_id=case.actor.account_id,
                kinds=frozenset(judgement.list_kinds()),
                reason=pair_rule.reason,
                at=case.now,
            )
        )
