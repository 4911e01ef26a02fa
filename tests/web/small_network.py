"""A small network that is easy to remember: two of everything, and one account for each role."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.ids import AccountId, IncubatorId, InvestorId, MentorId, StartupId
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, PartyKind, Role, Tier, Zone
from matchmaker.services.platform.context import Context

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
"""Monday 09:30 in Lanzhou."""


@dataclass
class CallableClock:
    """A clock that only the test moves."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, step: timedelta) -> None:
        self.moment += step


@dataclass
class SmallNetwork:
    """Numbers of what ``build_small_network`` stored. ``accounts`` has one person for each role, named by the role."""

    context: Context
    clock: CallableClock
    incubators: list[IncubatorId] = field(default_factory=list)
    startups: list[StartupId] = field(default_factory=list)
    mentors: list[MentorId] = field(default_factory=list)
    investors: list[InvestorId] = field(default_factory=list)
    accounts: dict[Role, AccountId] = field(default_factory=dict)

    def add_account(self, email: str, *roles: Role, name: str = "", password_hash: str | None = None) -> AccountId:
        draft = AccountDraft(
            email=email, name=name or email.partition("@")[0], roles=frozenset(roles), created_at=self.clock()
        )
        with self.context.open_unit() as unit:
            account_id = unit.accounts.add(draft, password_hash=password_hash)
            unit.commit()
        return account_id

    def add_startups(self, count: int) -> list[StartupId]:
        """More startups that differ in name only."""
        with self.context.open_unit() as unit:
            added = unit.startups.add_many(replace(MEMBRANES, name=f"第{n}家企业") for n in range(1, count + 1))
            unit.commit()
        self.startups += added
        return added


MEMBRANES = StartupDraft(
    name="河谷膜材料",
    description="研发锂电池隔膜材料,产品用于储能电站,已完成中试。",
    needs="需要量产工艺方面的导师和首批客户。",
    industry=Industry.NEW_MATERIALS,
    stage=FundingStage.ANGEL,
    funding_sought=500,
    team="三位材料学博士",
    zone=Zone.HIGHTECH,
    is_demo=True,
)
CLINIC = StartupDraft(
    name="黄河云诊",
    description="为基层医院提供心电图辅助诊断软件,已在十二家卫生院试用。",
    needs="需要医疗器械注册的经验。",
    industry=Industry.BIOMEDICINE,
    stage=FundingStage.SEED,
    funding_sought=200,
    zone=Zone.NEW_AREA,
    is_demo=True,
)
CHEMIST = MentorDraft(
    name="马建国",
    kind=MentorKind.TECHNOLOGY,
    expertise="高分子材料配方、中试放大与量产工艺。",
    experience="二十年材料企业研发与生产管理。",
    organisation="西北新材料研究院",
    title="总工程师",
    industries=frozenset({Industry.NEW_MATERIALS}),
    zone=Zone.HIGHTECH,
    capacity=2,
    is_demo=True,
)
MANAGER = MentorDraft(
    name="何静",
    kind=MentorKind.MANAGEMENT,
    expertise="企业管理、财务规范与融资准备。",
    industries=frozenset({Industry.BIOMEDICINE, Industry.MODERN_SERVICES}),
    zone=Zone.SUBURBS,
    capacity=1,
    is_demo=True,
)
FUND = InvestorDraft(
    name="赵敏",
    thesis="关注西北地区新材料与新能源的早期硬科技项目。",
    organisation="陇原创业投资",
    industries=frozenset({Industry.NEW_MATERIALS, Industry.NEW_ENERGY}),
    stages=frozenset({FundingStage.SEED, FundingStage.ANGEL}),
    ticket_min=100,
    ticket_max=1000,
    zones=frozenset({Zone.HIGHTECH, Zone.NEW_AREA}),
    is_club_member=True,
    is_demo=True,
)
ANGEL = InvestorDraft(
    name="周岚", thesis="投资医疗与数字健康的种子期团队。", ticket_min=20, ticket_max=100, is_demo=True
)


def build_small_network(context: Context, clock: CallableClock) -> SmallNetwork:
    """Store the small network: the founder has the first startup, mentor and investor are the first of their kind."""
    world = SmallNetwork(context, clock)
    with context.open_unit() as unit:
        tower = unit.incubators.add(name="兰州新区产业孵化大厦", area=13.5, zone=Zone.NEW_AREA, tier=Tier.HEAD)
        park = unit.incubators.add(name="兰州大学科技园", area=0.24, zone=Zone.HIGHTECH)
        world.incubators += [tower, park]
        world.startups += [unit.startups.add(replace(it, incubator_id=park)) for it in (MEMBRANES, CLINIC)]
        unit.commit()
    names = dict(zip(Role, ("王小兰", "马建国", "赵敏", "会务组", "联盟管理员"), strict=True))
    for role in Role:
        world.accounts[role] = world.add_account(f"{role}@example.org", role, name=names[role])
    _add_people(world)
    return world


def _add_people(world: SmallNetwork) -> None:
    with world.context.open_unit() as unit:
        unit.accounts.link(world.accounts[Role.FOUNDER], kind=PartyKind.STARTUP, profile_id=world.startups[0])
        mentor, investor = world.accounts[Role.MENTOR], world.accounts[Role.INVESTOR]
        world.mentors += [unit.mentors.add(it) for it in (replace(CHEMIST, account_id=mentor), MANAGER)]
        world.investors += [unit.investors.add(it) for it in (replace(FUND, account_id=investor), ANGEL)]
        unit.commit()
