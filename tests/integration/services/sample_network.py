"""The people of the tests of services."""

from dataclasses import dataclass
from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import AccountId, EventId, InvestorId, MentorId, ParticipationId, StartupId
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, PartyKind, Role, Zone
from matchmaker.services.meetings import events
from matchmaker.services.people import accounts
from matchmaker.services.platform.context import Context
from tests.actors import find_actor

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class SampleNetwork:
    """Two founders, a mentor with one place, two investors, an organizer, an operator, and an event of four slots."""

    operator: Actor
    organizer: Actor
    founders: tuple[Actor, Actor]
    mentor: Actor
    investors: tuple[Actor, Actor]
    event: EventId

    @property
    def startups(self) -> tuple[StartupId, StartupId]:
        first, second = (next(iter(it.startup_ids)) for it in self.founders)
        return first, second

    @property
    def mentor_id(self) -> MentorId:
        assert self.mentor.mentor_id is not None
        return self.mentor.mentor_id


def build_sample_network(context: Context) -> SampleNetwork:
    def add(name: str, *roles: Role) -> AccountId:
        return accounts.create_account(
            context, None, email=f"{name}@town.cn", name=name, password=PASSWORD, roles=roles
        )

    with context.open_unit() as unit:
        startups = unit.startups.add_many([draft_startup("纳米材料"), draft_startup("生物医药")])
        mentor = unit.mentors.add(draft_mentor())
        investors = unit.investors.add_many([draft_investor("河谷资本"), draft_investor("石峡基金")])
        unit.commit()
    founders = [add(f"founder{n}", Role.FOUNDER) for n in (1, 2)]
    backers = [add(f"investor{n}", Role.INVESTOR) for n in (1, 2)]
    guide = add("mentor", Role.MENTOR)
    for account, startup in zip(founders, startups, strict=True):
        accounts.link_profile(context, None, account, kind=PartyKind.STARTUP, profile_id=startup)
    for account, investor in zip(backers, investors, strict=True):
        accounts.link_profile(context, None, account, kind=PartyKind.INVESTOR, profile_id=investor)
    accounts.link_profile(context, None, guide, kind=PartyKind.MENTOR, profile_id=mentor)
    organizer = load_actor(context, add("organizer", Role.ORGANIZER))
    return SampleNetwork(
        operator=load_actor(context, add("operator", Role.OPERATOR)),
        organizer=organizer,
        founders=(load_actor(context, founders[0]), load_actor(context, founders[1])),
        mentor=load_actor(context, guide),
        investors=(load_actor(context, backers[0]), load_actor(context, backers[1])),
        event=add_event(context, organizer),
    )


def load_actor(context: Context, account_id: AccountId) -> Actor:
    found = find_actor(context, account_id)
    assert found is not None
    return found


def draft_startup(topic: str, **others: object) -> StartupDraft:
    return StartupDraft(
        name=f"{topic}公司",
        description=f"{topic}的研发、中试与产业化，服务西北的工业客户",
        needs=f"希望找到懂{topic}产业化的导师和天使投资",
        industry=Industry.NEW_MATERIALS,
        stage=FundingStage.ANGEL,
        funding_sought=300,
        zone=Zone.NEW_AREA,
        **others,
    )


def draft_mentor(**others: object) -> MentorDraft:
    given = {"name": "马导师", "kind": MentorKind.TECHNOLOGY, "expertise": "纳米材料产业化与中试", "capacity": 1}
    return MentorDraft(**(given | others))


def draft_investor(name: str, **others: object) -> InvestorDraft:
    return InvestorDraft(
        name=name,
        organisation=name,
        thesis="投资新材料和生物医药的早期企业，看重中试与产业化",
        industries=frozenset({Industry.NEW_MATERIALS}),
        stages=frozenset({FundingStage.ANGEL}),
        ticket_min=100,
        ticket_max=500,
        **others,
    )


def add_event(context: Context, organizer: Actor, *, slots: int = 4, tables: int = 2) -> EventId:
    first = context.now() + timedelta(days=30)
    times = [first + timedelta(minutes=30 * n) for n in range(slots)]
    return events.create_event(
        context,
        organizer,
        name="年会",
        venue="会展厅",
        registration_deadline=first - timedelta(days=10),
        wish_deadline=first - timedelta(days=3),
        slots=[SlotDraft(starts_at=it, ends_at=it + timedelta(minutes=25), tables=tables) for it in times],
    )


@dataclass(frozen=True)
class Attendance:
    """Participations of the town's founders and investors."""

    startups: tuple[ParticipationId, ParticipationId]
    investors: tuple[ParticipationId, ParticipationId]


def register_everybody(context: Context, town: SampleNetwork) -> Attendance:
    """Everybody of the town takes part."""
    startups = [
        events.register(
            context, founder, event_id=town.event, kind=PartyKind.STARTUP, profile_id=next(iter(founder.startup_ids))
        )
        for founder in town.founders
    ]
    investors = [
        events.register(
            context,
            investor,
            event_id=town.event,
            kind=PartyKind.INVESTOR,
            profile_id=investor.investor_id or InvestorId(0),
        )
        for investor in town.investors
    ]
    return Attendance(startups=(startups[0], startups[1]), investors=(investors[0], investors[1]))
