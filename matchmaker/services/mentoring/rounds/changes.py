"""Changes since a round was computed, and records that prevent undoing an applied one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.mentorships import TermState
from matchmaker.domain.rounds import EXCLUDED_OUTCOMES, LineOutcome, RoundLine
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring.rounds.entrants import Entrant, RoundEntrants, person_number
from matchmaker.storage import UnitOfWork


class ChangeCode(StrEnum):
    """What changed.

    ``moved``: the application has another state. ``reordered``: it has another rank or place on the waiting list.
    ``added``: a startup in the round has a new application. ``barred``: it would be left out now, or no longer.
    ``fewer_places``: the mentor can take fewer.
    """

    MOVED = "moved"
    REORDERED = "reordered"
    ADDED = "added"
    EXCLUDED = "barred"
    FEWER_PLACES = "fewer_places"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """``exclusion``: the reason to leave the application out. ``needed`` and ``left`` count places."""

    code: ChangeCode
    mentorship_id: ApplicationId
    state: ApplicationState | None = None
    exclusion: LineOutcome | None = None
    needed: int = 0
    left: int = 0


def list_changes(unit: UnitOfWork, lines: Sequence[RoundLine], entrants: RoundEntrants) -> tuple[RoundChange, ...]:
    """Changes that prevent applying a draft as it was computed.

    Applications of startups that are not in the draft do not count.
    """
    current = {it.application.id: it for it in entrants.entrants}
    known, startups = {it.mentorship_id for it in lines}, {it.startup_id for it in lines}
    gone = unit.applications.list_with_parties(it.mentorship_id for it in lines if it.mentorship_id not in current)
    changes: list[RoundChange] = []
    for line in lines:
        if line.mentorship_id in gone:
            state = gone[line.mentorship_id].application.state
            changes.append(RoundChange(code=ChangeCode.MOVED, mentorship_id=line.mentorship_id, state=state))
        else:
            changes.extend(_compare(line, current[line.mentorship_id]))
    changes.extend(
        RoundChange(code=ChangeCode.ADDED, mentorship_id=key, state=it.application.state)
        for key, it in current.items()
        if key not in known and it.application.startup_id in startups
    )
    return (*changes, *_list_lost_places(lines, entrants))


def _compare(line: RoundLine, entrant: Entrant) -> Iterable[RoundChange]:
    application = entrant.application
    if application.state is not line.state:
        yield RoundChange(code=ChangeCode.MOVED, mentorship_id=application.id, state=application.state)
    elif (application.rank, application.ticket) != (line.rank, line.ticket):
        yield RoundChange(code=ChangeCode.REORDERED, mentorship_id=application.id)
    elif line.is_placed and entrant.exclusion is not None:
        yield RoundChange(code=ChangeCode.EXCLUDED, mentorship_id=application.id, exclusion=entrant.exclusion)
    elif line.outcome in EXCLUDED_OUTCOMES and entrant.exclusion is None:
        yield RoundChange(code=ChangeCode.EXCLUDED, mentorship_id=application.id)


def _list_lost_places(lines: Iterable[RoundLine], entrants: RoundEntrants) -> Iterable[RoundChange]:
    """A change for each mentor who has fewer free places than the round needs."""
    placed = [it for it in lines if it.is_placed and it.mentor_id in entrants.mentors]
    needed = Counter(person_number(entrants.mentors[it.mentor_id]) for it in placed)
    for line in placed:
        person = person_number(entrants.mentors[line.mentor_id])
        left = entrants.places[person]
        if left and needed.pop(person, 0) > left:
            count = sum(person_number(entrants.mentors[other.mentor_id]) == person for other in placed)
            yield RoundChange(code=ChangeCode.FEWER_PLACES, mentorship_id=line.mentorship_id, needed=count, left=left)


def list_with_records(unit: UnitOfWork, lines: Iterable[RoundLine]) -> tuple[ApplicationId, ...]:
    """Pairs of an applied round with records or an extension since. Such a round cannot be undone."""
    placed = [it.mentorship_id for it in lines if it.is_placed]
    recorded = unit.mentorship_records.list_recorded(placed)
    for key, term in unit.terms.list_by_ids(placed).items():
        if term.extensions or term.state is TermState.EXTENDING:
            recorded.add(key)
    return tuple(sorted(recorded))


def list_affected(lines: Iterable[RoundLine]) -> tuple[list[StartupId], list[MentorId]]:
    """Startups that get a mentor in the round, and the mentors of all their applications."""
    all_lines = list(lines)
    startups = {it.startup_id for it in all_lines if it.is_placed}
    mentors = {it.mentor_id for it in all_lines if it.startup_id in startups}
    return sorted(startups), sorted(mentors)
