"""What goes into a round: every pending application with the first reason to leave it out, and the mentors' places.

They are loaded in the same way when a round is computed, shown and applied.
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
    """A pending application. ``exclusion`` is None if it takes part. ``person`` numbers the mentor's person."""

    application: Application
    choice: int
    person: int
    exclusion: LineOutcome | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntrants:
    """All entrants by startup and choice, and how many new mentees each person can take in this round."""

    entrants: tuple[Entrant, ...]
    places: Mapping[int, int]
    mentors: Mapping[MentorId, Mentor]

    @property
    def included(self) -> tuple[Entrant, ...]:
        """Entrants that take part."""
        return tuple(it for it in self.entrants if it.exclusion is None)


@dataclass(frozen=True, slots=True)
class _EntrantFacts:
    """What decides whether an application takes part. ``full`` and ``capped`` hold persons."""

    pair_rules: Mapping[ApplicationId, PairRule]
    judged: Mapping[PartnerPair, Judgement]
    unavailable: Mapping[MentorId, LineOutcome]
    full: frozenset[int]
    capped: frozenset[int]


def load_entrants(case: UseCase[Actor | None], matching_round: Round) -> RoundEntrants:
    """Load the applications that are pending now."""
    pending = case.unit.application_queue.list_all_pending()
    mentors = case.unit.mentors.list_with_joined_profiles(it.mentor_id for it in pending)
    places = _count_places(mentors.values())
    limits = _find_limits(case.unit, matching_round, mentors)
    facts = _EntrantFacts(
        pair_rules=case.unit.rounds.list_pair_rules(matching_round.id),
        judged=judge_pairs(case.unit, {_pair(it) for it in pending}, now=case.now),
        unavailable=_list_unavailable(case, matching_round, mentors.values()),
        full=frozenset(person for person, left in places.items() if left == 0),
        capped=frozenset(person for person, most in limits.items() if most == 0),
    )
    entrants = [_make_entrant(it, choice, mentors[it.mentor_id], facts) for it, choice in _number_choices(pending)]
    return RoundEntrants(
        entrants=tuple(_exclude_duplicates(entrants)),
        places={person: min(left, limits.get(person, left)) for person, left in places.items()},
        mentors=mentors,
    )


def _number_choices(pending: Iterable[Application]) -> Iterable[tuple[Application, int]]:
    """Each application with its position among those of its startup. The applications must be sorted by rank."""
    seen: dict[StartupId, int] = defaultdict(int)
    for application in pending:
        seen[application.startup_id] += 1
        yield application, seen[application.startup_id]


def _make_entrant(application: Application, choice: int, mentor: Mentor, facts: _EntrantFacts) -> Entrant:
    pair_rule = facts.pair_rules.get(application.id)
    return Entrant(
        application=application,
        choice=choice,
        person=person_number(mentor),
        exclusion=_find_exclusion(application, mentor, pair_rule, facts),
        is_locked=pair_rule is not None and pair_rule.kind is PairRuleKind.REQUIRED,
    )


def _find_exclusion(
    application: Application, mentor: Mentor, pair_rule: PairRule | None, facts: _EntrantFacts
) -> LineOutcome | None:
    """The first reason to leave an application out: the operator's rule first, then the most lasting reason."""
    judgement = facts.judged[_pair(application)]
    has_reason = pair_rule is not None and pair_rule.kind is PairRuleKind.REQUIRED and bool(pair_rule.reason)
    exclusions = (
        (pair_rule is not None and pair_rule.kind is PairRuleKind.FORBIDDEN, LineOutcome.FORBIDDEN),
        (judgement.is_blocked, LineOutcome.CONFLICT),
        (mentor.id in facts.unavailable, facts.unavailable.get(mentor.id)),
        (person_number(mentor) in facts.full, LineOutcome.MENTOR_FULL),
        (person_number(mentor) in facts.capped, LineOutcome.MENTOR_CAPPED),
        (judgement.is_warned and not has_reason, LineOutcome.CONFLICT_REASON),
    )
    return next((outcome for applies, outcome in exclusions if applies), None)


def _exclude_duplicates(entrants: list[Entrant]) -> Iterable[Entrant]:
    """If a startup applied to two profiles of one person, only the required or else the higher choice takes part."""
    best: dict[tuple[StartupId, int], Entrant] = {}
    for entrant in entrants:
        key = entrant.application.startup_id, entrant.person
        if entrant.exclusion is None and (key not in best or (entrant.is_locked and not best[key].is_locked)):
            best[key] = entrant
    for entrant in entrants:
        is_duplicate = entrant.exclusion is None and best[entrant.application.startup_id, entrant.person] is not entrant
        yield replace(entrant, exclusion=LineOutcome.SAME_PERSON) if is_duplicate else entrant


def _count_places(mentors: Iterable[Mentor]) -> dict[int, int]:
    """How many mentees each person can still take: the least of the places of all their profiles."""
    places: dict[int, int] = {}
    for mentor in mentors:
        person = person_number(mentor)
        places[person] = min(mentor.places_left, places.get(person, mentor.places_left))
    return places


def _find_limits(unit: UnitOfWork, matching_round: Round, mentors: Mapping[MentorId, Mentor]) -> dict[int, int]:
    """The operator's limits of new mentees, for persons who have one."""
    most = matching_round.options.most_new
    limits = {person_number(it): most for it in mentors.values()} if most is not None else {}
    for mentor_id, cap in unit.rounds.list_caps(matching_round.id).items():
        if mentor_id in mentors:
            person = person_number(mentors[mentor_id])
            limits[person] = min(cap, limits.get(person, cap))
    return limits


def _list_unavailable(
    case: UseCase[Actor | None], matching_round: Round, mentors: Iterable[Mentor]
) -> dict[MentorId, LineOutcome]:
    """Mentors who cannot take anybody, with the reason."""
    today, exited = case.today, case.unit.pool.list_exited()
    unavailable: dict[MentorId, LineOutcome] = {}
    for mentor in mentors:
        left_at = case.now if mentor.id in exited else None
        outcome = EXCLUSION_OF_SEAT.get(seat_state(mentor.certified_until, left_at, today))
        if outcome is LineOutcome.MENTOR_UNCERTIFIED and matching_round.options.takes_uncertified:
            outcome = None
        if outcome is None and mentor.is_paused_on(today):
            outcome = LineOutcome.MENTOR_PAUSED
        if outcome is not None:
            unavailable[mentor.id] = outcome
    return unavailable


def person_number(mentor: Mentor) -> int:
    """One number for all profiles of a person."""
    return mentor.person_id or mentor.id


def _pair(application: Application) -> PartnerPair:
    return PartnerPair(application.startup_id, PartyKind.MENTOR, application.mentor_id)
