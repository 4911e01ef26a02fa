"""A year of invented choices: impressions, applications, decisions of mentors, and outcomes of mentorships.

The preferences behind them are invented (``demo.generate.choice_model``). All mentorships are over, so they use no
mentor's place. The public demo accounts do not take part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from matchmaker.demo.generate.choice_model import CandidateView, choose_candidates, draw_answer, draw_outcome
from matchmaker.demo.generate.network import SEED
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.seeding.applications import TEXTS, DemoPeople
from matchmaker.demo.seeding.demo_accounts import NETWORK_FLAG
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, StartupId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.mentorships import (
    SIDES,
    Evaluation,
    MeetingMode,
    MentorshipOutcome,
    SessionDraft,
    Term,
    TermState,
)
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.storage import UnitOfWork

DONE_FLAG = "demo_history"
"""Name of the flag that the history is stored."""

EVERY = 3
"""One of this number of startups looked for a mentor in that year."""

FIRST, LAST = 385, 205
"""Days ago of the first and the last choice: within the retention period, and so early that each term is over."""

LONG, SHORT = 12, 6
"""Candidates seen on the whole list, and on the overview before."""

TERM = timedelta(days=180)
REASONS = (
    "贵司的方向与我的经验差距较大，建议找懂该行业的导师。",
    "目前阶段更需要市场方面的导师，我帮不上太多。",
    "所需的工艺我不熟悉，怕耽误你们。",
    "今年辅导的企业已经够多，无法保证时间。",
)
WORDS = "六个月期满，约定的目标已逐项核对。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """A founder who looks for a mentor, with the first suggestions of the list."""

    startup: Startup
    account_id: AccountId
    listed: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastApplication:
    """An application that is over; ``view`` holds what the two sides see of each other."""

    application: Application
    view: CandidateView

    @property
    def has_term(self) -> bool:
        """Whether the mentor accepted the startup."""
        return self.application.state is ApplicationState.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class StartupHistory:
    """The impressions of one founder with their days, and the founder's applications."""

    shown: tuple[tuple[Impression, date], ...]
    past: tuple[PastApplication, ...]


def seed_history(context: Context) -> int:
    """Store the history one time, when suggestions exist; returns the number of applications."""
    with context.begin(None) as case:
        if case.unit.flags.find(NETWORK_FLAG) is None or case.unit.flags.find(DONE_FLAG) is not None:
            return 0
        mentors = _list_mentors(case)
        histories = [_make_history(context, it, mentors) for it in _list_founders(case, mentors)]
        case.unit.impressions.record_days(it for history in histories for it in history.shown)
        made = [it for history in histories for it in history.past]
        keys = case.unit.applications.add_past(it.application for it in made)
        _store_terms(case.unit, [(key, it) for key, it in zip(keys, made, strict=True) if it.has_term], mentors)
        case.unit.flags.set(DONE_FLAG, str(len(made)))
        case.unit.commit()
    return len(made)


def _list_known(context: Context) -> set[AccountId]:
    demo_people = DemoPeople(context)
    return {it.account_id for role in Role if (it := demo_people.find_known(role))}


def _list_mentors(case: UseCase[Actor | None]) -> dict[int, Mentor]:
    known = _list_known(case.context) | {None}
    return {it.id: it for it in case.unit.mentors.iterate_all() if it.is_demo and it.account_id not in known}


def _list_founders(case: UseCase[Actor | None], mentors: Mapping[int, Mentor]) -> list[Founder]:
    """Founders of every third startup that never applied, with the first suggestions of their lists."""
    known = _list_known(case.context)
    applied = {it.startup_id for it in case.unit.evidence.list_applications()}
    startups = [it for it in case.unit.startups.iterate_all() if it.is_demo][::EVERY]
    ids = [it.id for it in startups]
    people = case.unit.relations.list_people(PartyKind.STARTUP, ids)
    listed: dict[int, list[Suggestion]] = {it: [] for it in ids}
    for suggestion in case.unit.suggestions.list_among(
        PartyKind.STARTUP, PartyKind.MENTOR, seeker_ids=ids, candidate_ids=mentors
    ):
        listed[suggestion.seeker_id].append(suggestion)
    return [
        Founder(startup=startup, account_id=min(people[startup.id]), listed=tuple(listed[startup.id][:LONG]))
        for startup in startups
        if people[startup.id] and not known & people[startup.id] and startup.id not in applied
    ]


def _make_history(context: Context, founder: Founder, mentors: Mapping[int, Mentor]) -> StartupHistory:
    """Impressions, choices and decisions of one startup. Mentors decide one after the other, until one accepts."""
    draw = RandomStream.of(SEED, "history", founder.startup.id)
    at = context.now() - timedelta(days=draw.randint(LAST, FIRST), minutes=draw.randrange(600))
    views = [_make_view(founder.startup, mentors[it.candidate_id], it) for it in founder.listed]
    past: list[PastApplication] = []
    for number, place in enumerate(choose_candidates(draw, views)):
        is_accepted = any(it.has_term for it in past)
        state = ApplicationState.RELEASED if is_accepted else draw_answer(draw, views[place])
        applied_at = at + timedelta(hours=2)
        decided_at = applied_at + timedelta(days=14 if state is ApplicationState.EXPIRED else 2 + 3 * number)
        application = _make_application(
            founder, founder.listed[place], state=state, applied_at=applied_at, decided_at=decided_at
        )
        past.append(PastApplication(application=application, view=views[place]))
    return StartupHistory(shown=tuple(_make_impressions(founder.listed, at)), past=tuple(past))


def _make_view(startup: Startup, mentor: Mentor, suggestion: Suggestion) -> CandidateView:
    return CandidateView(
        is_same_zone=startup.zone is not None and startup.zone is mentor.zone,
        is_same_industry=startup.industry in mentor.industries,
        score=suggestion.fit.score,
    )


def _make_impressions(listed: Sequence[Suggestion], at: datetime) -> Iterator[tuple[Impression, date]]:
    """Impressions of the overview, and a minute later of the whole list."""
    later = at + timedelta(minutes=1)
    for surface, most, shown_at in ((Surface.OVERVIEW, SHORT, at), (Surface.LIST, LONG, later)):
        day = local_day(shown_at)
        for position, suggestion in enumerate(listed[:most], 1):
            yield _make_impression(suggestion, surface, position=position, at=shown_at), day


def _make_impression(suggestion: Suggestion, surface: Surface, *, position: int, at: datetime) -> Impression:
    return Impression(
        seeker_kind=suggestion.seeker_kind,
        seeker_id=suggestion.seeker_id,
        candidate_kind=suggestion.candidate_kind,
        candidate_id=suggestion.candidate_id,
        surface=surface,
        position=position,
        band=suggestion.fit.band,
        score=suggestion.fit.score,
        shown_at=at,
    )


def _make_application(
    founder: Founder, suggestion: Suggestion, *, state: ApplicationState, applied_at: datetime, decided_at: datetime
) -> Application:
    number = suggestion.seeker_id + suggestion.candidate_id
    goal, tried = TEXTS[number % len(TEXTS)]
    is_ended = state is ApplicationState.ENDED
    reason = REASONS[number % len(REASONS)] if state is ApplicationState.DECLINED else WORDS if is_ended else ""
    return Application(
        id=ApplicationId(0),
        startup_id=StartupId(suggestion.seeker_id),
        mentor_id=MentorId(suggestion.candidate_id),
        applied_by=founder.account_id,
        goal=goal,
        tried=tried,
        state=state,
        applied_at=applied_at,
        opened_at=applied_at,
        decided_at=decided_at + TERM if is_ended else decided_at,
        reason=reason,
        fit=suggestion.fit,
    )


def _store_terms(
    unit: UnitOfWork, ended: Sequence[tuple[ApplicationId, PastApplication]], mentors: Mapping[int, Mentor]
) -> None:
    """Store the terms with their sessions, outcomes, and evaluations of both sides."""
    made = [_make_term(key, it, mentors[it.application.mentor_id]) for key, it in ended]
    unit.terms.add_past((term for term, _ in made), (it for _, evaluations in made for it in evaluations))
    authors = {key: mentors[it.application.mentor_id].account_id or it.application.applied_by for key, it in ended}
    unit.mentorship_records.add_past((it for term, _ in made for it in _make_sessions(term)), written_by=authors)


def _make_term(key: ApplicationId, past: PastApplication, mentor: Mentor) -> tuple[Term, list[Evaluation]]:
    application = past.application
    outcome, *scores = draw_outcome(RandomStream.of(SEED, "mentorship", application.startup_id), past.view)
    ended_at = application.decided_at or application.applied_at
    term = Term(
        mentorship_id=key,
        state=TermState.ENDED,
        accepted_at=ended_at - TERM,
        ends_on=local_day(ended_at),
        outcome=outcome,
        outcome_words=WORDS,
        ended_at=ended_at,
    )
    people = (application.applied_by, mentor.account_id or application.applied_by)
    evaluations = [
        Evaluation(mentorship_id=key, side=side, score=score, words="", given_by=by, given_at=ended_at)
        for side, score, by in zip(SIDES, scores, people, strict=True)
    ]
    return term, evaluations


def _make_sessions(term: Term) -> Iterator[tuple[ApplicationId, SessionDraft]]:
    """One session each month, fewer if the mentorship was stopped early."""
    key = term.mentorship_id
    for month in range(2 if term.outcome is MentorshipOutcome.STOPPED else 5):
        day = local_day(term.accepted_at + timedelta(days=20 + 30 * month))
        yield key, SessionDraft(held_on=day, minutes=60 + 30 * (key % 2), mode=list(MeetingMode)[key % 3])
