"""Computing a round: load, let the core decide on plain values, save the lines. Nothing else is touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import ApplicationId, RoundId
from matchmaker.domain.rounds import (
    ROUND_STEPS,
    ChoiceTally,
    LineOutcome,
    Round,
    RoundAction,
    RoundFigures,
    RoundLine,
    RoundObstacle,
)
from matchmaker.domain.suggestions import Fit
from matchmaker.matching.assignment.mentor_round import (
    RoundRequest,
    RoundResult,
    compute_round,
    list_first_come,
    score_request,
)
from matchmaker.services.mentoring.rounds.entrants import Entrant, RoundEntrants, load_entrants
from matchmaker.services.platform.context import Context, ProgressCallback, UseCase, ignore_progress
from matchmaker.services.suggestions.application_fit import store_fit
from matchmaker.services.suggestions.market_cache import get_market_cache
from matchmaker.storage import UnitOfWork

OnSave = Callable[[UnitOfWork], None]
"""Called in the unit that saves the lines: what else must happen together with it, or not at all."""

DAY = timedelta(days=1)


def compute_draft(
    context: Context, round_id: RoundId, progress: ProgressCallback = ignore_progress, *, close: OnSave | None = None
) -> RoundFigures:
    """Compute a draft anew from what is pending now; Conflict ``round_closed`` where it is no draft any more."""
    progress("load", 0, 0)
    with context.begin(None, readonly=True) as case:
        found = case.unit.rounds.get(round_id)
        field = load_entrants(case, found)
    fits = _find_fits(context, field, progress)
    progress("assign", 0, 0)
    requests = [_to_request(context, it, fits) for it in field.included]
    answer = compute_round(requests, field.places, goal=found.options.goal, emphasis=found.options.emphasis)
    usual = list_first_come([replace(it, is_locked=False) for it in requests], field.places)
    figures = _make_figures(found, field, requests, answer=answer, usual=usual)
    progress("save", 0, 0)
    with context.begin(None) as case:
        _save(case, found, figures, lines=_list_lines(field, answer, set(usual)))
        if close is not None:
            close(case.unit)
        case.unit.commit()
    return figures


def _find_fits(context: Context, field: RoundEntrants, progress: ProgressCallback) -> dict[ApplicationId, Fit]:
    """The fit of everybody who takes part; what nobody has looked at yet is computed and kept."""
    fits = {it.application.id: it.application.fit for it in field.included}
    missing = [it.application for it in field.included if it.application.fit is None]
    if missing:
        market = get_market_cache(context).refresh(progress)
        for it in missing:
            fits[it.id] = store_fit(context, market, it)
    return {key: fit for key, fit in fits.items() if fit is not None}


def _to_request(context: Context, it: Entrant, fits: dict[ApplicationId, Fit]) -> RoundRequest:
    return RoundRequest(
        startup=it.application.startup_id,
        mentor=it.person,
        choice=it.choice,
        fit=fits[it.application.id].score,
        waiting_days=max(0.0, (context.now() - it.application.applied_at) / DAY),
        is_locked=it.is_locked,
    )


def _make_figures(
    found: Round, field: RoundEntrants, requests: Sequence[RoundRequest], *, answer: RoundResult, usual: tuple[int, ...]
) -> RoundFigures:
    takers = field.included
    ids = [it.application.id for it in takers]
    left_out = tuple(it.application.id for it in field.entrants if it.is_locked and it.exclusion is not None)
    in_the_way = left_out or tuple(ids[k] for k in answer.conflicting_locks)
    obstacle = RoundObstacle.LOCK_LEFT_OUT if left_out else RoundObstacle.LOCKS_BEYOND_PLACES if in_the_way else None
    scores = [score_request(it, found.options.emphasis) for it in requests]
    placed = [k for k, outcome in enumerate(answer.outcomes) if outcome is LineOutcome.PLACED]
    return RoundFigures(
        startups=len({it.application.startup_id for it in field.entrants}),
        mentors=len({it.person for it in takers}),
        places=sum(field.places[person] for person in {it.person for it in takers}),
        round=ChoiceTally() if obstacle else _tally(placed, takers, scores),
        usual=_tally(usual, takers, scores),
        minimum=None if obstacle else answer.minimum,
        is_proven=answer.is_proven and obstacle is None,
        objections=() if obstacle else tuple(ids[k] for k in answer.blocking_requests),
        obstacle=obstacle,
        in_the_way=in_the_way,
    )


def _tally(placed: Iterable[int], takers: Sequence[Entrant], scores: Sequence[float]) -> ChoiceTally:
    """How many get which choice."""
    chosen = list(placed)
    by_choice = [takers[k].choice for k in chosen]
    return ChoiceTally(
        placed=len(chosen),
        first=by_choice.count(1),
        second=by_choice.count(2),
        third=by_choice.count(3),
        others=sum(choice > 3 for choice in by_choice),
        total=round(sum(scores[k] for k in chosen), 4),
    )


def _list_lines(field: RoundEntrants, answer: RoundResult, usual: set[int]) -> list[RoundLine]:
    """A line for every entrant; where locks contradict each other nobody is placed."""
    lines, k = [], 0
    for it in field.entrants:
        takes_part, is_found = it.exclusion is None, bool(answer.outcomes)
        outcome = answer.outcomes[k] if takes_part and is_found else it.exclusion or LineOutcome.MENTOR_TAKEN
        lines.append(
            RoundLine(
                mentorship_id=it.application.id,
                startup_id=it.application.startup_id,
                mentor_id=it.application.mentor_id,
                choice=it.choice,
                state=it.application.state,
                rank=it.application.rank,
                ticket=it.application.ticket,
                outcome=outcome,
                score=answer.scores[k] if takes_part and is_found else 0.0,
                is_usual=takes_part and k in usual,
            )
        )
        k += takes_part
    return lines


def _save(case: UseCase[Actor | None], found: Round, figures: RoundFigures, *, lines: Iterable[RoundLine]) -> None:
    """Keep the lines, each with whether it was placed before."""
    now = case.unit.rounds.get_for_update(found.id)
    if not ROUND_STEPS.can(now.state, RoundAction.COMPUTE):
        raise StateConflict("round_closed")
    before = {it.mentorship_id for it in case.unit.rounds.list_lines(found.id) if it.is_placed}
    kept = [replace(it, was_placed=it.mentorship_id in before) for it in lines]
    case.unit.rounds.replace_lines(found.id, kept)
    saved = replace(now, figures=figures, computed_revision=found.revision, computed_at=case.now)
    case.unit.rounds.save(saved)
