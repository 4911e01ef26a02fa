"""Computing a round: load, assign on plain values, save the lines. Nothing else is changed."""

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
"""Called in the transaction that saves the lines, for changes that must be committed together with them."""

DAY = timedelta(days=1)


def compute_draft(
    context: Context, round_id: RoundId, progress: ProgressCallback = ignore_progress, *, on_save: OnSave | None = None
) -> RoundFigures:
    """Compute a draft from the applications pending now. Raises StateConflict ``round_closed`` if it is no draft."""
    progress("load", 0, 0)
    with context.begin(None, readonly=True) as case:
        matching_round = case.unit.rounds.get(round_id)
        entrants = load_entrants(case, matching_round)
    fits = _find_fits(context, entrants, progress)
    progress("assign", 0, 0)
    requests = [_to_request(context, it, fits) for it in entrants.included]
    result = compute_round(
        requests, entrants.places, goal=matching_round.options.goal, emphasis=matching_round.options.emphasis
    )
    first_come = list_first_come([replace(it, is_locked=False) for it in requests], entrants.places)
    figures = _make_figures(matching_round, entrants, requests, result=result, first_come=first_come)
    progress("save", 0, 0)
    with context.begin(None) as case:
        _save(case, matching_round, figures, lines=_list_lines(entrants, result, set(first_come)))
        if on_save is not None:
            on_save(case.unit)
        case.unit.commit()
    return figures


def _find_fits(context: Context, entrants: RoundEntrants, progress: ProgressCallback) -> dict[ApplicationId, Fit]:
    """The fit of every application that takes part. A missing fit is computed and stored."""
    fits = {it.application.id: it.application.fit for it in entrants.included}
    missing = [it.application for it in entrants.included if it.application.fit is None]
    if missing:
        market = get_market_cache(context).refresh(progress)
        for application in missing:
            fits[application.id] = store_fit(context, market, application)
    return {key: fit for key, fit in fits.items() if fit is not None}


def _to_request(context: Context, entrant: Entrant, fits: dict[ApplicationId, Fit]) -> RoundRequest:
    return RoundRequest(
        startup=entrant.application.startup_id,
        mentor=entrant.person,
        choice=entrant.choice,
        fit=fits[entrant.application.id].score,
        waiting_days=max(0.0, (context.now() - entrant.application.applied_at) / DAY),
        is_locked=entrant.is_locked,
    )


def _make_figures(
    matching_round: Round,
    entrants: RoundEntrants,
    requests: Sequence[RoundRequest],
    *,
    result: RoundResult,
    first_come: tuple[int, ...],
) -> RoundFigures:
    included = entrants.included
    ids = [it.application.id for it in included]
    left_out = tuple(it.application.id for it in entrants.entrants if it.is_locked and it.exclusion is not None)
    in_the_way = left_out or tuple(ids[k] for k in result.conflicting_locks)
    obstacle = RoundObstacle.LOCK_LEFT_OUT if left_out else RoundObstacle.LOCKS_BEYOND_PLACES if in_the_way else None
    scores = [score_request(it, matching_round.options.emphasis) for it in requests]
    placed = [k for k, outcome in enumerate(result.outcomes) if outcome is LineOutcome.PLACED]
    return RoundFigures(
        startups=len({it.application.startup_id for it in entrants.entrants}),
        mentors=len({it.person for it in included}),
        places=sum(entrants.places[person] for person in {it.person for it in included}),
        round=ChoiceTally() if obstacle else _tally(placed, included, scores),
        usual=_tally(first_come, included, scores),
        minimum=None if obstacle else result.minimum,
        is_proven=result.is_proven and obstacle is None,
        objections=() if obstacle else tuple(ids[k] for k in result.blocking_requests),
        obstacle=obstacle,
        in_the_way=in_the_way,
    )


def _tally(placed: Iterable[int], entrants: Sequence[Entrant], scores: Sequence[float]) -> ChoiceTally:
    """Count the placed applications by choice."""
    chosen = list(placed)
    by_choice = [entrants[k].choice for k in chosen]
    return ChoiceTally(
        placed=len(chosen),
        first=by_choice.count(1),
        second=by_choice.count(2),
        third=by_choice.count(3),
        others=sum(choice > 3 for choice in by_choice),
        total=round(sum(scores[k] for k in chosen), 4),
    )


def _list_lines(entrants: RoundEntrants, result: RoundResult, first_come: set[int]) -> list[RoundLine]:
    """A line for every entrant. If required pairs contradict each other, nobody is placed."""
    lines, index = [], 0
    for entrant in entrants.entrants:
        takes_part, is_solved = entrant.exclusion is None, bool(result.outcomes)
        outcome = result.outcomes[index] if takes_part and is_solved else entrant.exclusion or LineOutcome.MENTOR_TAKEN
        lines.append(
            RoundLine(
                mentorship_id=entrant.application.id,
                startup_id=entrant.application.startup_id,
                mentor_id=entrant.application.mentor_id,
                choice=entrant.choice,
                state=entrant.application.state,
                rank=entrant.application.rank,
                ticket=entrant.application.ticket,
                outcome=outcome,
                score=result.scores[index] if takes_part and is_solved else 0.0,
                is_usual=takes_part and index in first_come,
            )
        )
        index += takes_part
    return lines


def _save(
    case: UseCase[Actor | None], matching_round: Round, figures: RoundFigures, *, lines: Iterable[RoundLine]
) -> None:
    """Save the lines, each with whether the computation before placed it."""
    locked = case.unit.rounds.get_for_update(matching_round.id)
    if not ROUND_STEPS.can(locked.state, RoundAction.COMPUTE):
        raise StateConflict("round_closed")
    before = {it.mentorship_id for it in case.unit.rounds.list_lines(matching_round.id) if it.is_placed}
    saved_lines = [replace(it, was_placed=it.mentorship_id in before) for it in lines]
    case.unit.rounds.replace_lines(matching_round.id, saved_lines)
    saved = replace(locked, figures=figures, computed_revision=matching_round.revision, computed_at=case.now)
    case.unit.rounds.save(saved)
