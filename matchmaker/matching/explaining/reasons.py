"""From the value of a part to a reason: a code, and the data for its sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.interactions.effects import age_from_effect
from matchmaker.matching.market.industry_tree import INDUSTRIES
from matchmaker.matching.market.sides import STAGES, ZONES, MarketSide
from matchmaker.matching.parts import NEUTRAL, Part

DAYS_STEP = 30
"""Days are rounded up to such steps: a reason is read days after it was made, and exact days would be private."""


class ReasonCode(StrEnum):
    """The codes of reasons, with the names of their data in brackets. Lists contain codes or words, in fixed order."""

    TEXT_NEEDS_MET = "text_needs_met"  # (terms)
    TEXT_NEEDS_UNMET = "text_needs_unmet"  # ()
    TEXT_PROFILE_MATCH = "text_profile_match"  # (terms)
    TEXT_PROFILE_FAR = "text_profile_far"  # ()
    SAME_INDUSTRY = "same_industry"  # (industry)
    NEAR_INDUSTRY = "near_industry"  # (startup, partner: lists of industries)
    FAR_INDUSTRY = "far_industry"  # (startup, partner: lists of industries)
    STAGE_FITS = "stage_fits"  # (stage)
    STAGE_NEAR = "stage_near"  # (stage, stages)
    STAGE_OUTSIDE = "stage_outside"  # (stage, stages)
    TICKET_FITS = "ticket_fits"  # (sought, min, max) in 万元, None for an open end
    TICKET_NEAR = "ticket_near"  # (sought, min, max): outside, but not far
    TICKET_TOO_SMALL = "ticket_too_small"  # (sought, min, max): the largest ticket is below what is sought
    TICKET_TOO_LARGE = "ticket_too_large"  # (sought, min, max): the smallest ticket is above what is sought
    SAME_ZONE = "same_zone"  # (zone)
    OTHER_ZONE = "other_zone"  # (startup, partner: lists of zones)
    PLACES_LEFT = "places_left"  # (count)
    FEW_PLACES = "few_places"  # (count)
    PARTNER_POPULAR = "partner_popular"  # (kind: of the partner)
    PARTNER_SELDOM = "partner_seldom"  # (kind)
    STARTUP_POPULAR = "startup_popular"  # ()
    STARTUP_SELDOM = "startup_seldom"  # ()
    LIKE_CHOSE = "like_chose"  # (kind)
    LIKE_SELDOM_CHOSE = "like_seldom_chose"  # (kind)
    CHOSE_LIKE = "chose_like"  # (kind)
    SELDOM_CHOSE_LIKE = "seldom_chose_like"  # (kind)
    ACTIVE_LATELY = "active_lately"  # (kind, days within which something was decided)
    INVESTED_TOGETHER = "invested_together"  # (kind)
    THIN_PROFILE = "thin_profile"  # (kind: of the profile with little text)


@dataclass(frozen=True, slots=True)
class CodedReason:
    code: ReasonCode
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlainFacts:
    """The facts of one side as plain Python values, converted in advance for all its pairs."""

    industries: tuple[tuple[str, ...], ...]
    stages: tuple[tuple[str, ...], ...]
    zones: tuple[tuple[str, ...], ...]
    money: tuple[tuple[int | None, int | None], ...]
    places: tuple[int, ...]


def to_plain_facts(side: MarketSide) -> PlainFacts:
    """The facts of a side as plain values.

    Parameters
    ----------
    side : MarketSide

    Returns
    -------
    PlainFacts
    """
    return PlainFacts(
        industries=_names(side.industries, INDUSTRIES),
        stages=_names(side.stages, STAGES),
        zones=_names(side.zones, ZONES),
        money=tuple((_plain_money(low), _plain_money(high)) for low, high in side.log_money.tolist()),
        places=tuple(side.places.tolist()),
    )


@dataclass(frozen=True, slots=True)
class FactPair:
    """A startup and a partner, as rows in the facts of their sides."""

    startups: PlainFacts
    partners: PlainFacts
    startup: int
    partner: int


def explain_fact(part: Part, pair: FactPair, value: float) -> CodedReason:
    """The reason of a pair for a part that comes from a fact.

    Parameters
    ----------
    part : Part
        INDUSTRY, STAGE, TICKET, ZONE or LOAD, known for the pair.
    pair : FactPair
    value : float
        Value of the part, in [0, 1].

    Returns
    -------
    CodedReason
    """
    return _FACT_EXPLAINERS[part](pair, value)


def _explain_industry(pair: FactPair, value: float) -> CodedReason:
    own, other = pair.startups.industries[pair.startup], pair.partners.industries[pair.partner]
    shared = [name for name in own if name in other]
    if shared:
        return CodedReason(ReasonCode.SAME_INDUSTRY, {"industry": shared[0]})
    code = ReasonCode.NEAR_INDUSTRY if value > NEUTRAL else ReasonCode.FAR_INDUSTRY
    return CodedReason(code, {"startup": list(own), "partner": list(other)})


def _explain_stage(pair: FactPair, value: float) -> CodedReason:
    stage, stages = pair.startups.stages[pair.startup][0], pair.partners.stages[pair.partner]
    if stage in stages:
        return CodedReason(ReasonCode.STAGE_FITS, {"stage": stage})
    code = ReasonCode.STAGE_NEAR if value > NEUTRAL else ReasonCode.STAGE_OUTSIDE
    return CodedReason(code, {"stage": stage, "stages": list(stages)})


def _explain_ticket(pair: FactPair, value: float) -> CodedReason:
    sought = pair.startups.money[pair.startup][0]
    least, most = pair.partners.money[pair.partner]
    data = {"sought": sought, "min": least, "max": most}
    if value >= 1.0:
        return CodedReason(ReasonCode.TICKET_FITS, data)
    if value > NEUTRAL:
        return CodedReason(ReasonCode.TICKET_NEAR, data)
    is_beyond = most is not None and sought is not None and sought > most
    return CodedReason(ReasonCode.TICKET_TOO_SMALL if is_beyond else ReasonCode.TICKET_TOO_LARGE, data)


def _explain_zone(pair: FactPair, value: float) -> CodedReason:
    own, other = pair.startups.zones[pair.startup], pair.partners.zones[pair.partner]
    if value >= 1.0:
        return CodedReason(ReasonCode.SAME_ZONE, {"zone": own[0]})
    return CodedReason(ReasonCode.OTHER_ZONE, {"startup": list(own), "partner": list(other)})


def _explain_load(pair: FactPair, value: float) -> CodedReason:
    code = ReasonCode.PLACES_LEFT if value > NEUTRAL else ReasonCode.FEW_PLACES
    return CodedReason(code, {"count": pair.partners.places[pair.partner]})


_FACT_EXPLAINERS: Mapping[Part, Callable[[FactPair, float], CodedReason]] = {
    Part.INDUSTRY: _explain_industry,
    Part.STAGE: _explain_stage,
    Part.TICKET: _explain_ticket,
    Part.ZONE: _explain_zone,
    Part.LOAD: _explain_load,
}


_INTERACTION_CODES: Mapping[Part, tuple[ReasonCode, ReasonCode]] = {
    Part.PARTNER_POPULARITY: (ReasonCode.PARTNER_POPULAR, ReasonCode.PARTNER_SELDOM),
    Part.STARTUP_POPULARITY: (ReasonCode.STARTUP_POPULAR, ReasonCode.STARTUP_SELDOM),
    Part.CHOSEN_BY_LIKE: (ReasonCode.LIKE_CHOSE, ReasonCode.LIKE_SELDOM_CHOSE),
    Part.CHOSE_LIKE: (ReasonCode.CHOSE_LIKE, ReasonCode.SELDOM_CHOSE_LIKE),
    Part.RECENCY: (ReasonCode.ACTIVE_LATELY, ReasonCode.ACTIVE_LATELY),  # never below neutral, as the next
    Part.CO_INVESTMENT: (ReasonCode.INVESTED_TOGETHER, ReasonCode.INVESTED_TOGETHER),
}


def explain_interaction(part: Part, value: float, partner: PartyKind) -> CodedReason:
    """The reason for a part that comes from interactions; it does not name the people who decided.

    Parameters
    ----------
    part : Part
        One of ``INTERACTION_PARTS``, known for the pair.
    value : float
        Value of the part, in [0, 1].
    partner : PartyKind

    Returns
    -------
    CodedReason
    """
    good, bad = _INTERACTION_CODES[part]
    data: dict[str, object] = {} if part is Part.STARTUP_POPULARITY else {"kind": str(partner)}
    if part is Part.RECENCY:
        data["days"] = DAYS_STEP * max(ceil(age_from_effect(value) / DAYS_STEP), 1)
    return CodedReason(good if value > NEUTRAL else bad, data)


FACT_PARTS = tuple(_FACT_EXPLAINERS)
"""Parts that come from facts."""


def list_facts_used(
    part: Part, startups: PlainFacts, partners: PlainFacts
) -> tuple[Sequence[object], Sequence[object]]:
    """All facts that ``explain_fact`` reads for a part, besides its value.

    Parameters
    ----------
    part : Part
        One of ``FACT_PARTS``.
    startups, partners : PlainFacts

    Returns
    -------
    (n values, m values)
        Hashable, one for each startup and one for each partner.
    """
    if part is Part.INDUSTRY:
        return startups.industries, partners.industries
    if part is Part.STAGE:
        return startups.stages, partners.stages
    if part is Part.TICKET:
        return startups.money, partners.money
    return (startups.zones, partners.zones) if part is Part.ZONE else (startups.places, partners.places)


def _names(table: NDArray[np.bool_], order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The terms of each row; rows with the same terms share one tuple."""
    codes, place = np.unique(table @ (1 << np.arange(len(order))), return_inverse=True)
    sets = [tuple(str(name) for bit, name in enumerate(order) if code >> bit & 1) for code in codes.tolist()]
    return tuple(map(sets.__getitem__, place.tolist()))


def _plain_money(log: float) -> int | None:
    return round(10.0**log) if abs(log) != float("inf") else None
