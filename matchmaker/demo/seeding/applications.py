"""Applications of the demo: startups apply to mentors that the platform suggests to them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from matchmaker.demo.seeding.demo_accounts import EMAILS, NETWORK_FLAG
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Refused
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.mentoring.applications import (
    accept_application,
    apply_to_mentor,
    decline_application,
    wait_list_application,
)
from matchmaker.services.platform.context import Context

DONE_FLAG = "demo_mentorships"
"""Name of the flag that the applications were made."""

TEXTS = (
    ("希望导师帮助我们梳理产品定位和第一批客户，每月交流一次。", "拜访过六家潜在客户，两家愿意试用，但都没有付费。"),
    (
        "正在准备天使轮融资，想请导师看看商业计划书和估值思路。",
        "自己写了两版商业计划书，见过三位投资人，反馈是市场没讲清楚。",
    ),
    ("样机已经完成，希望在中试和量产工艺上得到指导。", "小试良率八成五，放大到十公斤后掉到六成，换过两种设备。"),
    ("团队都是技术出身，想请导师帮助建立管理制度和股权结构。", "参考了同行的期权方案，还没有定下来。"),
    ("希望导师帮助我们进入本地龙头企业的供应链。", "送过一次样品，对方要求提供质量体系认证。"),
    ("想请导师指导知识产权布局和项目申报。", "申请了一项发明专利，申报材料第一次没有通过初审。"),
)
"""Goals of applications, and what the startups have tried."""

REASON = "近期时间已排满，建议先联系同领域的其他导师。"
MAX_WAITING = 2
"""Largest capacity of a mentor that is filled, so that the demo's founder is on the waiting list."""


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Finds the invented people and lets them act some days before now."""

    context: Context

    def context_days_ago(self, days: int) -> Context:
        """The context with an earlier time, for actions on that day."""
        return replace(self.context, now=lambda: self.context.now() - timedelta(days=days))

    def find_known(self, role: Role) -> Actor | None:
        """The person of the public demo account of a role."""
        with self.context.open_unit(readonly=True) as unit:
            account = unit.accounts.find_by_email(EMAILS[role])
            return unit.accounts.find_actor(account.id) if account else None

    def find_founder(self, startup_id: StartupId) -> Actor | None:
        with self.context.open_unit(readonly=True) as unit:
            members = unit.startups.list_members(startup_id)
            return unit.accounts.find_actor(members[0]) if members else None

    def find_mentor(self, mentor_id: MentorId) -> Actor | None:
        with self.context.open_unit(readonly=True) as unit:
            account_id = unit.mentors.get(mentor_id).account_id
            return unit.accounts.find_actor(account_id) if account_id else None

    def list_startups(self, mentor_id: MentorId, *, but: StartupId | None = None) -> Iterator[StartupId]:
        """Startups suggested to a mentor, the best first."""
        with self.context.open_unit(readonly=True) as unit:
            listed = unit.suggestions.list_for(PartyKind.MENTOR, mentor_id, candidate_kind=PartyKind.STARTUP)
        return (StartupId(it.candidate_id) for it in listed if it.candidate_id != but)

    def list_mentors(self, startup_id: StartupId) -> list[MentorId]:
        """Mentors suggested to a startup, the best first."""
        with self.context.open_unit(readonly=True) as unit:
            listed = unit.suggestions.list_for(PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR)
        return [MentorId(it.candidate_id) for it in listed]

    def request_application(
        self, startup_id: StartupId, mentor_id: MentorId, *, text: int, days: int
    ) -> ApplicationId | None:
        """Create an application some days ago; None when a rule forbids it."""
        founder = self.find_founder(startup_id)
        if founder is None:
            return None
        goal, tried = TEXTS[text % len(TEXTS)]
        try:
            return apply_to_mentor(
                self.context_days_ago(days), founder, startup_id=startup_id, mentor_id=mentor_id, goal=goal, tried=tried
            )
        except Refused:
            return None


def seed_mentorships(context: Context) -> int:
    """Create applications to the demo's mentor, and applications of the demo's founder to others.

    This is done one time, when suggestions exist. Returns the number of new applications.
    """
    with context.open_unit(readonly=True) as unit:
        if unit.flags.find(NETWORK_FLAG) is None or unit.flags.find(DONE_FLAG) is not None:
            return 0
    people = DemoPeople(context)
    mentor, founder = people.find_known(Role.MENTOR), people.find_known(Role.FOUNDER)
    own = next(iter(founder.startup_ids), None) if founder else None
    made = _apply_to_known_mentor(people, mentor, own) if mentor else 0
    if made and own is not None and mentor is not None:
        made += _apply_as_founder(people, own, known=mentor.mentor_id)
    if made:
        with context.open_unit() as unit:
            unit.flags.set(DONE_FLAG, str(made))
            unit.commit()
    return made


def _apply_to_known_mentor(people: DemoPeople, mentor: Actor, own: StartupId | None) -> int:
    """Six applications: one accepted, one declined, one on the waiting list, three waiting for a decision."""
    if mentor.mentor_id is None:
        return 0
    days = (40, 20, 12, 9, 4, 1)
    startups = people.list_startups(mentor.mentor_id, but=own)
    made = [
        people.request_application(startup_id, mentor.mentor_id, text=number, days=ago)
        for number, (startup_id, ago) in enumerate(zip(startups, days, strict=False))
    ]
    accepted, declined, listed, *_ = [*made, None, None, None]
    if accepted is not None:
        accept_application(people.context_days_ago(36), mentor, accepted)
    if declined is not None:
        decline_application(people.context_days_ago(18), mentor, declined, reason=REASON)
    if listed is not None:
        wait_list_application(people.context_days_ago(10), mentor, listed)
    return sum(it is not None for it in made)


def _apply_as_founder(people: DemoPeople, own: StartupId, *, known: MentorId | None) -> int:
    """Three applications: one declined, one on the waiting list of a full mentor, one waiting for a decision."""
    mentors = [it for it in people.list_mentors(own) if it != known]
    if len(mentors) < 3:
        return 0
    with people.context.open_unit(readonly=True) as unit:
        capacity = {it.id: it.capacity for it in unit.mentors.list_by_ids(mentors).values()}
    full = min(mentors, key=lambda it: (capacity[it], mentors.index(it)))
    others = [it for it in mentors if it != full]
    declined = next((it for it in others if _add_declined(people, own, it)), None)
    made = 0 if declined is None else 1
    made += _fill_places(people, full, but=own) if capacity[full] <= MAX_WAITING else 0
    made += people.request_application(own, full, text=2, days=6) is not None
    return made + any(
        people.request_application(own, it, text=2, days=3) is not None for it in others if it != declined
    )


def _add_declined(people: DemoPeople, own: StartupId, mentor_id: MentorId) -> bool:
    """Add an application that was declined a month ago; returns whether that was possible."""
    mentor = people.find_mentor(mentor_id)
    application_id = people.request_application(own, mentor_id, text=1, days=30) if mentor else None
    if mentor is None or application_id is None:
        return False
    decline_application(people.context_days_ago(26), mentor, application_id, reason=REASON)
    return True


def _fill_places(people: DemoPeople, mentor_id: MentorId, *, but: StartupId) -> int:
    """Fill the free places of a mentor with other startups; returns how many were filled."""
    mentor = people.find_mentor(mentor_id)
    made = 0
    with people.context.open_unit(readonly=True) as unit:
        places = unit.mentors.get(mentor_id).places_left
    for startup_id in people.list_startups(mentor_id, but=but):
        if mentor is None or made == places:
            break
        application_id = people.request_application(startup_id, mentor_id, text=made, days=25)
        if application_id is not None and _accept(people, mentor, application_id):
            made += 1
    return made


def _accept(people: DemoPeople, mentor: Actor, application_id: ApplicationId) -> bool:
    """Accept an application; False when the startup waits for the decision of another mentor."""
    try:
        accept_application(people.context_days_ago(22), mentor, application_id)
    except Refused:
        return False
    return True
