"""Mentoring for tests: a mentorship under way, office hours, an application to the pool."""

from dataclasses import replace
from datetime import datetime, timedelta

from matchmaker.domain.ids import ApplicationId, OfficeHourId
from matchmaker.domain.mentorships import MeetingMode, NextStepDraft, SessionDraft
from matchmaker.domain.office_hours import OfficeHourDraft
from matchmaker.domain.pool import PoolApplicationDraft
from matchmaker.domain.vocabulary import ApplicationState, MentorKind, PartyKind, Role
from matchmaker.services.mentoring import mentorships, pool
from matchmaker.services.platform.context import UseCase
from tests.web.annual_meeting import act_as
from tests.web.small_network import NOW, SmallNetwork

DRAFT = PoolApplicationDraft(
    name="周岚",
    kind=MentorKind.MANAGEMENT,
    expertise="股权与融资",
    experience="十年投资机构经验",
    evidence="三家企业的辅导证明",
)


def begin_mentorship(world: SmallNetwork, *, number: int = 0) -> ApplicationId:
    """The mentor accompanies a startup, without the steps before."""
    with world.context.open_unit() as unit:
        mentorship_id = unit.applications.add(
            startup_id=world.startups[number],
            mentor_id=world.mentors[0],
            applied_by=world.accounts[Role.FOUNDER],
            goal="半年内完成量产",
            state=ApplicationState.QUEUED,
            rank=9,
            applied_at=world.clock(),
        )
        asked = unit.applications.get(mentorship_id)
        now = world.clock()
        accepted = replace(asked, state=ApplicationState.ACCEPTED, opened_at=now, decided_at=now)
        unit.applications.save(accepted)
        unit.mentors.take_place(world.mentors[0])
        mentorships.open_term(UseCase.start(world.context, unit, None), accepted)
        unit.commit()
    return mentorship_id


def add_office_hours(world: SmallNetwork, *, count: int = 2) -> list[OfficeHourId]:
    """Slots of half an hour in a week."""
    drafts = [make_draft(NOW + timedelta(days=7, minutes=30 * n)) for n in range(count)]
    return mentorships.offer_hours(world.context, act_as(world, Role.MENTOR), drafts)


def make_draft(start: datetime) -> OfficeHourDraft:
    """Half an hour from ``start`` on."""
    return OfficeHourDraft(
        starts_at=start, ends_at=start + timedelta(minutes=30), mode=MeetingMode.ONLINE, place="腾讯会议"
    )


def fill_mentoring(world: SmallNetwork) -> None:
    """A mentorship of the second startup with a session and a step, two slots, an application to the pool."""
    mentor, context = act_as(world, Role.MENTOR), world.context
    key = begin_mentorship(world, number=1)
    held = SessionDraft(held_on=NOW.date(), minutes=60, mode=MeetingMode.IN_PERSON)
    mentorships.add_session(context, mentor, key, held, notes="谈了注册路线")
    mentorships.add_step(context, mentor, key, NextStepDraft(side=PartyKind.STARTUP, text="整理资料"))
    hours = add_office_hours(world)
    founder = act_as(world, Role.FOUNDER)
    mentorships.book_hour(context, founder, hours[1], startup_id=world.startups[0], reason="请教定价")
    pool.apply_to_pool(context, act_as(world, Role.INVESTOR), DRAFT)
