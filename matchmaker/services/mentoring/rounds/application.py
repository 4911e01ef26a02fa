"""Applying a round: every pair becomes a mentorship in one unit, or nothing changes at all."""

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
    """Make mentorships of all placed applications; how many.

    Conflict ``round_stale`` where the draft was changed after it was computed or places nobody, ``round_outdated``
    where an application or a mentor is not any more as it was computed from: then nothing is applied.
    """
    require(permissions.can_operate(actor))
    at = context.now()
    context = replace(context, now=lambda: at)  # one moment for all: by it an undoing knows what was released
    with context.begin(actor) as case:
        found = lock_round(case.unit, round_id, RoundAction.APPLY)
        if not found.can_be_applied:
            raise StateConflict("round_stale")
        lines = case.unit.rounds.list_lines(round_id)
        mentors = _lock(case, found, lines)
        placed = [it for it in lines if it.is_placed]
        case.unit.rounds.add_mentors(round_id, (_make_snapshot(case.unit, it) for it in mentors))
        marks = case.unit.rounds.list_pair_rules(round_id)
        for it in placed:
            _arrange(case, found, it, mark=marks.get(it.mentorship_id))
        close_round(case, found, RoundAction.APPLY)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        after = {"mentorships": len(placed)}
        record_audit(case, action="round.apply", kind="round", subject=round_id, after=after)
        case.unit.commit()
    advance(context, mentors)
    return len(placed)


def _lock(case: UseCase[Actor | None], found: Round, lines: Sequence[RoundLine]) -> list[MentorId]:
    """Lock the startups of all lines and the mentors of those with a pair, then look once more; the mentors by id.

    No application moves without its startup's lock, so what holds now holds until the commit.
    """
    case.unit.startups.lock_many(it.startup_id for it in lines)
    _, mentors = list_affected(lines)
    case.unit.mentors.get_many_for_update(mentors)
    changes = list_changes(case.unit, lines, load_entrants(case, found))
    if changes:
        raise StateConflict("round_outdated", count=len(changes))
    return mentors


def _make_snapshot(unit: UnitOfWork, mentor_id: MentorId) -> MentorSnapshot:
    freed, last = unit.mentors.get(mentor_id).freed, unit.application_queue.next_ticket(mentor_id) - 1
    return MentorSnapshot(mentor_id=mentor_id, freed=freed, last_ticket=last)


def _arrange(case: UseCase[Actor], found: Round, line: RoundLine, *, mark: PairRule | None) -> None:
    """One pair: the place is taken, the term begins, the other choices of the startup are released."""
    choices = PendingApplications(case, startup_id=line.startup_id, mentor_ids=[line.mentor_id])
    asked = choices.get(line.mentorship_id)
    if mark is not None and mark.reason:
        _record_reason(case, asked, mark)
    choices.take_place(asked.mentor_id)
    opened_at = asked.opened_at or case.now  # from now on the mentor knows of it
    arranged = choices.take_step(replace(asked, round_id=found.id, opened_at=opened_at), ApplicationAction.ARRANGE)
    open_term(case, arranged)
    choices.release_others()


def _record_reason(case: UseCase[Actor], asked: Application, mark: PairRule) -> None:
    """Keep the operator's reason for a pair that the conflict ledger warns of."""
    pair = PartnerPair(asked.startup_id, PartyKind.MENTOR, asked.mentor_id)
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
                reason=mark.reason,
                at=case.now,
            )
        )
