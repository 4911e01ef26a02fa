"""A small network in full use: one of everything that a page can show, all with the number 1."""

from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.candidacies import CandidacyDraft
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.notices import CalendarFeed
from matchmaker.domain.onboarding import InvitationDraft
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.pipeline import DealState, DealStepDraft
from matchmaker.domain.rounds import RoundOptions
from matchmaker.domain.vocabulary import JobKind, Nominator, ParticipationState, PartyKind, Role
from matchmaker.services import interests
from matchmaker.services.meetings import events, pipeline
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.mentoring import applications, rounds
from matchmaker.services.people import accounts, candidacies, imports, organisations
from matchmaker.services.people.accounts.codes import hash_code
from matchmaker.services.platform import jobs
from matchmaker.services.suggestions.full_run import recommend_all
from tests.actors import find_actor
from tests.web.mentorship_network import fill_mentoring
from tests.web.small_network import NOW, SmallNetwork

SLOT = timedelta(minutes=20)

LIST = "企业名称,企业简介\n陇上风能,风电叶片检测机器人与服务\n".encode()


def get_actor(world: SmallNetwork, role: Role) -> Actor:
    """The actor with the role in this network."""
    actor = find_actor(world.context, world.accounts[role])
    assert actor is not None
    return actor


def fill_network(world: SmallNetwork) -> None:
    """A candidacy, an import, a job, an application, an event with a wish and a draft of its timetable."""
    context, operator, founder = world.context, get_actor(world, Role.OPERATOR), get_actor(world, Role.FOUNDER)
    recommend_all(context)
    candidacies.nominate(
        context, operator, CandidacyDraft(startup_id=world.startups[0], year=2026, nominator=Nominator.INCUBATOR)
    )
    imports.read_upload(context, operator, kind=ImportKind.STARTUP, filename="list.csv", content=LIST)
    jobs.start_job(context, operator, JobKind.ENCODE, {})
    applications.apply_to_mentor(
        context, founder, startup_id=world.startups[0], mentor_id=world.mentors[0], goal="半年内完成量产"
    )
    interests.declare_conflict(
        context,
        founder,
        PartnerPair(world.startups[0], PartyKind.MENTOR, world.mentors[1]),
        kind=ConflictKind.SHAREHOLDER,
        words="持股 2%",
        since=NOW.date(),
    )
    open_calendar(world)
    add_event_with_wishes(world)
    fill_mentoring(world)
    add_registrations(world)
    rounds.create_round(context, operator, RoundOptions())


FEED_NONCE = "calendar-of-the-founde"
FEED_TOKEN = f"{FEED_NONCE}8sPuSNyHeDjOylUmxOkAOA"
"""The address of the founder's calendar, signed with the key of the tests."""


def open_calendar(world: SmallNetwork) -> None:
    """Open the founder's calendar under an address that is known beforehand."""
    feed = CalendarFeed(account_id=world.accounts[Role.FOUNDER], nonce=FEED_NONCE, created_at=NOW)
    with world.context.open_unit() as unit:
        unit.feeds.open(feed)
        unit.commit()


def add_registrations(world: SmallNetwork) -> None:
    """Somebody asks for an account, somebody is invited, and the investor's fund invites a colleague."""
    context, operator, investor = world.context, get_actor(world, Role.OPERATOR), get_actor(world, Role.INVESTOR)
    accounts.request_account(
        context, login="138 0013 8000", name="吴海", role=Role.MENTOR, password="a long enough password"
    )
    accounts.invite(context, operator, login="guest@example.org", name="郑云", roles=frozenset({Role.MENTOR}))
    fund = organisations.create_organisation(
        context, investor, name="陇原创业投资", kind=OrganisationKind.FUND, profile_id=world.investors[0]
    )
    accounts.invite(context, get_actor(world, Role.INVESTOR), login="139 0013 9000", name="冯兰", organisation_id=fund)
    draft = InvitationDraft(
        email="known@example.org",
        name="于涛",
        roles=frozenset({Role.MENTOR}),
        invited_by=operator.account_id,
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    with context.open_unit() as unit:
        unit.invitations.add(draft, code_hash=hash_code("2222-3333-4444-5555"))
        unit.commit()


def add_event_with_wishes(world: SmallNetwork) -> EventId:
    """An event next week: the founder wishes for one investor and passes on the other; a draft is planned."""
    organizer, founder, investor = (get_actor(world, it) for it in (Role.ORGANIZER, Role.FOUNDER, Role.INVESTOR))
    event_id = events.create_event(
        world.context,
        organizer,
        name="兰州投资人年会",
        venue="兰州国际会展中心",
        registration_deadline=NOW + timedelta(days=3),
        wish_deadline=NOW + timedelta(days=5),
        slots=[
            SlotDraft(starts_at=start, ends_at=start + SLOT, tables=2)
            for start in (NOW + timedelta(days=7) + n * SLOT for n in range(3))
        ],
    )
    own = events.register(
        world.context, founder, event_id=event_id, kind=PartyKind.STARTUP, profile_id=world.startups[0]
    )
    other = events.register(
        world.context, investor, event_id=event_id, kind=PartyKind.INVESTOR, profile_id=world.investors[0]
    )
    third = events.register(
        world.context, organizer, event_id=event_id, kind=PartyKind.INVESTOR, profile_id=world.investors[1]
    )
    events.add_wish(world.context, founder, participation_id=own, wished_id=other)
    events.pass_on(world.context, founder, participation_id=own, wished_id=third)
    plan_event(world.context, event_id)
    ask_organizers(world, event_id, own=own, other=other)
    return event_id


def ask_organizers(world: SmallNetwork, event_id: EventId, *, own: ParticipationId, other: ParticipationId) -> None:
    """The investor wishes back and follows the startup up; two participants wait for an answer, as number 1 and 4."""
    founder, investor = get_actor(world, Role.FOUNDER), get_actor(world, Role.INVESTOR)
    events.add_wish(world.context, investor, participation_id=other, wished_id=own)
    events.ask_organizers(world.context, founder, own, message="我们能坐在靠门的桌子吗")
    with world.context.open_unit() as unit:
        unit.participations.add(
            event_id=event_id,
            kind=PartyKind.STARTUP,
            profile_id=world.startups[1],
            account_id=None,
            most=5,
            state=ParticipationState.APPLIED,
            message="刚完成样机",
            asked_at=NOW,
        )
        unit.commit()
    met = DealStepDraft(state=DealState.MET, happened_on=NOW.date(), note="技术扎实", is_shared=True)
    pipeline.start_deal(world.context, investor, world.investors[0], world.startups[0], met)
