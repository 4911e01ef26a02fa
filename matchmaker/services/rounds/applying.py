"""Applying a round: every pair becomes a mentorship in one unit, or nothing changes at all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

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
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_job
from matchmaker.services.mentoring.terms import open_term
from matchmaker.services.mentorships.choices import Choices
from matchmaker.services.mentorships.settling import settle_soon
from matchmaker.services.rounds.editing import close_round, lock_round
from matchmaker.services.rounds.entrants import load_field
from matchmaker.services.rounds.meanwhile import list_changes, list_touched

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def apply_round(context: Context, actor: Actor, round_id: RoundId) -> int:
    """Make mentorships of all placed applications; how many.

    Conflict ``round_stale`` where the draft was changed after it was computed or places nobody, ``round_outdated``
    where an application or a mentor is not any more as it was computed from: then nothing is applied.
    """
    require(permissions.can_operate(actor))
    at = context.now()
    context = replace(context, now=lambda: at)  # one moment for all: by it an undoing knows what was released
    with context.open_unit() as unit:
        found = lock_round(unit, round_id, RoundAction.APPLY)
        if not found.can_be_applied:
            raise Conflict("round_stale")
        lines = unit.rounds.list_lines(round_id)
        mentors = _lock(unit, context, found, lines)
        placed = [it for it in lines if it.is_placed]
        unit.rounds.add_mentors(round_id, (_remember(unit, it) for it in mentors))
        marks = unit.rounds.list_marks(round_id)
        for it in placed:
            _arrange(unit, context, actor, found, it, mark=marks.get(it.mentorship_id))
        close_round(unit, context, found, RoundAction.APPLY)
        queue_job(unit, context, actor, kind=JobKind.RECOMMEND, payload={})
        after = {"mentorships": len(placed)}
        record(unit, context, actor, action="round.apply", kind="round", subject=round_id, after=after)
        unit.commit()
    settle_soon(context, mentors)
    return len(placed)


def _lock(unit: "UnitOfWork", context: Context, found: Round, lines: Sequence[RoundLine]) -> list[MentorId]:
    """Lock the startups of all lines and the mentors of those with a pair, then look once more; the mentors by id.

    No application moves without its startup's lock, so what holds now holds until the commit.
    """
    unit.startups.lock_many(it.startup_id for it in lines)
    _, mentors = list_touched(lines)
    unit.mentors.get_many_for_update(mentors)
    changes = list_changes(unit, lines, load_field(unit, context, found))
    if changes:
        raise Conflict("round_outdated", count=len(changes))
    return mentors


def _remember(unit: "UnitOfWork", mentor_id: MentorId) -> MentorBefore:
    freed, last = unit.mentors.get(mentor_id).freed, unit.applications.next_ticket(mentor_id) - 1
    return MentorBefore(mentor_id=mentor_id, freed=freed, last_ticket=last)


def _arrange(
    unit: "UnitOfWork", context: Context, actor: Actor, found: Round, line: RoundLine, *, mark: RoundMark | None
) -> None:
    """One pair: the place is taken, the term begins, the other choices of the startup are released."""
    choices = Choices(unit, context, actor, startup_id=line.startup_id, mentor_ids=[line.mentor_id])
    asked = choices.get(line.mentorship_id)
    if mark is not None and mark.reason:
        _disclose(unit, context, actor, asked, mark)
    choices.take_place(asked.mentor_id)
    opened_at = asked.opened_at or context.now()  # from now on the mentor knows of it
    arranged = choices.move(replace(asked, round_id=found.id, opened_at=opened_at), MentorshipAction.ARRANGE)
    open_term(unit, context, arranged)
    choices.release_rest()


def _disclose(unit: "UnitOfWork", context: Context, actor: Actor, asked: Mentorship, mark: RoundMark) -> None:
    """Keep the operator's reason for a pair that the conflict ledger warns of."""
    pair = Pair(asked.startup_id, PartyKind.MENTOR, asked.mentor_id)
    judgement = judge(unit, [pair], now=context.now())[pair]
    if judgement.is_warned:
        unit.conflicts.add_disclosure(
            Disclosure(
                act=ConflictAct.ACCEPT,
                startup_id=pair.startup_id,
                other_kind=pair.kind,
                other_id=pair.other_id,
                account_id=actor.account_id,
                kinds=frozenset(judgement.list_kinds()),
                reason=mark.reason,
                at=context.now(),
            )
        )
