"""A unit of work: one transaction, and the repositories that work inside it."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, text

from matchmaker.storage.engine import PATIENCE, READONLY
from matchmaker.storage.queries.attendance import AttendanceQueries, ColleagueQueries, PastMeetingQueries
from matchmaker.storage.queries.bands import BandQueries
from matchmaker.storage.queries.erasing import ErasingQueries
from matchmaker.storage.queries.evidence import EvidenceQueries
from matchmaker.storage.queries.exposure import ExposureQueries
from matchmaker.storage.queries.ledger import LedgerQueries
from matchmaker.storage.queries.names import NameQueries
from matchmaker.storage.queries.network import NetworkQueries
from matchmaker.storage.queries.personal import PersonalQueries
from matchmaker.storage.queries.pool import PoolQueries
from matchmaker.storage.queries.relations import RelationQueries
from matchmaker.storage.queries.work import WorkQueries
from matchmaker.storage.repositories.accounts import AccountRepository
from matchmaker.storage.repositories.answers import AnswerRepository
from matchmaker.storage.repositories.applications import ApplicationRepository
from matchmaker.storage.repositories.audit import AuditRepository
from matchmaker.storage.repositories.calendar_entries import CalendarEntryRepository
from matchmaker.storage.repositories.candidacies import CandidacyRepository
from matchmaker.storage.repositories.check_ins import CheckInRepository
from matchmaker.storage.repositories.club import ClubRepository
from matchmaker.storage.repositories.conflicts import ConflictRepository
from matchmaker.storage.repositories.deals import DealRepository
from matchmaker.storage.repositories.entry import InvitationRepository, RegistrationRepository
from matchmaker.storage.repositories.events import EventRepository
from matchmaker.storage.repositories.feeds import FeedRepository
from matchmaker.storage.repositories.handicaps import HandicapRepository
from matchmaker.storage.repositories.imports import ImportRepository
from matchmaker.storage.repositories.impressions import ImpressionRepository
from matchmaker.storage.repositories.incubators import IncubatorRepository
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.repositories.jobs import JobRepository
from matchmaker.storage.repositories.login_failures import LoginFailureRepository
from matchmaker.storage.repositories.mails import MailRepository
from matchmaker.storage.repositories.marks import MarkRepository
from matchmaker.storage.repositories.measured_bands import MeasuredBandRepository
from matchmaker.storage.repositories.mentoring import MentoringRepository
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.repositories.mentorships import MentorshipRepository
from matchmaker.storage.repositories.notices import NoticeRepository
from matchmaker.storage.repositories.office_hours import OfficeHourRepository
from matchmaker.storage.repositories.organisations import OrganisationRepository
from matchmaker.storage.repositories.participations import ParticipationRepository
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


class UnitOfWork:
    """Begins on ``with`` and rolls back on leaving, unless ``commit`` came first; nothing works after ``commit``.

    A unit that writes holds SQLite's write lock from the beginning; one that only reads sees one moment of the
    database and waits for nobody.
    """

    def __init__(self, engine: Engine, *, readonly: bool = False, patience: float | None = None) -> None:
        self._engine = engine
        self._readonly = readonly
        self._patience = patience
        self._at_begin: list[Callable[[Self], None]] = []
        self._before_commit: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []

    def on_begin(self, act: Callable[[Self], None]) -> None:
        """Let ``act`` be the first thing that the unit does; what it raises ends the unit."""
        self._at_begin.append(act)

    def before_commit(self, act: Callable[[], None]) -> None:
        """Let ``act`` write, in this transaction, what was gathered on the way; what it raises ends the unit."""
        self._before_commit.append(act)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Let ``act`` follow once the unit is kept."""
        self._after_commit.append(act)

    def __enter__(self) -> Self:
        self._connection = self._connect()
        try:
            self._connection.begin()
            self._limit_waiting(self._connection)
            self._give_repositories(self._connection)
            for act in self._at_begin:
                act(self)
        except BaseException:
            self._connection.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()  # rolls back what was not committed

    def commit(self) -> None:
        """Keep what the unit did, and end it; the log is sealed last, for its lock is one that all writers share."""
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
        """SQLite has one lock, which the unit holds by now; PostgreSQL is told how long to wait for each."""
        if self._patience is not None and connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = {round(self._patience * 1000)}"))

    def _give_repositories(self, connection: Connection) -> None:
        self._give_people(connection)
        self._give_programme(connection)
        self._give_platform(connection)

    def _give_people(self, connection: Connection) -> None:
        """Accounts, and the profiles they stand for."""
        self.accounts = AccountRepository(connection)
        self.login_failures = LoginFailureRepository(connection)
        self.sessions = SessionRepository(connection)
        self.reset_codes = ResetCodeRepository(connection)
        self.invitations = InvitationRepository(connection)
        self.registrations = RegistrationRepository(connection)
        self.organisations = OrganisationRepository(connection)
        self.consents = ConsentRepository(connection)
        self.contacts = ContactRepository(connection)
        self.incubators = IncubatorRepository(connection)
        self.startups = StartupRepository(connection)
        self.mentors = MentorRepository(connection)
        self.investors = InvestorRepository(connection)

    def _give_programme(self, connection: Connection) -> None:
        """What people do together: mentoring, the pool, events, the club."""
        self.candidacies = CandidacyRepository(connection)
        self.mentorships = MentorshipRepository(connection)
        self.terms = TermRepository(connection)
        self.mentoring = MentoringRepository(connection)
        self.office_hours = OfficeHourRepository(connection)
        self.pool = PoolRepository(connection)
        self.seats = PoolQueries(connection)
        self.work = WorkQueries(connection)
        self.applications = ApplicationRepository(connection)
        self.rounds = RoundRepository(connection)
        self.suggestions = SuggestionRepository(connection)
        self.impressions = ImpressionRepository(connection)
        self.evidence = EvidenceQueries(connection)
        self.bands = BandQueries(connection)
        self.measured_bands = MeasuredBandRepository(connection)
        self.handicaps = HandicapRepository(connection)
        self.exposure = ExposureQueries(connection)
        self.vectors = VectorRepository(connection)
        self.events = EventRepository(connection)
        self.participations = ParticipationRepository(connection)
        self.wishes = WishRepository(connection)
        self.timetables = TimetableRepository(connection)
        self.attendance = AttendanceQueries(connection)
        self.check_ins = CheckInRepository(connection)
        self.colleagues = ColleagueQueries(connection)
        self.past_meetings = PastMeetingQueries(connection)
        self.club = ClubRepository(connection)
        self.deals = DealRepository(connection)

    def _give_platform(self, connection: Connection) -> None:
        """What the platform keeps beside: work, the log, notices, the ledger of conflicts, names and figures."""
        self.jobs = JobRepository(connection)
        self.imports = ImportRepository(connection)
        self.audit = AuditRepository(connection)
        self.marks = MarkRepository(connection)
        self.answers = AnswerRepository(connection)
        self.mails = MailRepository(connection)
        self.feeds = FeedRepository(connection)
        self.notices = NoticeRepository(connection)
        self.conflicts = ConflictRepository(connection)
        self.ledger = LedgerQueries(connection)
        self.calendar_entries = CalendarEntryRepository(connection)
        self.names = NameQueries(connection)
        self.personal = PersonalQueries(connection)
        self.erasing = ErasingQueries(connection)
        self.relations = RelationQueries(connection)
        self.network = NetworkQueries(connection)
