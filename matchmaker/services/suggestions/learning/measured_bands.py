"""The measured meaning of a band. For applications: how many with this band were accepted. For lists: how many of the
candidates shown with this band were chosen.

Applications are few, so they are counted when a page asks. Impressions have a row for each candidate, page and day, so
a scheduled task counts them and pages read the counts. An impression counts after ``DECISION_TIME``, or when the wishes
are closed, since until then the choice may still come. A pass is not a choice. Impressions of people who never chose
anybody do not count.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.evidence import DIRECTIONS, Direction
from matchmaker.domain.learning import BandMeasure, MeasuredBand
from matchmaker.domain.vocabulary import ApplicationState, Band
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.suggestions.learning.preference_rules import CHOSEN_ON, DECISION_TIME, TO_MENTEE, TO_MENTOR
from matchmaker.storage import UnitOfWork

ACCEPTED = frozenset({ApplicationState.ACCEPTED, ApplicationState.ENDED})

EVERY = timedelta(hours=1)
"""Age at which the counts of impressions are counted again. They change only a little in a day."""

Measured = Mapping[Band, MeasuredBand]
"""All bands, the best first."""

Counts = Mapping[Band, tuple[int, int]]


def measure_bands(context: Context, actor: Actor, direction: Direction) -> Measured:
    """The measured meaning of the bands on lists of one kind of people for another.

    Between startups and mentors, applications are counted, for both sides. An application that the mentor left
    unanswered counts as not accepted. An application that was not decided does not count.
    """
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        if direction in {TO_MENTOR, TO_MENTEE}:
            return _measure(BandMeasure.ACCEPTED, _count_answers(unit))
        return _measure(BandMeasure.CHOSEN, unit.measured_bands.load().get(direction, {}))


def measure_all(context: Context, actor: Actor) -> Mapping[tuple[BandMeasure, Direction], Measured]:
    """All measurements of bands, for the operator."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        answers, shown = _count_answers(unit), unit.measured_bands.load()
    found = {(BandMeasure.ACCEPTED, TO_MENTEE): _measure(BandMeasure.ACCEPTED, answers)}
    for direction in DIRECTIONS:
        if direction in CHOSEN_ON:
            measure = BandMeasure.APPLIED if direction == TO_MENTOR else BandMeasure.CHOSEN
            found[measure, direction] = _measure(measure, shown.get(direction, {}))
    return found


def count_bands(context: Context) -> int:
    """Count impressions again where the counts are old. Returns how many kinds of lists were counted."""
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        counted_at = unit.measured_bands.find_time()
        if counted_at is not None and now - counted_at < EVERY:
            return 0
        counts = {it: _count_shown(unit, it, now) for it in CHOSEN_ON}
    with context.open_unit() as unit:
        for direction, found in counts.items():
            unit.measured_bands.save(direction, found, now)
        unit.commit()
    return len(counts)


def _count_answers(unit: UnitOfWork) -> Counts:
    answers = unit.applications.count_answers()
    return {
        band: (
            sum(count for (of, state), count in answers.items() if of is band and state in ACCEPTED),
            sum(count for (of, _), count in answers.items() if of is band),
        )
        for band in Band
    }


def _count_shown(unit: UnitOfWork, direction: Direction, now: datetime) -> Counts:
    surfaces, before = CHOSEN_ON[direction], now - DECISION_TIME
    if direction == TO_MENTOR:
        return unit.bands.count_applied(surfaces, before=before)
    return unit.bands.count_wished(*direction, surfaces, before=before, now=now)


def _measure(measure: BandMeasure, counts: Counts) -> Measured:
    return {
        band: MeasuredBand(band=band, measure=measure, chosen=chosen, total=total)
        for band in Band
        for chosen, total in [counts.get(band, (0, 0))]
    }
