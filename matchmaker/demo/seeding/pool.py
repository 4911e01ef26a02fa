"""Office hours and the mentor pool of the demo: slots to book, applications to review, mentors who left."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from matchmaker.demo.seeding.applications import DemoPeople
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Refused
from matchmaker.domain.ids import MentorId, OfficeHourId
from matchmaker.domain.local_time import from_local
from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.office_hours import OfficeHourDraft
from matchmaker.domain.pool import PoolApplicationDraft
from matchmaker.domain.vocabulary import Industry, MentorKind, Role, Zone
from matchmaker.services.mentoring.mentorships.office_hours import book_hour, offer_hours
from matchmaker.services.mentoring.pool.applications import apply_to_pool
from matchmaker.services.mentoring.pool.membership import ask_renewal, leave_pool
from matchmaker.services.mentoring.pool.reviews import return_pool_application
from matchmaker.services.platform.context import Context, find_today

LEAVING = ("调往外地工作，无法继续担任导师。", "年事已高，申请退出导师库。", "单位任务调整，今后两年没有时间。")

QUESTIONS = ("想请教首轮融资时股权怎么分，手里有两份条款要选。", "第一批样品良率不稳，想请导师看看工艺参数。")

APPLICANTS = (
    PoolApplicationDraft(
        name="蔺文博",
        kind=MentorKind.TECHNOLOGY,
        organisation="兰州新材料检测中心",
        title="高级工程师",
        expertise="金属材料失效分析、检测方法开发，熟悉中试放大的质量控制。",
        experience="从事材料检测十八年，为六十余家企业做过失效分析和工艺改进。",
        evidence="高级工程师证书；三家被辅导企业的书面证明；省科技进步三等奖。",
        industries=frozenset({Industry.NEW_MATERIALS, Industry.ADVANCED_MANUFACTURING}),
        zone=Zone.HIGHTECH,
    ),
    PoolApplicationDraft(
        name="苏映雪",
        kind=MentorKind.MANAGEMENT,
        organisation="陇原会计师事务所",
        title="合伙人",
        expertise="初创企业财务规范、股权激励、挂牌前的内控整改。",
        experience="主持过十二家企业的挂牌审计，担任两家孵化器的财务顾问。",
        evidence="注册会计师证书；两家孵化器的顾问聘书。",
        industries=frozenset({Industry.MODERN_SERVICES}),
        zone=Zone.SUBURBS,
        capacity=2,
    ),
    PoolApplicationDraft(
        name="马致远",
        kind=MentorKind.TECHNOLOGY,
        organisation="兰州装备研究所",
        title="研究员",
        expertise="风电叶片检测与特种机器人。",
        experience="承担过四项省级课题。",
        evidence="聘书复印件稍后补充。",
        industries=frozenset({Industry.ADVANCED_MANUFACTURING, Industry.NEW_ENERGY}),
        zone=Zone.NEW_AREA,
    ),
)
ASKED = "请补充聘书或被辅导企业的证明，以便审核。"


def seed_office_hours(context: Context) -> None:
    """Add slots of the demo's mentor and of some others in the next weeks; two are booked."""
    demo_people = DemoPeople(context)
    known, founder = demo_people.find_known(Role.MENTOR), demo_people.find_known(Role.FOUNDER)
    hours = _offer(context, known, day=5, count=4, mode=MeetingMode.IN_PERSON) if known else []
    with context.open_unit(readonly=True) as unit:
        mentors = [it.id for it in unit.mentors.iterate_all() if it.is_demo and it.account_id][3:60:9]
    others: list[OfficeHourId] = []
    for number, mentor_id in enumerate(mentors):
        mentor = demo_people.find_mentor(mentor_id)
        if mentor is not None and mentor.mentor_id != (known.mentor_id if known else None):
            mode = list(MeetingMode)[number % 3]
            others += _offer(context, mentor, day=3 + 2 * number, count=2, mode=mode)
    for hour_id, question in zip([*hours[:1], *others[:1]], QUESTIONS, strict=False):
        _book(context, founder, hour_id, question)


def _offer(context: Context, mentor: Actor, *, day: int, count: int, mode: MeetingMode) -> list[OfficeHourId]:
    """Offer slots of half an hour from 14:00, some days from now."""
    date = find_today(context) + timedelta(days=day)
    date += timedelta(days=max(0, date.isoweekday() - 5) and 8 - date.isoweekday())  # none at the weekend
    first = from_local(datetime.combine(date, time(14)))
    place = "创业大厦 302 会议室" if mode is MeetingMode.IN_PERSON else ""
    starts = [first + timedelta(minutes=30 * n) for n in range(count)]
    drafts = [
        OfficeHourDraft(starts_at=it, ends_at=it + timedelta(minutes=30), mode=mode, place=place) for it in starts
    ]
    return offer_hours(context, mentor, drafts)


def _book(context: Context, founder: Actor | None, hour_id: OfficeHourId, question: str) -> None:
    if founder is None or not founder.startup_ids:
        return
    try:
        book_hour(context, founder, hour_id, startup_id=min(founder.startup_ids), reason=question)
    except Refused:
        return


def seed_pool(context: Context) -> None:
    """Let some mentors without mentees leave the pool, and add three applications; one is returned for completion."""
    demo_people = DemoPeople(context)
    operator = demo_people.find_known(Role.OPERATOR)
    with context.open_unit(readonly=True) as unit:
        known = {it.account_id for it in (demo_people.find_known(role) for role in Role) if it}
        idle = [it for it in unit.mentors.iterate_all() if it.is_demo and not it.mentees and it.account_id not in known]
        pages = unit.accounts.list_page(role=Role.INVESTOR, is_demo=True, size=40).items
        people = [it.id for it in pages if Role.MENTOR not in it.roles and it.id not in known]
    if operator is None:
        return
    for number, mentor in enumerate(idle[7:300:48]):
        leave_pool(
            demo_people.context_days_ago(40 + 9 * number), operator, mentor.id, reason=LEAVING[number % len(LEAVING)]
        )
    _let_expire(demo_people, [it.id for it in idle[11:300:24]])
    for number, (account_id, draft) in enumerate(zip(people[::7], APPLICANTS, strict=False)):
        _apply(demo_people, operator, Actor(account_id=account_id, name=draft.name, roles=frozenset()), number=number)


def _let_expire(demo_people: DemoPeople, mentor_ids: list[MentorId]) -> None:
    """Let certificates expire in the next weeks; every third of these mentors asks for a renewal."""
    today = find_today(demo_people.context)
    with demo_people.context.open_unit() as unit:
        for number, mentor_id in enumerate(mentor_ids):
            mentor = unit.mentors.get(mentor_id)
            unit.mentors.save(replace(mentor, certified_until=today + timedelta(days=12 + 4 * number)))
        unit.commit()
    for mentor_id in mentor_ids[::3]:
        mentor_actor = demo_people.find_mentor(mentor_id)
        if mentor_actor is not None:
            ask_renewal(demo_people.context_days_ago(2), mentor_actor, mentor_id)


def _apply(demo_people: DemoPeople, operator: Actor, applicant: Actor, *, number: int) -> None:
    days = 12 - 4 * number
    application_id = apply_to_pool(demo_people.context_days_ago(days), applicant, APPLICANTS[number])
    if number == len(APPLICANTS) - 1:
        return_pool_application(demo_people.context_days_ago(days - 2), operator, application_id, reason=ASKED)
