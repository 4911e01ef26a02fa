"""Turn facts into preferences: the last decision of each about each, its place in the list, and its weight.

The module is pure. ``preference_rules`` defines what counts and how much, ``evidence`` reads the facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from matchmaker.domain.evidence import (
    DIRECTIONS,
    ApplicationFact,
    DealFact,
    Direction,
    IdPair,
    ImpressionFact,
    Investment,
    MeetingFact,
    Preference,
    WishFact,
)
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.suggestions.learning import preference_rules
from matchmaker.services.suggestions.learning.preference_rules import (
    CHOSEN_ON,
    DECISION_TIME,
    INVESTOR,
    PASSED_OVER_WEIGHT,
    STARTUP,
    TO_INVESTED,
    StatedPreference,
)

ShownPlaces = list[tuple[datetime, int]]
"""When and at which position somebody was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """All facts that are read.

    ``absent`` are the people left out of learning, by kind: they left, or switched suggestions off.
    """

    applications: tuple[ApplicationFact, ...] = ()
    wishes: tuple[WishFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    deals: tuple[DealFact, ...] = ()
    showings: Iterable[ImpressionFact] = ()
    absent: Mapping[PartyKind, frozenset[int]] = field(default_factory=dict)


def list_preferences(facts: EvidenceFacts, now: datetime, *, is_known: bool = False) -> Iterator[Preference]:
    """One row for each (wanter, wanted), by direction and id.

    With ``is_known``, only what others may know now counts.
    """
    stated = list_stated_preferences(facts, now, is_known=is_known)
    answered = _list_answered(facts)
    shown = group_showings(facts.showings)
    for direction in DIRECTIONS:
        absent_wanters, absent_wanted = (facts.absent.get(kind, frozenset()) for kind in direction)
        decisions, places = stated[direction], shown.get(direction, {})
        rows = [_to_preference(it, places.get(pair, [])) for pair, it in decisions.items()]
        rows += _list_passed_over(
            direction, places, now=now, choosers=_list_choosers(decisions), answered=answered[direction]
        )
        included = (it for it in rows if it.wanter_id not in absent_wanters and it.wanted_id not in absent_wanted)
        yield from sorted(included, key=lambda it: (it.wanter_id, it.wanted_id))


def list_investments(facts: EvidenceFacts) -> Iterator[Investment]:
    """The first investment of each (investor, startup), by id."""
    startups, investors = facts.absent.get(STARTUP, frozenset()), facts.absent.get(INVESTOR, frozenset())
    for (investor_id, startup_id), steps in sorted(group_deals(facts.deals).items()):
        found = preference_rules.find_investment(steps)
        if found is not None and investor_id not in investors and startup_id not in startups:
            yield found


def list_stated_preferences(
    facts: EvidenceFacts, now: datetime, *, is_known: bool = False
) -> dict[Direction, dict[IdPair, StatedPreference]]:
    """The last decision of each about each other, weighted with what happened later."""
    found: dict[Direction, dict[IdPair, StatedPreference]] = {decision: {} for decision in DIRECTIONS}
    decisions = [decision for fact in facts.wishes for decision in preference_rules.preferences_of_wish(fact, now)]
    decisions += [
        decision for fact in facts.applications for decision in preference_rules.preferences_of_application(fact)
    ]
    for decision in decisions:
        pairs, pair = found[decision.direction], (decision.wanter_id, decision.wanted_id)
        if is_known and decision.known_at > now:
            continue
        if pair not in pairs or decision.at >= pairs[pair].at:
            pairs[pair] = decision
    deals = group_deals(facts.deals)
    for pair, steps in deals.items():
        for decision in preference_rules.preferences_of_deal(steps):
            found[TO_INVESTED].setdefault(pair, decision)
    _weigh_meetings(found, facts, now)
    for pair, decision in found[TO_INVESTED].items():
        if pair in deals and decision.is_wanted:
            found[TO_INVESTED][pair] = replace(
                decision, weight=decision.weight * preference_rules.weigh_deal(deals[pair])
            )
    return found


def list_met(facts: EvidenceFacts, now: datetime) -> tuple[set[IdPair], dict[PartyKind, set[IdPair]]]:
    """Pairs (startup, investor) that met, and by kind those that did not because that side was absent."""
    held = {
        (meeting.startup_id, meeting.investor_id)
        for meeting in facts.meetings
        if preference_rules.is_held(meeting, now)
    }
    missed: dict[PartyKind, set[IdPair]] = {STARTUP: set(), INVESTOR: set()}
    for meeting in facts.meetings:
        if preference_rules.is_missed(is_gone=meeting.has_startup_withdrawn, presence=meeting.startup_presence):
            missed[STARTUP].add((meeting.startup_id, meeting.investor_id))
        if preference_rules.is_missed(is_gone=meeting.has_investor_withdrawn, presence=meeting.investor_presence):
            missed[INVESTOR].add((meeting.startup_id, meeting.investor_id))
    return held, {kind: pairs - held for kind, pairs in missed.items()}


def group_deals(steps: Iterable[DealFact]) -> dict[IdPair, list[DealFact]]:
    """The steps of each (investor, startup) in their order."""
    found: dict[IdPair, list[DealFact]] = defaultdict(list)
    for step in steps:
        found[step.investor_id, step.startup_id].append(step)
    return found


def group_showings(showings: Iterable[ImpressionFact]) -> dict[Direction, dict[IdPair, ShownPlaces]]:
    """When and where each was shown to each, in the directions in which people choose from a list."""
    found: dict[Direction, dict[IdPair, ShownPlaces]] = {showing: defaultdict(list) for showing in CHOSEN_ON}
    for showing in showings:
        pairs = found.get((showing.seeker_kind, showing.candidate_kind))
        if pairs is not None:
            pairs[showing.seeker_id, showing.candidate_id].append((showing.shown_at, showing.position))
    return found


def _weigh_meetings(
    found: dict[Direction, dict[IdPair, StatedPreference]], facts: EvidenceFacts, now: datetime
) -> None:
    """Multiply the weights of wishes by what happened to the meetings."""
    held, missed = list_met(facts, now)
    for kind, pairs in ((STARTUP, found[preference_rules.TO_INVESTOR]), (INVESTOR, found[TO_INVESTED])):
        for pair, decision in pairs.items():
            met = pair if kind is STARTUP else (pair[1], pair[0])
            factor = preference_rules.weigh_meeting(is_held=met in held, is_missed=met in missed[kind])
            if decision.is_wanted and factor != 1.0:
                pairs[pair] = replace(decision, weight=decision.weight * factor)


def _list_answered(facts: EvidenceFacts) -> dict[Direction, set[IdPair]]:
    """Pairs with any interaction, even one that shows no preference. They were not passed over in silence."""
    found: dict[Direction, set[IdPair]] = {fact: set() for fact in DIRECTIONS}
    found[preference_rules.TO_MENTOR] = {(fact.startup_id, fact.mentor_id) for fact in facts.applications}
    for fact in facts.wishes:
        found[preference_rules.TO_INVESTOR if fact.wisher_kind is STARTUP else TO_INVESTED].add(
            (fact.wisher_id, fact.wished_id)
        )
    found[TO_INVESTED] |= {(fact.investor_id, fact.startup_id) for fact in facts.deals}
    return found


def _to_preference(decision: StatedPreference, places: ShownPlaces) -> Preference:
    before = [position for shown_at, position in places if shown_at <= decision.at]
    return Preference(
        wanter_kind=decision.direction[0],
        wanter_id=decision.wanter_id,
        wanted_kind=decision.direction[1],
        wanted_id=decision.wanted_id,
        is_wanted=decision.is_wanted,
        position=min(before, default=None),
        weight=decision.weight,
        at=decision.at,
        known_at=decision.known_at,
        interaction=decision.interaction,
    )


def _list_choosers(decisions: Mapping[IdPair, StatedPreference]) -> dict[int, datetime]:
    """People who decided about anybody, with the time from which this is known."""
    found: dict[int, datetime] = {}
    for (chooser, _), decision in decisions.items():
        found[chooser] = min(found.get(chooser, decision.known_at), decision.known_at)
    return found


def _list_passed_over(
    direction: Direction,
    places: Mapping[IdPair, ShownPlaces],
    *,
    now: datetime,
    choosers: Mapping[int, datetime],
    answered: set[IdPair],
) -> list[Preference]:
    """Candidates who were shown with a button to choose, and passed over by somebody who chose others.

    It is known when both are known. Before ``DECISION_TIME`` is over, the choice might still come.
    """
    return [
        Preference(
            wanter_kind=direction[0],
            wanter_id=pair[0],
            wanted_kind=direction[1],
            wanted_id=pair[1],
            is_wanted=False,
            position=min(position for _, position in shown),
            weight=PASSED_OVER_WEIGHT,
            at=max(shown)[0],
            known_at=max(max(shown)[0], min(shown)[0] + DECISION_TIME, choosers[pair[0]]),
            interaction=None,
        )
        for pair, shown in places.items()
        if pair[0] in choosers and pair not in answered and min(shown)[0] + DECISION_TIME <= now
    ]
