"""How many stored lists contain each candidate, with facts about all possible candidates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone
from matchmaker.storage.repositories.base import Repository, table_of
from matchmaker.storage.tables import (
    ExposureBoostRow,
    InvestorRow,
    MentorRow,
    PoolMemberRow,
    StartupRow,
    SuggestionRow,
)

SUGGESTIONS, BOOSTS = table_of(SuggestionRow), table_of(ExposureBoostRow)
STARTUPS, MENTORS, INVESTORS = table_of(StartupRow), table_of(MentorRow), table_of(InvestorRow)
MEMBERS = table_of(PoolMemberRow)

Kinds = tuple[PartyKind, PartyKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible candidate.

    ``words`` is the number of characters of the profile's texts. The fields from
    ``places_left`` on are set for mentors only.
    """

    id: int
    name: str
    is_demo: bool
    zones: frozenset[Zone]
    stages: frozenset[FundingStage]
    industries: frozenset[Industry]
    words: int
    places_left: int | None = None
    certified_until: date | None = None
    is_paused: bool = False
    paused_until: date | None = None
    has_left: bool = False


class ExposureQueries(Repository):
    def count_lists(self, kinds: Kinds) -> dict[int, int]:
        """How many lists of a kind contain each candidate. Candidates in no list are left out."""
        of_kind = (SUGGESTIONS.c.seeker_kind == kinds[0], SUGGESTIONS.c.candidate_kind == kinds[1])
        query = select(SUGGESTIONS.c.candidate_id, func.count()).where(*of_kind)
        return self._count_by(query.group_by(SUGGESTIONS.c.candidate_id))

    def count_listed(self) -> dict[Kinds, int]:
        """How many candidates are in any list, by kind of list."""
        kinds = (SUGGESTIONS.c.seeker_kind, SUGGESTIONS.c.candidate_kind)
        query = select(*kinds, func.count(SUGGESTIONS.c.candidate_id.distinct())).group_by(*kinds)
        return {(seeker, candidate): int(number) for seeker, candidate, number in self._connection.execute(query)}

    def list_boosts(self, kinds: Kinds) -> dict[int, float]:
        """Exposure boosts of the candidates of a kind of list."""
        of_kind = (BOOSTS.c.seeker_kind == kinds[0], BOOSTS.c.candidate_kind == kinds[1])
        rows = self._connection.execute(select(BOOSTS.c.candidate_id, BOOSTS.c.handicap).where(*of_kind))
        return {row.candidate_id: row.handicap for row in rows}

    def list_candidates(self, kind: PartyKind) -> list[Candidate]:
        """All profiles of a kind except erased ones, by name, in one query."""
        return _LISTERS[kind](self._connection)

    def count_candidates(self) -> dict[PartyKind, int]:
        """How many profiles of each kind there are, in one query."""
        tables = {PartyKind.STARTUP: STARTUPS, PartyKind.MENTOR: MENTORS, PartyKind.INVESTOR: INVESTORS}
        counts = [
            select(func.count()).select_from(it).where(it.c.erased_at.is_(None)).scalar_subquery().label(kind.value)
            for kind, it in tables.items()
        ]
        row = self._connection.execute(select(*counts)).one()
        return {kind: int(getattr(row, kind.value)) for kind in tables}


def _list_startups(connection: Any) -> list[Candidate]:
    table = STARTUPS.c
    words = func.length(table.description) + func.length(table.needs)
    query = select(table.id, table.name, table.is_demo, table.zone, table.stage, table.industry, words.label("words"))
    return [
        Candidate(
            id=row.id,
            name=row.name,
            is_demo=row.is_demo,
            zones=_to_set(row.zone),
            stages=_to_set(row.stage),
            industries=_to_set(row.industry),
            words=row.words,
        )
        for row in connection.execute(query.where(table.erased_at.is_(None)).order_by(table.name, table.id))
    ]


def _list_mentors(connection: Any) -> list[Candidate]:
    table = MENTORS.c
    words = func.length(table.expertise) + func.length(table.experience)
    left = table.capacity - table.mentees - table.mentees_elsewhere
    plain = (table.id, table.name, table.is_demo, table.zone, table.industries, table.certified_until)
    pause = (table.is_paused, table.paused_until)
    query = (
        select(*plain, *pause, words.label("words"), left.label("left"), MEMBERS.c.exited_at)
        .select_from(MENTORS.outerjoin(MEMBERS, MEMBERS.c.mentor_id == table.id))
        .where(table.erased_at.is_(None))
        .order_by(table.name, table.id)
    )
    return [
        Candidate(
            id=row.id,
            name=row.name,
            is_demo=row.is_demo,
            zones=_to_set(row.zone),
            stages=frozenset(),
            industries=row.industries,
            words=row.words,
            places_left=max(0, row.left),
            certified_until=row.certified_until,
            is_paused=row.is_paused,
            paused_until=row.paused_until,
            has_left=row.exited_at is not None,
        )
        for row in connection.execute(query)
    ]


def _list_investors(connection: Any) -> list[Candidate]:
    table = INVESTORS.c
    facts = (table.id, table.name, table.is_demo, table.zones, table.stages, table.industries)
    query = select(*facts, func.length(table.thesis).label("words"))
    return [
        Candidate(
            id=row.id,
            name=row.name,
            is_demo=row.is_demo,
            zones=row.zones,
            stages=row.stages,
            industries=row.industries,
            words=row.words,
        )
        for row in connection.execute(query.where(table.erased_at.is_(None)).order_by(table.name, table.id))
    ]


_LISTERS: Mapping[PartyKind, Callable[[Any], list[Candidate]]] = {
    PartyKind.STARTUP: _list_startups,
    PartyKind.MENTOR: _list_mentors,
    PartyKind.INVESTOR: _list_investors,
}


def _to_set(code: Any) -> frozenset[Any]:
    return frozenset() if code is None else frozenset({code})
