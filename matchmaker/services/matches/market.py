"""Everybody as stored, turned into the market that suggestions are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.demo.reference import read_gbt_classes, read_industry_classes
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import MentorshipState, PartyKind
from matchmaker.matching.fitting import fit_calibration
from matchmaker.matching.industry_tree import IndustryTree, build_industry_tree
from matchmaker.matching.profiles import investor_side, mentor_side, startup_side
from matchmaker.matching.texts import needs_texts, profile_texts
from matchmaker.services.conflicts import list_forbidden
from matchmaker.services.context import Context, Progress, ignore_progress
from matchmaker.services.matches.encode import load_vectors
from matchmaker.services.suggesting.market import Market, Pairs

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All profiles, and by the partner's kind the pairs (startup, partner) that are not to be suggested, and the
    partners who are not to be suggested to any startup.
    """

    startups: tuple[Startup, ...]
    mentors: tuple[Mentor, ...]
    investors: tuple[Investor, ...]
    forbidden: Mapping[PartyKind, Pairs]
    closed: Mapping[PartyKind, frozenset[int]]


def load_market(context: Context, progress: Progress = ignore_progress) -> Market:
    """The market as stored now; texts that have no vector yet are encoded on the way."""
    with context.open_unit(readonly=True) as unit:
        people = load_people(unit, context.now())
    return build_market(context, people, progress)


def load_people(unit: "UnitOfWork", now: datetime) -> People:
    """All profiles with the pairs that are one person, or mentor and mentee already, or blocked in the ledger."""
    mentors, investors = tuple(unit.mentors.iterate_all()), tuple(unit.investors.iterate_all())
    blocked = list_forbidden(unit, now=now)
    under_way = {
        (it.startup_id, it.mentor_id) for it in unit.mentorships.list_open() if it.state is MentorshipState.ACCEPTED
    }
    return People(
        startups=tuple(unit.startups.iterate_all()),
        mentors=mentors,
        investors=investors,
        forbidden={
            PartyKind.MENTOR: frozenset(under_way | _list_own(unit, mentors)) | blocked.pairs[PartyKind.MENTOR],
            PartyKind.INVESTOR: frozenset(_list_own(unit, investors)) | blocked.pairs[PartyKind.INVESTOR],
        },
        closed=blocked.partners,
    )


def _list_own(unit: "UnitOfWork", partners: tuple[Mentor, ...] | tuple[Investor, ...]) -> set[tuple[int, int]]:
    """Startups of the very account that a mentor or an investor logs in with."""
    partner_of = {it.account_id: it.id for it in partners if it.account_id is not None}
    links = unit.accounts.list_links(partner_of)
    return {
        (link.id, partner_of[account])
        for account, found in links.items()
        for link in found
        if link.kind is PartyKind.STARTUP
    }


def build_market(context: Context, people: People, progress: Progress = ignore_progress) -> Market:
    """Sides with vectors, and the calibration of both markets."""
    said = profile_texts(people.startups)
    said += profile_texts(people.mentors)
    said += profile_texts(people.investors)
    vectors = load_vectors(context, "passage", said, progress=progress)
    needs = load_vectors(context, "query", needs_texts(people.startups), progress=progress)
    first, second = len(people.startups), len(people.startups) + len(people.mentors)
    sides = {
        PartyKind.STARTUP: startup_side(people.startups, profiles=vectors[:first], needs=needs),
        PartyKind.MENTOR: mentor_side(people.mentors, profiles=vectors[first:second]),
        PartyKind.INVESTOR: investor_side(people.investors, profiles=vectors[second:]),
    }
    tree = read_tree(context.settings.seeds)
    partners = (PartyKind.MENTOR, PartyKind.INVESTOR)
    return Market(
        sides=sides,
        calibrations={it: fit_calibration(sides[PartyKind.STARTUP], sides[it], tree) for it in partners},
        forbidden=people.forbidden,
        closed=people.closed,
        tree=tree,
        today=context.now().date(),
    )


@cache
def read_tree(seeds: Path) -> IndustryTree:
    """The tree of GB/T 4754 with the seven industries in it."""
    rows = [(it.code, it.name, it.level, it.parent) for it in read_gbt_classes(seeds)]
    classes = read_industry_classes(seeds)
    return build_industry_tree(rows, [(industry, code) for industry, codes in classes.items() for code in codes])
