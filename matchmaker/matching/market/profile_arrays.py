"""Sides of a market from the profiles of the domain and the vectors of their texts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.market.industry_tree import INDUSTRIES
from matchmaker.matching.market.sides import STAGES, ZONES, EncodedTexts, MarketSide
from matchmaker.matching.text.profile_texts import CommonClauses, is_thin, needs_texts, profile_texts
from matchmaker.matching.text.word_grams import count_grams

T = TypeVar("T")


def startup_side(
    startups: Sequence[Startup],
    *,
    profiles: NDArray[np.float32],
    needs: NDArray[np.float32],
    common: CommonClauses | None = None,
) -> MarketSide:
    """The side of the startups.

    Parameters
    ----------
    startups : n startups
    profiles, needs : float32 (n, d)
        Unit vectors of ``profile_texts`` and ``needs_texts``; rows of empty texts are ignored.
    common : CommonClauses, optional
        Those of the texts that were encoded; found among ``startups`` when left out.

    Returns
    -------
    MarketSide

    Raises
    ------
    ValueError
        When the shapes differ from (n, d).
    """
    sought = [(s.funding_sought, s.funding_sought) for s in startups]
    return _side(
        PartyKind.STARTUP,
        startups,
        profile=text_field(profile_texts(startups, common), profiles),
        needs=text_field(needs_texts(startups, common), needs),
        industries=indicators([[s.industry] if s.industry else [] for s in startups], INDUSTRIES),
        stages=indicators([[s.stage] if s.stage else [] for s in startups], STAGES),
        zones=indicators([[s.zone] if s.zone else [] for s in startups], ZONES),
        money=_log_money(sought),
    )


def mentor_side(
    mentors: Sequence[Mentor], *, profiles: NDArray[np.float32], common: CommonClauses | None = None
) -> MarketSide:
    """The side of the mentors.

    Parameters
    ----------
    mentors : n mentors
    profiles : float32 (n, d)
        Unit vectors of ``profile_texts``.
    common : CommonClauses, optional
        Those of the texts that were encoded; found among ``mentors`` when left out.

    Returns
    -------
    MarketSide

    Raises
    ------
    ValueError
        When the shape differs from (n, d).
    """
    return _side(
        PartyKind.MENTOR,
        mentors,
        profile=text_field(profile_texts(mentors, common), profiles),
        industries=indicators([m.industries for m in mentors], INDUSTRIES),
        zones=indicators([[m.zone] if m.zone else [] for m in mentors], ZONES),
        free=np.array([m.places_left / m.capacity if m.capacity else 0.0 for m in mentors], np.float32),
        places=np.array([m.places_left for m in mentors], np.int64),
        certified_until=tuple(m.certified_until for m in mentors),
    )


def investor_side(
    investors: Sequence[Investor], *, profiles: NDArray[np.float32], common: CommonClauses | None = None
) -> MarketSide:
    """The side of the investors.

    Parameters
    ----------
    investors : n investors
    profiles : float32 (n, d)
        Unit vectors of ``profile_texts``.
    common : CommonClauses, optional
        Those of the texts that were encoded; found among ``investors`` when left out.

    Returns
    -------
    MarketSide

    Raises
    ------
    ValueError
        When the shape differs from (n, d).
    """
    return _side(
        PartyKind.INVESTOR,
        investors,
        profile=text_field(profile_texts(investors, common), profiles),
        industries=indicators([i.industries for i in investors], INDUSTRIES),
        stages=indicators([i.stages for i in investors], STAGES),
        zones=indicators([i.zones for i in investors], ZONES),
        money=_log_money([(i.ticket_min, i.ticket_max) for i in investors]),
    )


def text_field(texts: Sequence[str], vectors: NDArray[np.float32]) -> EncodedTexts:
    """Texts with their vectors; a blank text counts as missing.

    Parameters
    ----------
    texts : n strings
    vectors : float32 (n, d)

    Returns
    -------
    TextField

    Raises
    ------
    ValueError
        When there is not one vector for each text.
    """
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise ValueError(f"vectors: got shape {vectors.shape}, expected ({len(texts)}, d)")
    has_text = np.array([bool(text.strip()) for text in texts], dtype=np.bool_)
    return EncodedTexts(texts=tuple(texts), vectors=np.asarray(vectors, np.float32), has_text=has_text)


def indicators(sets: Sequence[Iterable[T]], order: Sequence[T]) -> NDArray[np.bool_]:
    """Indicators of the terms of a closed list that each set contains.

    Parameters
    ----------
    sets : n collections of terms
    order : the closed list, one term for each column

    Returns
    -------
    bool (n, len(order))
    """
    table = np.zeros((len(sets), len(order)), np.bool_)
    column = {term: index for index, term in enumerate(order)}
    for row, terms in enumerate(sets):
        for term in terms:
            table[row, column[term]] = True
    return table


def _side(
    kind: PartyKind,
    profiles: Sequence[Startup] | Sequence[Mentor] | Sequence[Investor],
    *,
    profile: EncodedTexts,
    industries: NDArray[np.bool_],
    zones: NDArray[np.bool_],
    needs: EncodedTexts | None = None,
    stages: NDArray[np.bool_] | None = None,
    money: NDArray[np.float32] | None = None,
    free: NDArray[np.float32] | None = None,
    places: NDArray[np.int64] | None = None,
    certified_until: tuple[date | None, ...] | None = None,
) -> MarketSide:
    n = len(profiles)
    needs = needs or text_field([""] * n, np.zeros_like(profile.vectors))
    all_texts = [f"{first}\n{second}" for first, second in zip(profile.texts, needs.texts, strict=True)]
    return MarketSide(
        kind=kind,
        ids=np.array([p.id for p in profiles], np.int64),
        profile=profile,
        needs=needs,
        grams=count_grams(all_texts),
        industries=industries,
        gbt_classes=tuple(p.gbt_class for p in profiles),
        stages=np.zeros((n, len(STAGES)), np.bool_) if stages is None else stages,
        zones=zones,
        log_money=np.tile(np.array([-np.inf, np.inf], np.float32), (n, 1)) if money is None else money,
        free_share=np.full(n, -1.0, np.float32) if free is None else free,
        places=np.full(n, -1, np.int64) if places is None else places,
        certified_until=(None,) * n if certified_until is None else certified_until,
        is_thin=np.array([is_thin(text) for text in all_texts], np.bool_),
    )


def _log_money(ranges: Sequence[tuple[int | None, int | None]]) -> NDArray[np.float32]:
    table = np.tile(np.array([-np.inf, np.inf], np.float32), (len(ranges), 1))
    for row, (least, most) in enumerate(ranges):
        if least:  # a smallest ticket of 0 is no limit
            table[row, 0] = np.log10(least)
        if most:
            table[row, 1] = np.log10(most)
    return table
