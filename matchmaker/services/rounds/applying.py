"""Applying a round: every pair becomes a mentorship in one unit, or nothing changes at all."""

from collections.abc import Sequence
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.conflicts import ConflictAct, Disclosure, Pair
from matchmaker.domain.errors import Conflict
from matchmaker.domain.ids import MentorId, RoundId
from matchmaker.domain.mentorships import Mentorship, MentorshipAction
from matchmaker.domain.rounds import MentorBefore, Round, RoundAction, RoundLine, RoundMark
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.audit import record
from matchmaker.services.conflicts.judging import judge
from matchmaker.services.context import Context, UseCase
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_job
from matchmaker.services.mentoring.terms import open_term
from matchmaker.services.mentorships.choices import Choices
from matchmaker.services.mentorships.settling import settle_soon
from matchmaker.services.rounds.editing import close_round, lock_round
from matchmaker.services.rounds.entrants import load_field
from matchmaker.services.rounds.meanwhile import list_changes, list_touched
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
            raise Conflict("round_stale")
        lines = case.unit.rounds.list_lines(round_id)
        mentors = _lock(case, found, lines)
        placed = [it for it in lines if it.is_placed]
        case.unit.rounds.add_mentors(round_id, (_remember(case.unit, it) for it in mentors))
        marks = case.unit.rounds.list_pair_rules(round_id)
        for it in placed:
            _arrange(case, found, it, mark=marks.get(it.mentorship_id))
        close_round(case, found, RoundAction.APPLY)
        queue_job(case, kind=JobKind.RECOMMEND, payload={})
        after = {"mentorships": len(placed)}
        record(case, action="round.apply", kind="round", subject=round_id, after=after)
        case.unit.commit()
    settle_soon(context, mentors)
    return len(placed)


def _lock(case: UseCase[Actor | None], found: Round, lines: Sequence[RoundLine]) -> list[MentorId]:
    """Lock the startups of all lines and the mentors of those with a pair, then look once more; the mentors by id.

    No application moves without its startup's lock, so what holds now holds until the commit.
    """
    case.unit.startups.lock_many(it.startup_id for it in lines)
    _, mentors = list_touched(lines)
    case.unit.mentors.get_many_for_update(mentors)
    changes = list_changes(case.unit, lines, load_field(case, found))
    if changes:
        raise Conflict("round_outdated", count=len(changes))
    return mentors


def _remember(unit: UnitOfWork, mentor_id: MentorId) -> MentorBefore:
    freed, last = unit.mentors.get(mentor_id).freed, unit.applications.next_ticket(mentor_id) - 1
    return MentorBefore(mentor_id=mentor_id, freed=freed, last_ticket=last)


def _arrange(case: UseCase[Actor], found: Round, line: RoundLine, *, mark: RoundMark | None) -> None:
    """One pair: the place is taken, the term begins, the other choices of the startup are released."""
    choices = Choices(case, startup_id=line.startup_id, mentor_ids=[line.mentor_id])
    asked = choices.get(line.mentorship_id)
    if mark is not None and mark.reason:
        _disclose(case, asked, mark)
    choices.take_place(asked.mentor_id)
    opened_at = asked.opened_at or case.now  # from now on the mentor knows of it
    arranged = choices.take_step(replace(asked, round_id=found.id, opened_at=opened_at), MentorshipAction.ARRANGE)
    open_term(case, arranged)
    choices.release_others()


def _disclose(case: UseCase[Actor], asked: Mentorship, mark: RoundMark) -> None:
    """Keep the operator's reason for a pair that the conflict ledger warns of."""
    pair = Pair(asked.startup_id, PartyKind.MENTOR, asked.mentor_id)
    judgement = judge(case.unit, [pair], now=case.now)[pair]
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
