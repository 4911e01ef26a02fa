"""The sources of the conflict ledger: declarations, and conflicts found in the data.

Each source is a query with the columns of ``COLUMNS``, restricted to some people. ``key`` identifies an entry
permanently, so a ruling on it stays valid as long as the facts do.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from matchmaker.domain.interests import ConflictKind, ConflictSide
from matchmaker.domain.vocabulary import ApplicationState, ParticipationState, TimetableState
from matchmaker.storage.queries.interest_scope import LedgerSource, Shape
from matchmaker.storage.queries.local_days import are_none_absent
from matchmaker.storage.tables import (
    ApplicationRow,
    ConflictRow,
    InvestorRow,
    MeetingRow,
    MemberRow,
    MentorRow,
    OwnedProfileRow,
    ParticipationRow,
    SlotRow,
    StartupMemberRow,
    TimetableRow,
)
from matchmaker.storage.types import UtcDateTime

COLUMNS = ("key", "kind", "side", "startup_id", "mentor_id", "investor_id", "since", "until", "words", "event_id")

KNOWN_STATES = (ApplicationState.APPLIED, ApplicationState.ACCEPTED)
"""States in which a mentor knows of an application."""


def list_sources(shape: Shape) -> list[Select[Any]]:
    """All sources. The declarations come first, because their columns set the types of the union.

    The statement is run with the ``values`` of a ``LedgerScope`` of that shape, and with ``now``.
    """
    sources = (
        _select_declared(),
        _select_own_mentor(),
        _select_own_investor(),
        _select_investing_mentors(),
        _select_mentors_of_funds(),
        _select_mentoring_investors(),
        _select_met(),
    )
    return [found for source in sources if (found := source.narrow(shape)) is not None]


def _select_declared() -> LedgerSource:
    """Declarations of a side or the operator that were not withdrawn."""
    columns = {name: getattr(ConflictRow, name) for name in COLUMNS if hasattr(ConflictRow, name)}
    source = _make_source(**{**columns, "key": _key("declared", ConflictRow.id)})
    return source.where(ConflictRow.withdrawn_at.is_(None))


STARTUP_ACCOUNTS = union_all(
    select(StartupMemberRow.account_id, StartupMemberRow.startup_id),
    select(MemberRow.account_id, OwnedProfileRow.startup_id)
    .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
    .where(OwnedProfileRow.startup_id.is_not(None)),
).subquery("founders")
INVESTOR_ACCOUNTS = union_all(
    select(InvestorRow.account_id, InvestorRow.id.label("investor_id")).where(InvestorRow.account_id.is_not(None)),
    select(MemberRow.account_id, OwnedProfileRow.investor_id)
    .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
    .where(OwnedProfileRow.investor_id.is_not(None)),
).subquery("backers")
"""Accounts with the startups and the investors that they act for, directly or through an organisation."""


def _select_own_mentor() -> LedgerSource:
    """A mentor who acts for the startup."""
    source = _make_source(
        key=_key("person", STARTUP_ACCOUNTS.c.startup_id, "mentor", MentorRow.id),
        kind=ConflictKind.SAME_PERSON,
        startup_id=STARTUP_ACCOUNTS.c.startup_id,
        mentor_id=MentorRow.id,
    )
    return source.where(STARTUP_ACCOUNTS.c.account_id == MentorRow.account_id)


def _select_own_investor() -> LedgerSource:
    """An investor who acts for the startup."""
    source = _make_source(
        key=_key("person", STARTUP_ACCOUNTS.c.startup_id, "investor", INVESTOR_ACCOUNTS.c.investor_id),
        kind=ConflictKind.SAME_PERSON,
        startup_id=STARTUP_ACCOUNTS.c.startup_id,
        investor_id=INVESTOR_ACCOUNTS.c.investor_id,
    )
    return source.where(STARTUP_ACCOUNTS.c.account_id == INVESTOR_ACCOUNTS.c.account_id)


def _select_investing_mentors() -> LedgerSource:
    """A mentor who is also an investor: an entry for every startup."""
    source = _make_source(key=_key("invests", MentorRow.id), kind=ConflictKind.MENTOR_INVESTS, mentor_id=MentorRow.id)
    return source.where(MentorRow.account_id == INVESTOR_ACCOUNTS.c.account_id)


def _select_mentors_of_funds() -> LedgerSource:
    """A mentor of the same organisation as an investor."""
    source = _make_source(key=_key("fund", MentorRow.id), kind=ConflictKind.SAME_FUND, mentor_id=MentorRow.id)
    return source.where(_is_same_organisation(), _are_two_people())


def _select_mentoring_investors() -> LedgerSource:
    """An investor who is also the startup's mentor, or is asked to be, and so knows more than other investors."""
    source = _make_source(
        key=_key("mentoring", ApplicationRow.startup_id, "investor", INVESTOR_ACCOUNTS.c.investor_id),
        kind=ConflictKind.MENTOR_INVESTS,
        startup_id=ApplicationRow.startup_id,
        investor_id=INVESTOR_ACCOUNTS.c.investor_id,
    )
    return source.where(_is_mentor_open(), MentorRow.account_id == INVESTOR_ACCOUNTS.c.account_id)


def _select_met() -> LedgerSource:
    """Two people of one meeting in a published timetable, in a past slot, neither checked in as absent."""
    startup, investor = aliased(ParticipationRow), aliased(ParticipationRow)
    source = _make_source(
        key=_key("met", MeetingRow.event_id, "startup", startup.startup_id, "investor", investor.investor_id),
        kind=ConflictKind.MET_BEFORE,
        startup_id=startup.startup_id,
        investor_id=investor.investor_id,
        event_id=MeetingRow.event_id,
    )
    query = (
        source.query.join_from(MeetingRow, TimetableRow, TimetableRow.id == MeetingRow.timetable_id)
        .join(SlotRow, SlotRow.id == MeetingRow.slot_id)
        .join(startup, startup.id == MeetingRow.startup_participation_id)
        .join(investor, investor.id == MeetingRow.investor_participation_id)
        .where(TimetableRow.state == TimetableState.PUBLISHED, SlotRow.ends_at <= bindparam("now", type_=UtcDateTime()))
        .where(startup.state == ParticipationState.REGISTERED, investor.state == ParticipationState.REGISTERED)
        .where(are_none_absent(startup, investor))
    )
    return replace(source, query=query)


def _is_same_organisation() -> ColumnElement[bool]:
    return (MentorRow.organisation == InvestorRow.organisation) & (MentorRow.organisation != "")


def _are_two_people() -> ColumnElement[bool]:
    """The two are different people. One person with both profiles has an entry of another kind."""
    return MentorRow.account_id.is_distinct_from(InvestorRow.account_id) | MentorRow.account_id.is_(None)


def _is_mentor_open() -> ColumnElement[bool]:
    return (ApplicationRow.mentor_id == MentorRow.id) & ApplicationRow.state.in_(KNOWN_STATES)


NULL_INTEGER, NULL_DATE = cast(null(), Integer), cast(null(), Date)
DEFAULT_COLUMNS: Mapping[str, Any] = {
    **dict.fromkeys(COLUMNS, NULL_INTEGER),
    "side": ConflictSide.PLATFORM,
    "since": NULL_DATE,
    "until": NULL_DATE,
    "words": "",
}
"""Values of the columns that a source does not set. PostgreSQL needs the type of NULL values."""


def _make_source(**columns: Any) -> LedgerSource:
    """A source with all columns. Missing ones are empty, and the side is the platform."""
    values = {name: columns.get(name, DEFAULT_COLUMNS[name]) for name in COLUMNS}
    return LedgerSource(
        query=select(*(_or_default(value).label(name) for name, value in values.items())).distinct(),
        startup=columns.get("startup_id"),
        mentor=columns.get("mentor_id"),
        investor=columns.get("investor_id"),
    )


def _or_default(value: Any) -> ColumnElement[Any]:
    return inline_text(value) if isinstance(value, str) else value


def inline_text(text: str) -> ColumnElement[str]:
    """A constant of the code, written into the statement. A bound parameter would be sent and parsed each time."""
    return literal_column(f"'{text}'", Text)


def _key(*parts: Any) -> ColumnElement[str]:
    """The parts joined by dashes, such as ``met-2-startup-5-investor-7``."""
    key: ColumnElement[str] | None = None
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += f"{part}-"
            continue
        key = inline_text(text) + cast(part, Text) if key is None else key + inline_text(text) + cast(part, Text)
        text = "-"
    if key is None:
        raise ValueError("a key without a number names nothing")
    return key
