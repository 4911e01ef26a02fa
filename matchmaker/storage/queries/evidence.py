"""Interactions between profiles, for learning. The number of statements does not depend on the number of rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from matchmaker.domain.evidence import (
    ApplicationFact,
    DealFact,
    Direction,
    ImpressionFact,
    MeetingFact,
    Surface,
    WishFact,
)
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, TimetableState
from matchmaker.storage.queries.local_days import LocalDay
from matchmaker.storage.repositories.base import build, table_of
from matchmaker.storage.tables import (
    ApplicationRow,
    CheckInRow,
    DealRow,
    DealStepRow,
    EventRow,
    ImpressionRow,
    InvestorRow,
    MeetingRow,
    MentoringEvaluationRow,
    MentoringTermRow,
    MentorRow,
    ParticipationRow,
    PoolMemberRow,
    SlotRow,
    StartupRow,
    TimetableRow,
    WishRow,
)

IMPRESSIONS = table_of(ImpressionRow)
TABLES = {PartyKind.STARTUP: StartupRow, PartyKind.MENTOR: MentorRow, PartyKind.INVESTOR: InvestorRow}
REGISTERED, WITHDRAWN = ParticipationState.REGISTERED, ParticipationState.WITHDRAWN


class EvidenceQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def iterate_impressions(self, surfaces: Mapping[Direction, tuple[Surface, ...]]) -> Iterator[ImpressionFact]:
        """Impressions of each (seeker, candidate) kind on these surfaces, in any order."""
        columns = [IMPRESSIONS.c[name] for name in ImpressionFact._fields]
        chosen = or_(
            *(
                and_(
                    IMPRESSIONS.c.seeker_kind == seeker,
                    IMPRESSIONS.c.candidate_kind == candidate,
                    IMPRESSIONS.c.surface.in_(found),
                )
                for (seeker, candidate), found in surfaces.items()
            )
        )
        for row in self._connection.execute(select(*columns).where(chosen)):
            yield ImpressionFact(*row)

    def list_erased(self, kind: PartyKind) -> set[int]:
        """Ids of erased profiles."""
        table = TABLES[kind]
        return set(self._connection.execute(select(table.id).where(table.erased_at.is_not(None))).scalars())

    def list_applications(self) -> list[ApplicationFact]:
        """All applications, the earliest first, with the outcome and the evaluations of accepted ones."""
        by_startup, by_mentor = aliased(MentoringEvaluationRow), aliased(MentoringEvaluationRow)
        application = ApplicationRow
        query = (
            select(
                application.startup_id,
                application.mentor_id,
                application.state,
                application.reason,
                application.applied_at,
                application.decided_at,
                PoolMemberRow.exited_at.label("left_at"),
                application.round_id.is_not(None).label("is_arranged"),
                MentoringTermRow.accepted_at,
                MentoringTermRow.outcome,
                by_startup.score.label("startup_score"),
                by_mentor.score.label("mentor_score"),
            )
            .outerjoin(PoolMemberRow, PoolMemberRow.mentor_id == application.mentor_id)
            .outerjoin(MentoringTermRow, MentoringTermRow.mentorship_id == application.id)
            .outerjoin(by_startup, _is_by(by_startup, PartyKind.STARTUP))
            .outerjoin(by_mentor, _is_by(by_mentor, PartyKind.MENTOR))
            .order_by(application.applied_at, application.id)
        )
        return [build(ApplicationFact, row) for row in self._connection.execute(query)]

    def list_wishes(self) -> list[WishFact]:
        """All wishes and passes, those of the event that closed first before the others."""
        own, other = aliased(ParticipationRow), aliased(ParticipationRow)
        query = (
            select(
                own.kind.label("wisher_kind"),
                func.coalesce(own.startup_id, own.investor_id).label("wisher_id"),
                func.coalesce(other.startup_id, other.investor_id).label("wished_id"),
                WishRow.is_veto,
                WishRow.reason,
                EventRow.wish_deadline.label("closes_at"),
                WishRow.wished_at,
            )
            .join(own, own.id == WishRow.wisher_id)
            .join(other, other.id == WishRow.wished_id)
            .join(EventRow, EventRow.id == WishRow.event_id)
            .where(own.kind != other.kind)
            .order_by(EventRow.wish_deadline, WishRow.id)
        )
        return [build(WishFact, row) for row in self._connection.execute(query)]

    def list_meetings(self) -> list[MeetingFact]:
        """Meetings of all published versions."""
        startup, investor = aliased(ParticipationRow), aliased(ParticipationRow)
        of_startup, of_investor = aliased(CheckInRow), aliased(CheckInRow)
        is_there = and_(startup.state == REGISTERED, investor.state == REGISTERED)
        query = (
            select(
                startup.startup_id,
                investor.investor_id,
                SlotRow.ends_at,
                and_(TimetableRow.state == TimetableState.PUBLISHED, is_there).label("is_current"),
                (startup.state == WITHDRAWN).label("has_startup_withdrawn"),
                (investor.state == WITHDRAWN).label("has_investor_withdrawn"),
                of_startup.presence.label("startup_presence"),
                of_investor.presence.label("investor_presence"),
            )
            .select_from(MeetingRow)
            .join(TimetableRow, TimetableRow.id == MeetingRow.timetable_id)
            .join(SlotRow, SlotRow.id == MeetingRow.slot_id)
            .join(startup, startup.id == MeetingRow.startup_participation_id)
            .join(investor, investor.id == MeetingRow.investor_participation_id)
            .outerjoin(of_startup, _is_of_day(of_startup, startup))
            .outerjoin(of_investor, _is_of_day(of_investor, investor))
            .where(TimetableRow.state != TimetableState.DRAFT)
            .order_by(MeetingRow.id)
        )
        return [build(MeetingFact, row) for row in self._connection.execute(query)]

    def list_deals(self) -> list[DealFact]:
        """All steps of follow-ups in their order."""
        query = (
            select(
                DealRow.investor_id,
                DealRow.startup_id,
                DealStepRow.state,
                DealStepRow.close_reason,
                DealStepRow.made_at.label("at"),
            )
            .join(DealRow, DealRow.id == DealStepRow.deal_id)
            .order_by(DealStepRow.deal_id, DealStepRow.id)
        )
        return [build(DealFact, row) for row in self._connection.execute(query)]


def _is_of_day(check_in: Any, participation: Any) -> Any:
    """The check-in of a participant on the day of a meeting's slot."""
    return and_(check_in.participation_id == participation.id, check_in.day == LocalDay(SlotRow.starts_at))


def _is_by(evaluation: Any, side: PartyKind) -> Any:
    return and_(evaluation.mentorship_id == ApplicationRow.id, evaluation.side == literal(side.value))
