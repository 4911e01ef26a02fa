"""Mentorships of the demo, with sessions, notes, steps and evaluations."""

from dataclasses import dataclass, replace
from datetime import timedelta

from matchmaker.demo.seeding.applications import TEXTS, DemoPeople
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, StartupId
from matchmaker.domain.mentorships import (
    Evaluation,
    MeetingMode,
    MentorshipOutcome,
    NextStepDraft,
    SessionDraft,
    SessionNote,
)
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.services.mentoring.mentorships.evaluations import evaluate
from matchmaker.services.mentoring.mentorships.sessions import add_session, add_step, mark_step
from matchmaker.services.mentoring.mentorships.terms import close_term, open_term, propose_extension
from matchmaker.services.platform.context import Context, UseCase, find_today
from matchmaker.storage import UnitOfWork

PAIRS = 60
"""Number of mentorships for the figures of the pool; one in eight mentors has some."""

NOTES = (
    "梳理了目标客户和报价，确定先做两家样板客户；下次带合同草稿来。",
    "看了小试数据，建议先固定配方再放大，列出了三个必须复测的指标。",
    "讨论股权结构：预留百分之十五期权池，创始人协议本月签署。",
    "过了一遍商业计划书，市场部分重写，财务预测按三种情形准备。",
    "走访车间，排出设备改造清单，估算了投入和回收期。",
)
OWN_NOTE = "团队执行力强，但负责人不太愿意放权，下次单独谈一谈。"
WORDS = (
    "每次都准备充分，给的建议能直接用。",
    "帮我们对接了第一家客户，收获很大。",
    "经验丰富，希望见面再多一些。",
    "回复及时，对工艺问题判断很准。",
)
STEPS = (
    (PartyKind.STARTUP, "整理五家目标客户的需求和联系人", -20, True),
    (PartyKind.MENTOR, "介绍一位做质量体系认证的同行", 6, False),
    (PartyKind.STARTUP, "完成合同草稿并发给导师", -2, False),
)
"""Steps: the responsible side, the text, the days from now until it is due, and whether it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPair:
    startup_id: StartupId
    mentor_id: MentorId
    founder: AccountId


def seed_own_mentorship(context: Context) -> None:
    """Add a mentorship of the demo's founder since three months; this runs before any application is created."""
    people = DemoPeople(context)
    founder = people.find_known(Role.FOUNDER)
    own = next(iter(founder.startup_ids), None) if founder else None
    known = people.find_known(Role.MENTOR)
    if founder is None or own is None:
        return
    mentors = [it for it in people.list_mentors(own) if known is None or it != known.mentor_id]
    with context.begin(None) as case:
        found = case.unit.mentors.list_by_ids(mentors)
        if not found or case.unit.applications.list_open(startup_id=own):
            return
        mentor = max(found.values(), key=lambda it: (it.capacity, it.id))
        pair = DemoPair(startup_id=own, mentor_id=mentor.id, founder=founder.account_id)
        key = _start_mentorship(case, pair, text=0, days=92)
        case.unit.commit()
    mentor_actor = people.find_mentor(mentor.id)
    if mentor_actor is not None:
        _add_records(people, key, mentor=mentor_actor, founder=founder)


def seed_known_mentor(context: Context) -> None:
    """Add sessions of the demo's mentor with the accepted startup, and a proposal to extend the term."""
    people = DemoPeople(context)
    mentor = people.find_known(Role.MENTOR)
    if mentor is None or mentor.mentor_id is None:
        return
    with context.open_unit(readonly=True) as unit:
        applications = unit.applications.list_open(mentor_id=mentor.mentor_id)
    accepted = next((it for it in applications if it.state is ApplicationState.ACCEPTED), None)
    founder = people.find_founder(accepted.startup_id) if accepted else None
    if accepted is None or founder is None:
        return
    _add_records(people, accepted.id, mentor=mentor, founder=founder)
    propose_extension(
        people.context_days_ago(2), founder, accepted.id, months=3, reason="样板客户试用期到年底，希望导师陪我们走完。"
    )


def _add_records(people: DemoPeople, key: ApplicationId, *, mentor: Actor, founder: Actor) -> None:
    """Add three sessions of an hour or more, three steps, and the founder's evaluation of the mentor."""
    for number, days in enumerate((30, 16, 5)):
        day = people.context_days_ago(days)
        writer = founder if number == 1 else mentor
        mode = MeetingMode.ONLINE if number == 1 else MeetingMode.IN_PERSON
        held = SessionDraft(
            held_on=find_today(day), minutes=60 + 30 * number, mode=mode, place="" if number == 1 else "创业大厦 302"
        )
        own = OWN_NOTE if writer is mentor and number == 2 else ""
        add_session(day, writer, key, held, notes=NOTES[number], own_notes=own)
    for side, text, due, is_done in STEPS:
        draft = NextStepDraft(side=side, text=text, due_on=find_today(people.context) + timedelta(days=due))
        step_id = add_step(people.context_days_ago(25), mentor, key, draft)
        if is_done:
            mark_step(people.context_days_ago(18), founder, key, step_id, is_done=True)
    evaluate(people.context_days_ago(4), founder, key, score=5, words=WORDS[1])


def seed_work(context: Context) -> int:
    """Add mentorships of other people since up to 430 days, some already ended; returns their number."""
    with context.begin(None) as case:
        pairs = _choose_pairs(case.unit)
        for number, pair in enumerate(pairs):
            days = 30 + number * 37 % 400
            key = _start_mentorship(case, pair, text=number, days=days)
            _store_records(case, key, pair, number=number, days=days)
        case.unit.commit()
    return len(pairs)


def _choose_pairs(unit: UnitOfWork) -> list[DemoPair]:
    """Startups that never applied, each with one of every eighth mentor; a mentor can have several."""
    mentors = [it for it in unit.mentors.iterate_all() if it.is_demo and it.places_left and not it.mentees][::8]
    startups = [it.id for it in unit.startups.iterate_all() if it.is_demo][::5]
    if not mentors:
        return []
    free = [it for it in startups if not unit.applications.list_for_startup(it)][:PAIRS]
    left = {it.id: it.capacity for it in mentors}
    pairs = []
    for number, startup_id in enumerate(free):
        mentor = mentors[number * 3 % len(mentors)]
        members = unit.startups.list_members(startup_id)
        if left[mentor.id] and members and mentor.account_id not in members:
            left[mentor.id] -= 1
            pairs.append(DemoPair(startup_id=startup_id, mentor_id=mentor.id, founder=members[0]))
    return pairs


def _start_mentorship(case: UseCase[Actor | None], pair: DemoPair, *, text: int, days: int) -> ApplicationId:
    """Add an application that was accepted ``days`` days ago, one to nine days after it was sent."""
    now = case.now
    goal, tried = TEXTS[text % len(TEXTS)]
    applied_at, accepted_at = now - timedelta(days=days + 1 + text % 9), now - timedelta(days=days)
    key = case.unit.applications.add(
        startup_id=pair.startup_id,
        mentor_id=pair.mentor_id,
        applied_by=pair.founder,
        goal=goal,
        tried=tried,
        state=ApplicationState.QUEUED,
        applied_at=applied_at,
    )
    accepted = replace(
        case.unit.applications.get(key), state=ApplicationState.ACCEPTED, opened_at=applied_at, decided_at=accepted_at
    )
    case.unit.applications.save(accepted)
    case.unit.mentors.take_place(pair.mentor_id)
    open_term(case, accepted)
    return key


def _store_records(case: UseCase[Actor | None], key: ApplicationId, pair: DemoPair, *, number: int, days: int) -> None:
    """One to eight sessions, an evaluation for three in four mentorships, and an end when the term is over."""
    author = case.unit.mentors.get(pair.mentor_id).account_id or pair.founder
    held = list(range(days - 3, 1, -24))[: 1 + number * 5 % 8]
    for ago in held:
        now = case.now - timedelta(days=ago)
        draft = SessionDraft(held_on=now.date(), minutes=60 + 30 * (number % 3), mode=list(MeetingMode)[number % 3])
        session_id = case.unit.mentorship_records.add(key, draft, written_by=author, side=PartyKind.MENTOR)
        text = NOTES[(number + ago) % len(NOTES)]
        note = SessionNote(written_by=author, side=PartyKind.MENTOR, text=text, is_private=False, written_at=now)
        case.unit.mentorship_records.add_note(session_id, note)
    if number % 4 and held:
        _add_evaluation(case, key, pair, days=held[-1] - 1, number=number)
    if days > 190:
        _end_mentorship(case, key, number=number, days=days - 184)


def _add_evaluation(case: UseCase[Actor | None], key: ApplicationId, pair: DemoPair, *, days: int, number: int) -> None:
    given_at = case.now - timedelta(days=days)
    case.unit.terms.add_evaluation(
        Evaluation(
            mentorship_id=key,
            side=PartyKind.STARTUP,
            score=3 + number % 3,
            words=WORDS[number % len(WORDS)],
            given_by=pair.founder,
            given_at=given_at,
        )
    )


def _end_mentorship(case: UseCase[Actor | None], key: ApplicationId, *, number: int, days: int) -> None:
    """End the mentorship some days ago, with one of the outcomes."""
    then = replace(case.context, now=lambda: case.now - timedelta(days=days))
    application = case.unit.applications.get(key)
    outcome = (
        MentorshipOutcome.REACHED,
        MentorshipOutcome.PARTLY,
        MentorshipOutcome.REACHED,
        MentorshipOutcome.MISSED,
    )[number % 4]
    words = "六个月期满，约定的目标已逐项核对。"
    close_term(UseCase.start(then, case.unit, None), application, outcome=outcome, words=words)
    case.unit.applications.save(replace(application, state=ApplicationState.ENDED, decided_at=then.now(), reason=words))
    case.unit.mentors.free_place(application.mentor_id)
