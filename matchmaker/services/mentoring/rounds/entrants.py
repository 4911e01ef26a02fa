"""What goes into a round: every pending application, with the first thing that keeps it out, and the mentors' places.

The same look is taken when a round is computed, when its page is shown and when it is applied.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.interests import Judgement, PartnerPair
from matchmaker.domain.pool import SeatState, seat_state
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.rounds import LineOutcome, PairRule, PairRuleKind, Round
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.services.platform.context import UseCase
from matchmaker.storage import UnitOfWork

EXCLUSION_OF_SEAT: Mapping[SeatState, LineOutcome] = {
    SeatState.EXITED: LineOutcome.MENTOR_LEFT,
    SeatState.LAPSED: LineOutcome.MENTOR_LAPSED,
    SeatState.UNCERTIFIED: LineOutcome.MENTOR_UNCERTIFIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """A pending application; ``exclusion`` is None where it takes part. ``person`` is the mentor behind the profile."""

    application: Application
    choice: int
    person: int
    exclusion: LineOutcome | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntrants:
    """All entrants, by startup and choice, and the new mentees that each person can take in this round."""

    entrants: tuple[Entrant, ...]
    places: Mapping[int, int]
    mentors: Mapping[MentorId, Mentor]

    @property
    def included(self) -> tuple[Entrant, ...]:
        """Those who take part."""
        return tuple(it for it in self.entrants if it.exclusion is None)


@dataclass(frozen=True, slots=True)
class _EntrantFacts:
    marks: Mapping[ApplicationId, PairRule]
    judged: Mapping[PartnerPair, Judgement]
    unseated: Mapping[MentorId, LineOutcome]
    full: frozenset[int]
    capped: frozenset[int]


def load_entrants(case: UseCase[Actor | None], found: Round) -> RoundEntrants:
    """The applications that are pending now."""
    pending = case.unit.application_queue.list_all_pending()
    mentors = case.unit.mentors.list_with_joined_profiles(it.mentor_id for it in pending)
    places = _count_places(mentors.values())
    limits = _find_limits(case.unit, found, mentors)
    facts = _EntrantFacts(
        marks=case.unit.rounds.list_pair_rules(found.id),
        judged=judge_pairs(case.unit, {_pair(it) for it in pending}, now=case.now),
        unseated=_list_unavailable(case, found, mentors.values()),
        full=frozenset(person for person, left in places.items() if left == 0),
        capped=frozenset(person for person, most in limits.items() if most == 0),
    )
    entrants = [_make_entrant(it, choice, mentors[it.mentor_id], facts) for it, choice in _count_choices(pending)]
    return RoundEntrants(
        entrants=tuple(_exclude_duplicates(entrants)),
        places={person: min(left, limits.get(person, left)) for person, left in places.items()},
        mentors=mentors,
    )


def _count_choices(pending: Iterable[Application]) -> Iterable[tuple[Application, int]]:
    """Applications, which come by rank, with their place among those of their startup."""
    seen: dict[StartupId, int] = defaultdict(int)
    for it in pending:
        seen[it.startup_id] += 1
        yield it, seen[it.startup_id]


def _make_entrant(it: Application, choice: int, mentor: Mentor, facts: _EntrantFacts) -> Entrant:
    mark = facts.marks.get(it.id)
    return Entrant(
        application=it,
        choice=choice,
        person=person_number(mentor),
        exclusion=_find_exclusion(it, mentor, mark, facts),
        is_locked=mark is not None and mark.kind is PairRuleKind.REQUIRED,
    )


def _find_exclusion(it: Application, mentor: Mentor, mark: PairRule | None, facts: _EntrantFacts) -> LineOutcome | None:
    """The first thing that keeps an application out; the operator's word comes first, then what lasts longest."""
    judgement = facts.judged[_pair(it)]
    has_reason = mark is not None and mark.kind is PairRuleKind.REQUIRED and bool(mark.reason)
    bars = (
        (mark is not None and mark.kind is PairRuleKind.FORBIDDEN, LineOutcome.FORBIDDEN),
        (judgement.is_blocked, LineOutcome.CONFLICT),
        (mentor.id in facts.unseated, facts.unseated.get(mentor.id)),
        (person_number(mentor) in facts.full, LineOutcome.MENTOR_FULL),
        (person_number(mentor) in facts.capped, LineOutcome.MENTOR_CAPPED),
        (judgement.is_warned and not has_reason, LineOutcome.CONFLICT_REASON),
    )
    return next((outcome for holds, outcome in bars if holds), None)


def _exclude_duplicates(entrants: list[Entrant]) -> Iterable[Entrant]:
    """Of two applications of a startup to one person the locked or the higher choice takes part."""
    best: dict[tuple[StartupId, int], Entrant] = {}
    for it in entrants:
        key = it.application.startup_id, it.person
        if it.exclusion is None and (key not in best or (it.is_locked and not best[key].is_locked)):
            best[key] = it
    for it in entrants:
        is_double = it.exclusion is None and best[it.application.startup_id, it.person] is not it
        yield replace(it, exclusion=LineOutcome.SAME_PERSON) if is_double else it


def _count_places(mentors: Iterable[Mentor]) -> dict[int, int]:
    """What each person can still take: no profile of his may be exceeded."""
    places: dict[int, int] = {}
    for it in mentors:
        person = person_number(it)
        places[person] = min(it.places_left, places.get(person, it.places_left))
    return places


def _find_limits(unit: UnitOfWork, found: Round, mentors: Mapping[MentorId, Mentor]) -> dict[int, int]:
    """New mentees at most by the operator's word, for persons who have such a limit."""
    most = found.options.most_new
    limits = {person_number(it): most for it in mentors.values()} if most is not None else {}
    for mentor_id, cap in unit.rounds.list_caps(found.id).items():
        if mentor_id in mentors:
            person = person_number(mentors[mentor_id])
            limits[person] = min(cap, limits.get(person, cap))
    return limits


def _list_unavailable(
    case: UseCase[Actor | None], found: Round, mentors: Iterable[Mentor]
) -> dict[MentorId, LineOutcome]:
    """Mentors who take nobody, with the reason."""
    today, exited = case.today, case.unit.pool.list_exited()
    bars: dict[MentorId, LineOutcome] = {}
    for it in mentors:
        left_at = case.now if it.id in exited else None
        bar = EXCLUSION_OF_SEAT.get(seat_state(it.certified_until, left_at, today))
        if bar is LineOutcome.MENTOR_UNCERTIFIED and found.options.takes_uncertified:
            bar = None
        if bar is None and it.is_paused_on(today):
            bar = LineOutcome.MENTOR_PAUSED
        if bar is not None:
            bars[it.id] = bar
    return bars


def person_number(mentor: Mentor) -> int:
    """One number for all profiles of a person."""
    return mentor.person_id or mentor.id


def _pair(it: Application) -> PartnerPair:
    return PartnerPair(it.startup_id, PartyKind.MENTOR, it.mentor_id)
