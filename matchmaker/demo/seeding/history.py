"""A year of invented choices: who was shown whom, who applied, what mentors answered, and how it ended.

The tastes behind them are invented (``demo.taste``). All of it is over, so it takes no place of anybody; people whom
anyone may log in as have no part in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from matchmaker.demo.generate.choice_model import CandidateView, choose_candidates, draw_answer, draw_outcome
from matchmaker.demo.generate.network import SEED
from matchmaker.demo.generate.random_streams import RandomStream
from matchmaker.demo.seeding.applications import TEXTS, DemoPeople
from matchmaker.demo.seeding.demo_accounts import MARK
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

DONE = "demo_history"
"""Name of the mark that this was made."""

EVERY = 3
"""One startup in so many looked for a mentor in that year."""

FIRST, LAST = 385, 205
"""Days ago of the first and the last choice: within what is kept, and early enough for a term to be over."""

LONG, SHORT = 12, 6
"""Candidates that were looked at on the whole list, and on the overview before."""

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
    """Who looks for a mentor, and the first of the list."""

    startup: Startup
    account_id: AccountId
    listed: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastApplication:
    """An application that is over; ``sight`` is how its two look to each other."""

    application: Application
    sight: CandidateView

    @property
    def has_term(self) -> bool:
        """Whether the mentor took the startup on."""
        return self.application.state is ApplicationState.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class StartupHistory:
    """What one founder was shown on which day, and did."""

    shown: tuple[tuple[Impression, date], ...]
    past: tuple[PastApplication, ...]


def seed_history(context: Context) -> int:
    """Make it once, as soon as there are suggestions; how many applied."""
    with context.begin(None) as case:
        if case.unit.flags.find(MARK) is None or case.unit.flags.find(DONE) is not None:
            return 0
        mentors = _list_mentors(case)
        lives = [_make_history(context, it, mentors) for it in _list_founders(case, mentors)]
        case.unit.impressions.record_days(it for life in lives for it in life.shown)
        made = [it for life in lives for it in life.past]
        keys = case.unit.applications.add_past(it.application for it in made)
        _store_terms(case.unit, [(key, it) for key, it in zip(keys, made, strict=True) if it.has_term], mentors)
        case.unit.flags.set(DONE, str(len(made)))
        case.unit.commit()
    return len(made)


def _list_known(context: Context) -> set[AccountId]:
    stage = DemoPeople(context)
    return {it.account_id for role in Role if (it := stage.find_known(role))}


def _list_mentors(case: UseCase[Actor | None]) -> dict[int, Mentor]:
    known = _list_known(case.context) | {None}
    return {it.id: it for it in case.unit.mentors.iterate_all() if it.is_demo and it.account_id not in known}


def _list_founders(case: UseCase[Actor | None], mentors: Mapping[int, Mentor]) -> list[Founder]:
    """Of every third startup of the demo the founder, where it never applied, with the first of its list."""
    known = _list_known(case.context)
    asked = {it.startup_id for it in case.unit.evidence.list_applications()}
    startups = [it for it in case.unit.startups.iterate_all() if it.is_demo][::EVERY]
    ids = [it.id for it in startups]
    people = case.unit.relations.list_people(PartyKind.STARTUP, ids)
    listed: dict[int, list[Suggestion]] = {it: [] for it in ids}
    for it in case.unit.suggestions.list_among(
        PartyKind.STARTUP, PartyKind.MENTOR, seeker_ids=ids, candidate_ids=mentors
    ):
        listed[it.seeker_id].append(it)
    return [
        Founder(startup=it, account_id=min(people[it.id]), listed=tuple(listed[it.id][:LONG]))
        for it in startups
        if people[it.id] and not known & people[it.id] and it.id not in asked
    ]


def _make_history(context: Context, founder: Founder, mentors: Mapping[int, Mentor]) -> StartupHistory:
    """What a startup was shown, whom it chose, and the answers one after the other until one accepts."""
    draw = RandomStream.of(SEED, "history", founder.startup.id)
    at = context.now() - timedelta(days=draw.randint(LAST, FIRST), minutes=draw.randrange(600))
    sights = [_make_view(founder.startup, mentors[it.candidate_id], it) for it in founder.listed]
    past: list[PastApplication] = []
    for number, place in enumerate(choose_candidates(draw, sights)):
        is_taken = any(it.has_term for it in past)
        state = ApplicationState.RELEASED if is_taken else draw_answer(draw, sights[place])
        asked = at + timedelta(hours=2)
        decided = asked + timedelta(days=14 if state is ApplicationState.EXPIRED else 2 + 3 * number)
        mentorship = _apply(founder, founder.listed[place], state=state, asked=asked, decided=decided)
        past.append(PastApplication(application=mentorship, sight=sights[place]))
    return StartupHistory(shown=tuple(_show(founder.listed, at)), past=tuple(past))


def _make_view(startup: Startup, mentor: Mentor, it: Suggestion) -> CandidateView:
    return CandidateView(
        is_same_zone=startup.zone is not None and startup.zone is mentor.zone,
        is_same_industry=startup.industry in mentor.industries,
        score=it.fit.score,
    )


def _show(listed: Sequence[Suggestion], at: datetime) -> Iterator[tuple[Impression, date]]:
    """The overview, and a minute later the whole list."""
    later = at + timedelta(minutes=1)
    for surface, most, moment in ((Surface.OVERVIEW, SHORT, at), (Surface.LIST, LONG, later)):
        day = local_day(moment)
        for position, it in enumerate(listed[:most], 1):
            yield _make_impression(it, surface, position=position, at=moment), day


def _make_impression(it: Suggestion, surface: Surface, *, position: int, at: datetime) -> Impression:
    return Impression(
        seeker_kind=it.seeker_kind,
        seeker_id=it.seeker_id,
        candidate_kind=it.candidate_kind,
        candidate_id=it.candidate_id,
        surface=surface,
        position=position,
        band=it.fit.band,
        score=it.fit.score,
        shown_at=at,
    )


def _apply(
    founder: Founder, it: Suggestion, *, state: ApplicationState, asked: datetime, decided: datetime
) -> Application:
    number = it.seeker_id + it.candidate_id
    goal, tried = TEXTS[number % len(TEXTS)]
    is_ended = state is ApplicationState.ENDED
    reason = REASONS[number % len(REASONS)] if state is ApplicationState.DECLINED else WORDS if is_ended else ""
    return Application(
        id=ApplicationId(0),
        startup_id=StartupId(it.seeker_id),
        mentor_id=MentorId(it.candidate_id),
        applied_by=founder.account_id,
        goal=goal,
        tried=tried,
        state=state,
        applied_at=asked,
        opened_at=asked,
        decided_at=decided + TERM if is_ended else decided,
        reason=reason,
        fit=it.fit,
    )


def _store_terms(
    unit: UnitOfWork, ended: Sequence[tuple[ApplicationId, PastApplication]], mentors: Mapping[int, Mentor]
) -> None:
    """The terms with their sessions, outcomes, and evaluations of both sides."""
    told = [_end(key, it, mentors[it.application.mentor_id]) for key, it in ended]
    unit.terms.add_past((term for term, _ in told), (it for _, said in told for it in said))
    guides = {key: mentors[it.application.mentor_id].account_id or it.application.applied_by for key, it in ended}
    unit.mentorship_records.add_past((it for term, _ in told for it in _make_sessions(term)), written_by=guides)


def _end(key: ApplicationId, past: PastApplication, mentor: Mentor) -> tuple[Term, list[Evaluation]]:
    it = past.application
    outcome, *scores = draw_outcome(RandomStream.of(SEED, "mentorship", it.startup_id), past.sight)
    ended_at = it.decided_at or it.applied_at
    term = Term(
        mentorship_id=key,
        state=TermState.ENDED,
        accepted_at=ended_at - TERM,
        ends_on=local_day(ended_at),
        outcome=outcome,
        outcome_words=WORDS,
        ended_at=ended_at,
    )
    people = (it.applied_by, mentor.account_id or it.applied_by)
    said = [
        Evaluation(mentorship_id=key, side=side, score=score, words="", given_by=by, given_at=ended_at)
        for side, score, by in zip(SIDES, scores, people, strict=True)
    ]
    return term, said


def _make_sessions(term: Term) -> Iterator[tuple[ApplicationId, SessionDraft]]:
    """A session a month, fewer where it was stopped midway."""
    key = term.mentorship_id
    for month in range(2 if term.outcome is MentorshipOutcome.STOPPED else 5):
        day = local_day(term.accepted_at + timedelta(days=20 + 30 * month))
        yield key, SessionDraft(held_on=day, minutes=60 + 30 * (key % 2), mode=list(MeetingMode)[key % 3])
