"""Facts turned into who wanted whom: the last decision of each about each, where it had been shown, how it weighs.

Pure: ``rules`` says what counts how, ``evidence`` reads the facts.
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
    """Everything that is read. ``absent`` are, of each kind, those who are not learnt from: they left, or switched
    suggestions off.
    """

    applications: tuple[ApplicationFact, ...] = ()
    wishes: tuple[WishFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    deals: tuple[DealFact, ...] = ()
    showings: Iterable[ImpressionFact] = ()
    absent: Mapping[PartyKind, frozenset[int]] = field(default_factory=dict)


def list_preferences(facts: EvidenceFacts, now: datetime, *, is_known: bool = False) -> Iterator[Preference]:
    """One row for each (wanter, wanted), by direction and in the order of their numbers.

    With ``is_known`` only by what others may know now.
    """
    stated = list_stated_preferences(facts, now, is_known=is_known)
    answered = _list_answered(facts)
    shown = group_showings(facts.showings)
    for direction in DIRECTIONS:
        wanters, wanted = (facts.absent.get(kind, frozenset()) for kind in direction)
        said, places = stated[direction], shown.get(direction, {})
        rows = [_to_preference(it, places.get(pair, [])) for pair, it in said.items()]
        rows += _list_passed_over(direction, places, now=now, choosers=_list_choosers(said), but=answered[direction])
        kept = (it for it in rows if it.wanter_id not in wanters and it.wanted_id not in wanted)
        yield from sorted(kept, key=lambda it: (it.wanter_id, it.wanted_id))


def list_investments(facts: EvidenceFacts) -> Iterator[Investment]:
    """The first investment of each (investor, startup), in the order of their numbers."""
    startups, investors = facts.absent.get(STARTUP, frozenset()), facts.absent.get(INVESTOR, frozenset())
    for (investor_id, startup_id), steps in sorted(group_deals(facts.deals).items()):
        found = preference_rules.find_investment(steps)
        if found is not None and investor_id not in investors and startup_id not in startups:
            yield found


def list_stated_preferences(
    facts: EvidenceFacts, now: datetime, *, is_known: bool = False
) -> dict[Direction, dict[IdPair, StatedPreference]]:
    """The last decision of each about each other, weighed with what came later."""
    found: dict[Direction, dict[IdPair, StatedPreference]] = {it: {} for it in DIRECTIONS}
    said = [it for fact in facts.wishes for it in preference_rules.preferences_of_wish(fact, now)]
    said += [it for fact in facts.applications for it in preference_rules.preferences_of_application(fact)]
    for it in said:
        pairs, pair = found[it.direction], (it.wanter_id, it.wanted_id)
        if is_known and it.known_at > now:
            continue
        if pair not in pairs or it.at >= pairs[pair].at:
            pairs[pair] = it
    deals = group_deals(facts.deals)
    for pair, steps in deals.items():
        for it in preference_rules.preferences_of_deal(steps):
            found[TO_INVESTED].setdefault(pair, it)
    _weigh(found, facts, now)
    for pair, it in found[TO_INVESTED].items():
        if pair in deals and it.is_wanted:
            found[TO_INVESTED][pair] = replace(it, weight=it.weight * preference_rules.weigh_deal(deals[pair]))
    return found


def list_met(facts: EvidenceFacts, now: datetime) -> tuple[set[IdPair], dict[PartyKind, set[IdPair]]]:
    """Pairs (startup, investor) that met, and those that did not because one of the kind stayed away."""
    held = {(it.startup_id, it.investor_id) for it in facts.meetings if preference_rules.is_held(it, now)}
    missed: dict[PartyKind, set[IdPair]] = {STARTUP: set(), INVESTOR: set()}
    for it in facts.meetings:
        if preference_rules.is_missed(is_gone=it.has_startup_withdrawn, presence=it.startup_presence):
            missed[STARTUP].add((it.startup_id, it.investor_id))
        if preference_rules.is_missed(is_gone=it.has_investor_withdrawn, presence=it.investor_presence):
            missed[INVESTOR].add((it.startup_id, it.investor_id))
    return held, {kind: pairs - held for kind, pairs in missed.items()}


def group_deals(steps: Iterable[DealFact]) -> dict[IdPair, list[DealFact]]:
    """The steps of each (investor, startup) in their order."""
    found: dict[IdPair, list[DealFact]] = defaultdict(list)
    for it in steps:
        found[it.investor_id, it.startup_id].append(it)
    return found


def group_showings(showings: Iterable[ImpressionFact]) -> dict[Direction, dict[IdPair, ShownPlaces]]:
    """Where and when each was shown to each, in the directions in which one chooses from a list."""
    found: dict[Direction, dict[IdPair, ShownPlaces]] = {it: defaultdict(list) for it in CHOSEN_ON}
    for it in showings:
        pairs = found.get((it.seeker_kind, it.candidate_kind))
        if pairs is not None:
            pairs[it.seeker_id, it.candidate_id].append((it.shown_at, it.position))
    return found


def _weigh(found: dict[Direction, dict[IdPair, StatedPreference]], facts: EvidenceFacts, now: datetime) -> None:
    """Let the meetings count for those who wished for them."""
    held, missed = list_met(facts, now)
    for kind, pairs in ((STARTUP, found[preference_rules.TO_INVESTOR]), (INVESTOR, found[TO_INVESTED])):
        for pair, it in pairs.items():
            met = pair if kind is STARTUP else (pair[1], pair[0])
            factor = preference_rules.weigh_meeting(is_held=met in held, is_missed=met in missed[kind])
            if it.is_wanted and factor != 1.0:
                pairs[pair] = replace(it, weight=it.weight * factor)


def _list_answered(facts: EvidenceFacts) -> dict[Direction, set[IdPair]]:
    """Pairs of whom something was said or done, even where it tells nothing of wanting: they were not passed over."""
    found: dict[Direction, set[IdPair]] = {it: set() for it in DIRECTIONS}
    found[preference_rules.TO_MENTOR] = {(it.startup_id, it.mentor_id) for it in facts.applications}
    for it in facts.wishes:
        found[preference_rules.TO_INVESTOR if it.wisher_kind is STARTUP else TO_INVESTED].add(
            (it.wisher_id, it.wished_id)
        )
    found[TO_INVESTED] |= {(it.investor_id, it.startup_id) for it in facts.deals}
    return found


def _to_preference(it: StatedPreference, places: ShownPlaces) -> Preference:
    before = [position for shown_at, position in places if shown_at <= it.at]
    return Preference(
        wanter_kind=it.direction[0],
        wanter_id=it.wanter_id,
        wanted_kind=it.direction[1],
        wanted_id=it.wanted_id,
        is_wanted=it.is_wanted,
        position=min(before, default=None),
        weight=it.weight,
        at=it.at,
        known_at=it.known_at,
        interaction=it.interaction,
    )


def _list_choosers(said: Mapping[IdPair, StatedPreference]) -> dict[int, datetime]:
    """Who decided anything, and from when on that is known."""
    found: dict[int, datetime] = {}
    for (chooser, _), it in said.items():
        found[chooser] = min(found.get(chooser, it.known_at), it.known_at)
    return found


def _list_passed_over(
    direction: Direction,
    places: Mapping[IdPair, ShownPlaces],
    *,
    now: datetime,
    choosers: Mapping[int, datetime],
    but: set[IdPair],
) -> list[Preference]:
    """Those who were shown where they can be chosen, and passed over by somebody who chose others.

    Known once both are: until it settled, the choice might still have come.
    """
    return [
        Preference(
            wanter_kind=direction[0],
            wanter_id=pair[0],
            wanted_kind=direction[1],
            wanted_id=pair[1],
            is_wanted=False,
            position=min(position for _, position in found),
            weight=PASSED_OVER_WEIGHT,
            at=max(found)[0],
            known_at=max(max(found)[0], min(found)[0] + DECISION_TIME, choosers[pair[0]]),
            interaction=None,
        )
        for pair, found in places.items()
        if pair[0] in choosers and pair not in but and min(found)[0] + DECISION_TIME <= now
    ]
