"""A unit of work: one transaction, and the repositories that work inside it."""

from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar, overload

from sqlalchemy import Connection, Engine, text

from matchmaker.storage.engine import PATIENCE, READONLY
from matchmaker.storage.queries.attendance import ColleagueQueries, ParticipationQueries, PastMeetingQueries
from matchmaker.storage.queries.bands import BandQueries
from matchmaker.storage.queries.erasing import ErasingQueries
from matchmaker.storage.queries.evidence import EvidenceQueries
from matchmaker.storage.queries.exposure import ExposureQueries
from matchmaker.storage.queries.interest_ledger import LedgerQueries
from matchmaker.storage.queries.personal import PersonalQueries
from matchmaker.storage.queries.pool import PoolQueries
from matchmaker.storage.queries.public_figures import NetworkQueries
from matchmaker.storage.queries.recorded_work import MentorWorkQueries
from matchmaker.storage.queries.relations import RelationQueries
from matchmaker.storage.queries.subject_names import NameQueries
from matchmaker.storage.repositories.accounts import AccountRepository
from matchmaker.storage.repositories.applications import ApplicationRepository
from matchmaker.storage.repositories.audit import AuditRepository
from matchmaker.storage.repositories.calendar_entries import CalendarEntryRepository
from matchmaker.storage.repositories.candidacies import CandidacyRepository
from matchmaker.storage.repositories.check_ins import CheckInRepository
from matchmaker.storage.repositories.club import ClubRepository
from matchmaker.storage.repositories.deals import DealRepository
from matchmaker.storage.repositories.events import EventRepository
from matchmaker.storage.repositories.exposure_boosts import ExposureBoostRepository
from matchmaker.storage.repositories.feeds import FeedRepository
from matchmaker.storage.repositories.flags import FlagRepository
from matchmaker.storage.repositories.idempotency import StoredResponseRepository
from matchmaker.storage.repositories.imports import ImportRepository
from matchmaker.storage.repositories.impressions import ImpressionRepository
from matchmaker.storage.repositories.incubators import IncubatorRepository
from matchmaker.storage.repositories.interests import ConflictRepository
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.repositories.jobs import JobRepository
from matchmaker.storage.repositories.login_failures import LoginFailureRepository
from matchmaker.storage.repositories.mails import MailRepository
from matchmaker.storage.repositories.measured_bands import MeasuredBandRepository
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.repositories.mentorships import MentoringRepository
from matchmaker.storage.repositories.notices import NoticeRepository
from matchmaker.storage.repositories.office_hours import OfficeHourRepository
from matchmaker.storage.repositories.onboarding import InvitationRepository, RegistrationRepository
from matchmaker.storage.repositories.organisations import OrganisationRepository
from matchmaker.storage.repositories.participations import ParticipationRepository
from matchmaker.storage.repositories.pending_applications import ApplicationQueueRepository
from matchmaker.storage.repositories.pool import PoolRepository
from matchmaker.storage.repositories.privacy import ConsentRepository, ContactRepository
from matchmaker.storage.repositories.rounds import RoundRepository
from matchmaker.storage.repositories.sessions import ResetCodeRepository, SessionRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.repositories.suggestions import SuggestionRepository
from matchmaker.storage.repositories.terms import TermRepository
from matchmaker.storage.repositories.timetables import TimetableRepository
from matchmaker.storage.repositories.vectors import VectorRepository
from matchmaker.storage.repositories.wishes import WishRepository

R = TypeVar("R")


class Lazy(Generic[R]):
    """A repository that a unit creates on its connection at the first access, and then reuses."""

    def __init__(self, make: Callable[[Connection], R]) -> None:
        self._make = make

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, unit: None, owner: type) -> Self: ...

    @overload
    def __get__(self, unit: "UnitOfWork", owner: type) -> R: ...

    def __get__(self, unit: "UnitOfWork | None", owner: type) -> Self | R:
        if unit is None:
            return self
        made = self._make(unit._connection)
        unit.__dict__[self._name] = made  # later accesses find it there, before this descriptor
        return made


class UnitOfWork:
    """One transaction. It begins with ``with`` and rolls back at the end, unless ``commit`` came first.

    Nothing works after ``commit``. A unit that writes holds SQLite's write lock from the beginning. A unit that
    only reads sees one moment of the database and waits for nobody. A repository is created at its first use.
    """

    # Accounts, and the profiles they act for.
    accounts = Lazy(AccountRepository)
    login_failures = Lazy(LoginFailureRepository)
    sessions = Lazy(SessionRepository)
    reset_codes = Lazy(ResetCodeRepository)
    invitations = Lazy(InvitationRepository)
    registrations = Lazy(RegistrationRepository)
    organisations = Lazy(OrganisationRepository)
    consents = Lazy(ConsentRepository)
    contacts = Lazy(ContactRepository)
    incubators = Lazy(IncubatorRepository)
    startups = Lazy(StartupRepository)
    mentors = Lazy(MentorRepository)
    investors = Lazy(InvestorRepository)

    # Activities: applications, mentorships, the pool, events, the club.
    candidacies = Lazy(CandidacyRepository)
    applications = Lazy(ApplicationRepository)
    terms = Lazy(TermRepository)
    mentorship_records = Lazy(MentoringRepository)
    office_hours = Lazy(OfficeHourRepository)
    pool = Lazy(PoolRepository)
    seats = Lazy(PoolQueries)
    mentor_work = Lazy(MentorWorkQueries)
    application_queue = Lazy(ApplicationQueueRepository)
    rounds = Lazy(RoundRepository)
    suggestions = Lazy(SuggestionRepository)
    impressions = Lazy(ImpressionRepository)
    evidence = Lazy(EvidenceQueries)
    bands = Lazy(BandQueries)
    measured_bands = Lazy(MeasuredBandRepository)
    exposure_boosts = Lazy(ExposureBoostRepository)
    exposure = Lazy(ExposureQueries)
    vectors = Lazy(VectorRepository)
    events = Lazy(EventRepository)
    participations = Lazy(ParticipationRepository)
    wishes = Lazy(WishRepository)
    timetables = Lazy(TimetableRepository)
    attendance = Lazy(ParticipationQueries)
    check_ins = Lazy(CheckInRepository)
    colleagues = Lazy(ColleagueQueries)
    past_meetings = Lazy(PastMeetingQueries)
    club = Lazy(ClubRepository)
    deals = Lazy(DealRepository)

    # Platform: jobs, the audit log, notices, conflicts of interest, names and figures.
    jobs = Lazy(JobRepository)
    imports = Lazy(ImportRepository)
    audit = Lazy(AuditRepository)
    flags = Lazy(FlagRepository)
    stored_responses = Lazy(StoredResponseRepository)
    mails = Lazy(MailRepository)
    feeds = Lazy(FeedRepository)
    notices = Lazy(NoticeRepository)
    conflicts = Lazy(ConflictRepository)
    ledger = Lazy(LedgerQueries)
    calendar_entries = Lazy(CalendarEntryRepository)
    names = Lazy(NameQueries)
    personal = Lazy(PersonalQueries)
    erasing = Lazy(ErasingQueries)
    relations = Lazy(RelationQueries)
    public_figures = Lazy(NetworkQueries)

    def __init__(self, engine: Engine, *, readonly: bool = False, patience: float | None = None) -> None:
        self._engine = engine
        self._readonly = readonly
        self._patience = patience
        self._at_begin: list[Callable[[Self], None]] = []
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []

    def on_begin(self, act: Callable[[Self], None]) -> None:
        """Run ``act`` first in the unit. An exception in it ends the unit."""
        self._at_begin.append(act)

    def before_commit(self, act: Callable[[], None]) -> None:
        """Run ``act`` in this transaction, just before the commit. An exception in it ends the unit."""
        self._before_commit.append(act)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Run ``act`` after the commit."""
        self._after_commit.append(act)

    def __enter__(self) -> Self:
        self._connection = self._connect()
        try:
            self._connection.begin()
            self._limit_waiting(self._connection)
            for act in self._at_begin:
                act(self)
        except BaseException:
            self._connection.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()  # rolls back everything that was not committed

    def commit(self) -> None:
        """Commit and end the unit. The log is sealed last, because all writers share its lock."""
        for write in self._before_commit:
            write()
        self.audit.seal()
        self._connection.commit()
        self._connection.close()
        for act in self._after_commit:
            act()

    def _connect(self) -> Connection:
        connection = self._engine.connect()
        if self._patience is not None:
            return connection.execution_options(**{PATIENCE: self._patience})
        if not self._readonly:
            return connection
        connection = connection.execution_options(**{READONLY: True})
        if connection.dialect.name == "postgresql":
            return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return connection

    def _limit_waiting(self, connection: Connection) -> None:
        """Limit the time that PostgreSQL waits for each lock. SQLite has one lock, which the unit already holds."""
        if self._patience is not None and connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {round(self._patience * 1000)}"))
