"""Applications to the demo mentor, made by those whom the platform suggests: as founders would have made them."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict
from matchmaker.domain.ids import MentorId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.context import Context
from matchmaker.services.mentorships import accept_mentorship, decline_mentorship, request_mentorship
from matchmaker.services.seeding.logins import EMAILS, MARK

DONE = "demo_mentorships"
"""Name of the mark that the applications were made."""

GOALS = (
    "希望导师帮助我们梳理产品定位和第一批客户，每月交流一次。",
    "正在准备天使轮融资，想请导师看看商业计划书和估值思路。",
    "样机已经完成，希望在中试和量产工艺上得到指导。",
    "团队都是技术出身，想请导师帮助建立管理制度和股权结构。",
)

REASON = "近期时间已排满，建议先联系同领域的其他导师。"


def seed_mentorships(context: Context) -> int:
    """Let suggested startups apply to the demo mentor: one is accepted, one declined, the others wait.

    Done once, as soon as there are suggestions; answers how many applied now.
    """
    with context.open_unit(readonly=True) as unit:
        if unit.marks.find(MARK) is None or unit.marks.find(DONE) is not None:
            return 0
        account = unit.accounts.find_by_email(EMAILS[Role.MENTOR])
        mentor = unit.accounts.find_actor(account.id) if account else None
        if mentor is None or mentor.mentor_id is None:
            return 0
        listed = unit.suggestions.list_for(PartyKind.MENTOR, mentor.mentor_id, candidate_kind=PartyKind.STARTUP)
    made = [
        _apply(context, mentor, mentor.mentor_id, startup_id=StartupId(it.candidate_id), number=number)
        for number, (it, _) in enumerate(zip(listed, GOALS, strict=False))
    ]
    if made:
        with context.open_unit() as unit:
            unit.marks.set(DONE, str(len(made)))
            unit.commit()
    return sum(made)


def _apply(context: Context, mentor: Actor, mentor_id: MentorId, *, startup_id: StartupId, number: int) -> bool:
    """One application, decided for the first two; False where a former run made it already."""
    with context.open_unit(readonly=True) as unit:
        members = unit.startups.list_members(startup_id)
        founder = unit.accounts.find_actor(members[0]) if members else None
    if founder is None:
        return False
    goal = GOALS[number]
    try:
        mentorship_id = request_mentorship(context, founder, startup_id=startup_id, mentor_id=mentor_id, goal=goal)
    except Conflict:
        return False
    if number == 0:
        accept_mentorship(context, mentor, mentorship_id)
    elif number == 1:
        decline_mentorship(context, mentor, mentorship_id, reason=REASON)
    return True
