"""A search for profiles as conditions of a query, for each kind of profile."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement

from matchmaker.domain.listings import ProfileSearch
from matchmaker.storage.queries.filters import Column, equals, has_code, matches
from matchmaker.storage.tables import InvestorRow, MentorRow, StartupRow

INVESTOR_NAMES: tuple[Column, ...] = (InvestorRow.name, InvestorRow.organisation)


def find_startups(search: ProfileSearch) -> list[ColumnElement[bool]]:
    """Startups by words of their name and description, and by their closed lists."""
    return [
        *matches(search.words, StartupRow.name, StartupRow.description),
        *equals(StartupRow.industry, search.industry),
        *equals(StartupRow.zone, search.zone),
        *equals(StartupRow.stage, search.stage),
        *equals(StartupRow.incubator_id, search.incubator_id),
    ]


def find_mentors(search: ProfileSearch) -> list[ColumnElement[bool]]:
    """Mentors by words of their name, organisation and expertise, and by their closed lists."""
    return [
        *matches(search.words, MentorRow.name, MentorRow.organisation, MentorRow.expertise),
        *has_code(MentorRow.industries, search.industry),
        *equals(MentorRow.zone, search.zone),
        *equals(MentorRow.kind, search.kind),
    ]


def find_investors(
    search: ProfileSearch, *, texts: Sequence[Column] = (*INVESTOR_NAMES, InvestorRow.thesis)
) -> list[ColumnElement[bool]]:
    """Investors by words of ``texts``, and by what they look for."""
    return [
        *matches(search.words, *texts),
        *has_code(InvestorRow.industries, search.industry),
        *has_code(InvestorRow.zones, search.zone),
        *has_code(InvestorRow.stages, search.stage),
        *equals(InvestorRow.is_club_member, search.is_club_member),
    ]
