"""What has changed since a round was computed, and what stands in the way of undoing one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.ids import MentorId, MentorshipId, StartupId
from matchmaker.domain.mentoring import TermState
from matchmaker.domain.rounds import LEFT_OUT, LineOutcome, RoundLine
from matchmaker.domain.vocabulary import MentorshipState
from matchmaker.services.rounds.entrants import Entrant, Field, find_person
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
class Change:
    """``state`` is the present one, ``exclusion`` is the reason to leave it out; ``needed`` and ``left`` count places."""

    code: ChangeCode
    mentorship_id: MentorshipId
    state: MentorshipState | None = None
    exclusion: LineOutcome | None = None
    needed: int = 0
    left: int = 0


def list_changes(unit: UnitOfWork, lines: Sequence[RoundLine], field: Field) -> tuple[Change, ...]:
    """What keeps a draft from being applied as it was computed; applications of startups that are not in it do not."""
    now = {it.application.id: it for it in field.entrants}
    known, startups = {it.mentorship_id for it in lines}, {it.startup_id for it in lines}
    gone = unit.mentorships.list_with_parties(it.mentorship_id for it in lines if it.mentorship_id not in now)
    found: list[Change] = []
    for line in lines:
        if line.mentorship_id in gone:
            state = gone[line.mentorship_id].application.state
            found.append(Change(code=ChangeCode.MOVED, mentorship_id=line.mentorship_id, state=state))
        else:
            found.extend(_compare(line, now[line.mentorship_id]))
    found.extend(
        Change(code=ChangeCode.ADDED, mentorship_id=key, state=it.application.state)
        for key, it in now.items()
        if key not in known and it.application.startup_id in startups
    )
    return (*found, *_list_fewer(lines, field))


def _compare(line: RoundLine, now: Entrant) -> Iterable[Change]:
    it = now.application
    if it.state is not line.state:
        yield Change(code=ChangeCode.MOVED, mentorship_id=it.id, state=it.state)
    elif (it.rank, it.ticket) != (line.rank, line.ticket):
        yield Change(code=ChangeCode.REORDERED, mentorship_id=it.id)
    elif line.is_placed and now.exclusion is not None:
        yield Change(code=ChangeCode.EXCLUDED, mentorship_id=it.id, exclusion=now.exclusion)
    elif line.outcome in LEFT_OUT and now.exclusion is None:
        yield Change(code=ChangeCode.EXCLUDED, mentorship_id=it.id)


def _list_fewer(lines: Iterable[RoundLine], field: Field) -> Iterable[Change]:
    """A change for each person who cannot take all that the round gives him."""
    placed = [it for it in lines if it.is_placed and it.mentor_id in field.mentors]
    needed = Counter(find_person(field.mentors[it.mentor_id]) for it in placed)
    for it in placed:
        person = find_person(field.mentors[it.mentor_id])
        left = field.places[person]
        if left and needed.pop(person, 0) > left:
            count = sum(find_person(field.mentors[other.mentor_id]) == person for other in placed)
            yield Change(code=ChangeCode.FEWER_PLACES, mentorship_id=it.mentorship_id, needed=count, left=left)


def list_recorded(unit: UnitOfWork, lines: Iterable[RoundLine]) -> tuple[MentorshipId, ...]:
    """Pairs of an applied round in which something was recorded or agreed on since: they cannot be undone."""
    placed = [it.mentorship_id for it in lines if it.is_placed]
    recorded = unit.mentoring.list_recorded(placed)
    for key, term in unit.terms.list_by_ids(placed).items():
        if term.extensions or term.state is TermState.EXTENDING:
            recorded.add(key)
    return tuple(sorted(recorded))


def list_touched(lines: Iterable[RoundLine]) -> tuple[list[StartupId], list[MentorId]]:
    """Startups that the round gives a mentor, and the mentors of all their applications."""
    found = list(lines)
    startups = {it.startup_id for it in found if it.is_placed}
    mentors = {it.mentor_id for it in found if it.startup_id in startups}
    return sorted(startups), sorted(mentors)
