"""All tables, so that the metadata is complete wherever it is used."""

from matchmaker.storage.tables.accounts import (
    AccountRoleRow,
    AccountRow,
    ConsentRow,
    ContactRow,
    LoginFailureRow,
    ResetCodeRow,
    SessionRow,
    StartupMemberRow,
)
from matchmaker.storage.tables.applications import ApplicationRow
from matchmaker.storage.tables.audit import AuditRow, AuditSealRow, AuditTailRow
from matchmaker.storage.tables.base import Row
from matchmaker.storage.tables.candidacies import CandidacyReviewRow, CandidacyRow
from matchmaker.storage.tables.club import ClubMembershipRow, DealRow, DealStepRow
from matchmaker.storage.tables.events import (
    CheckInRow,
    EventRow,
    LostTableRow,
    ParticipationRow,
    ParticipationSlotRow,
    SlotRow,
    WishRow,
)
from matchmaker.storage.tables.idempotency import StoredResponseRow
from matchmaker.storage.tables.interests import ConflictDisclosureRow, ConflictLevelRow, ConflictRow, ConflictRulingRow
from matchmaker.storage.tables.jobs import FlagRow, ImportRow, JobRow
from matchmaker.storage.tables.mentorships import (
    MentoringEvaluationRow,
    MentoringNoteRow,
    MentoringSessionRow,
    MentoringStepRow,
    MentoringTermRow,
)
from matchmaker.storage.tables.notices import CalendarEntryRow, CalendarFeedRow, MailChoiceRow, MailRow, NoticeRow
from matchmaker.storage.tables.office_hours import BusyQuarterRow, OfficeBookingRow, OfficeHourRow
from matchmaker.storage.tables.organisations import (
    InvitationRow,
    MemberRow,
    OrganisationRow,
    OwnedProfileRow,
    RegistrationRow,
)
from matchmaker.storage.tables.pool import PoolApplicationRow, PoolAssessmentRow, PoolMemberRow
from matchmaker.storage.tables.profiles import IncubatorRow, InvestorRow, MentorRow, StartupRow
from matchmaker.storage.tables.rounds import PairRuleRow, RoundCapRow, RoundLineRow, RoundMentorRow, RoundRow
from matchmaker.storage.tables.suggestions import (
    ExposureBoostRow,
    ImpressionRow,
    ListSpreadRow,
    MeasuredBandRow,
    SuggestionRow,
    TextVectorRow,
)
from matchmaker.storage.tables.timetables import MeetingRow, TimetableRow, UnmetWishRow

__all__ = [
    "AccountRoleRow",
    "AccountRow",
    "ApplicationRow",
    "AuditRow",
    "AuditSealRow",
    "AuditTailRow",
    "BusyQuarterRow",
    "CalendarEntryRow",
    "CalendarFeedRow",
    "CandidacyReviewRow",
    "CandidacyRow",
    "CheckInRow",
    "ClubMembershipRow",
    "ConflictDisclosureRow",
    "ConflictLevelRow",
    "ConflictRow",
    "ConflictRulingRow",
    "ConsentRow",
    "ContactRow",
    "DealRow",
    "DealStepRow",
    "EventRow",
    "ExposureBoostRow",
    "FlagRow",
    "ImportRow",
    "ImpressionRow",
    "IncubatorRow",
    "InvestorRow",
    "InvitationRow",
    "JobRow",
    "ListSpreadRow",
    "LoginFailureRow",
    "LostTableRow",
    "MailChoiceRow",
    "MailRow",
    "MeasuredBandRow",
    "MeetingRow",
    "MemberRow",
    "MentorRow",
    "MentoringEvaluationRow",
    "MentoringNoteRow",
    "MentoringSessionRow",
    "MentoringStepRow",
    "MentoringTermRow",
    "NoticeRow",
    "OfficeBookingRow",
    "OfficeHourRow",
    "OrganisationRow",
    "OwnedProfileRow",
    "PairRuleRow",
    "ParticipationRow",
    "ParticipationSlotRow",
    "PoolApplicationRow",
    "PoolAssessmentRow",
    "PoolMemberRow",
    "RegistrationRow",
    "ResetCodeRow",
    "RoundCapRow",
    "RoundLineRow",
    "RoundMentorRow",
    "RoundRow",
    "Row",
    "SessionRow",
    "SlotRow",
    "StartupMemberRow",
    "StartupRow",
    "StoredResponseRow",
    "SuggestionRow",
    "TextVectorRow",
    "TimetableRow",
    "UnmetWishRow",
    "WishRow",
]
