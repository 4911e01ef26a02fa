"""What has changed since a round was computed, and what stands in the way of undoing one."""

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
    """``moved``: the application is in another state; ``reordered``: at another rank or place; ``added``: new, of a
    startup in the round; ``barred``: it would be left out now; ``fewer_places``: the mentor can take fewer.
    """

    MOVED = "moved"
    REORDERED = "reordered"
    ADDED = "added"
    EXCLUDED = "barred"
    FEWER_PLACES = "fewer_places"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """``exclusion`` is the reason to leave the application out; ``needed`` and ``left`` count places."""

    code: ChangeCode
    mentorship_id: ApplicationId
    state: ApplicationState | None = None
    exclusion: LineOutcome | None = None
    needed: int = 0
    left: int = 0


def list_changes(unit: UnitOfWork, lines: Sequence[RoundLine], field: RoundEntrants) -> tuple[RoundChange, ...]:
    """What keeps a draft from being applied as it was computed; applications of startups that are not in it do not."""
    now = {it.application.id: it for it in field.entrants}
    known, startups = {it.mentorship_id for it in lines}, {it.startup_id for it in lines}
    gone = unit.applications.list_with_parties(it.mentorship_id for it in lines if it.mentorship_id not in now)
    found: list[RoundChange] = []
    for line in lines:
        if line.mentorship_id in gone:
            state = gone[line.mentorship_id].application.state
            found.append(RoundChange(code=ChangeCode.MOVED, mentorship_id=line.mentorship_id, state=state))
        else:
            found.extend(_compare(line, now[line.mentorship_id]))
    found.extend(
        RoundChange(code=ChangeCode.ADDED, mentorship_id=key, state=it.application.state)
        for key, it in now.items()
        if key not in known and it.application.startup_id in startups
    )
    return (*found, *_list_lost_places(lines, field))


def _compare(line: RoundLine, now: Entrant) -> Iterable[RoundChange]:
    it = now.application
    if it.state is not line.state:
        yield RoundChange(code=ChangeCode.MOVED, mentorship_id=it.id, state=it.state)
    elif (it.rank, it.ticket) != (line.rank, line.ticket):
        yield RoundChange(code=ChangeCode.REORDERED, mentorship_id=it.id)
    elif line.is_placed and now.exclusion is not None:
        yield RoundChange(code=ChangeCode.EXCLUDED, mentorship_id=it.id, exclusion=now.exclusion)
    elif line.outcome in EXCLUDED_OUTCOMES and now.exclusion is None:
        yield RoundChange(code=ChangeCode.EXCLUDED, mentorship_id=it.id)


def _list_lost_places(lines: Iterable[RoundLine], field: RoundEntrants) -> Iterable[RoundChange]:
    """A change for each person who cannot take all that the round gives him."""
    placed = [it for it in lines if it.is_placed and it.mentor_id in field.mentors]
    needed = Counter(person_number(field.mentors[it.mentor_id]) for it in placed)
    for it in placed:
        person = person_number(field.mentors[it.mentor_id])
        left = field.places[person]
        if left and needed.pop(person, 0) > left:
            count = sum(person_number(field.mentors[other.mentor_id]) == person for other in placed)
            yield RoundChange(code=ChangeCode.FEWER_PLACES, mentorship_id=it.mentorship_id, needed=count, left=left)


def list_with_records(unit: UnitOfWork, lines: Iterable[RoundLine]) -> tuple[ApplicationId, ...]:
    """Pairs of an applied round in which something was recorded or agreed on since: they cannot be undone."""
    placed = [it.mentorship_id for it in lines if it.is_placed]
    recorded = unit.mentorship_records.list_recorded(placed)
    for key, term in unit.terms.list_by_ids(placed).items():
        if term.extensions or term.state is TermState.EXTENDING:
            recorded.add(key)
    return tuple(sorted(recorded))


def list_affected(lines: Iterable[RoundLine]) -> tuple[list[StartupId], list[MentorId]]:
    """Startups that the round gives a mentor, and the mentors of all their applications."""
    found = list(lines)
    startups = {it.startup_id for it in found if it.is_placed}
    mentors = {it.mentor_id for it in found if it.startup_id in startups}
    return sorted(startups), sorted(mentors)
