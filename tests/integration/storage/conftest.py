"""A small network with one of each object, so that a test adds only what it checks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import (
    AccountId,
    EventId,
    IncubatorId,
    InvestorId,
    MentorId,
    ParticipationId,
    SlotId,
    StartupId,
)
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.suggestions import Fit, FitReason
from matchmaker.domain.vocabulary import Band, FundingStage, Industry, MentorKind, PartyKind, Role, Zone
from matchmaker.storage import Database

NOW = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class StoredSample:
    founder: AccountId
    incubator: IncubatorId
    startup: StartupId
    mentor: MentorId
    investor: InvestorId
    event: EventId
    slots: tuple[SlotId, ...]
    startup_there: ParticipationId
    investor_there: ParticipationId


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def startup_draft() -> StartupDraft:
    return StartupDraft(
        name="黄河精工",
        description="面向石化装备的高温合金精密铸件，100% 自主",
        needs="寻找懂装备制造的导师",
        industry=Industry.ADVANCED_MANUFACTURING,
        gbt_class="C33",
        stage=FundingStage.ANGEL,
        funding_sought=500,
        team="十二人",
        zone=Zone.NEW_AREA,
        external_id="s-1",
        is_demo=True,
    )


@pytest.fixture
def mentor_draft() -> MentorDraft:
    return MentorDraft(
        name="王工",
        kind=MentorKind.TECHNOLOGY,
        expertise="铸造工艺",
        industries=frozenset({Industry.ADVANCED_MANUFACTURING, Industry.NEW_MATERIALS}),
        zone=Zone.HIGHTECH,
        capacity=2,
        certified_until=NOW.date(),
        external_id="m-1",
    )


@pytest.fixture
def investor_draft() -> InvestorDraft:
    return InvestorDraft(
        name="陇原资本",
        thesis="早期先进制造",
        industries=frozenset({Industry.ADVANCED_MANUFACTURING}),
        stages=frozenset({FundingStage.SEED, FundingStage.PRE_A}),
        ticket_min=100,
        ticket_max=800,
        zones=frozenset({Zone.NEW_AREA}),
        is_club_member=True,
        external_id="i-1",
    )


@pytest.fixture
def fit() -> Fit:
    reasons = (FitReason(code="text_fit", weight=0.6, data={"needs": "装备"}), FitReason(code="zone_far", weight=-0.1))
    wants = {"startup_wants": 0.8, "partner_wants": 0.67, "startup_chance": 0.4, "partner_chance": None}
    return Fit(score=0.73, band=Band.GOOD, reasons=reasons, **wants)


@pytest.fixture
def world(
    any_database: Database, startup_draft: StartupDraft, mentor_draft: MentorDraft, investor_draft: InvestorDraft
) -> StoredSample:
    founder_draft = AccountDraft(email="Founder@example.cn", name="李创", roles={Role.FOUNDER}, created_at=NOW)
    with any_database.unit() as unit:
        founder = unit.accounts.add(founder_draft, password_hash="hash")
        incubator = unit.incubators.add(name="兰州新区产业孵化大厦", area=13.5, zone=Zone.NEW_AREA)
        startup = unit.startups.add(startup_draft)
        mentor = unit.mentors.add(mentor_draft)
        investor = unit.investors.add(investor_draft)
        event = unit.events.add(
            name="投资人年会",
            venue="甘肃国际会展中心",
            registration_deadline=NOW + timedelta(days=10),
            wish_deadline=NOW + timedelta(days=20),
        )
        starts = [NOW + timedelta(days=30, minutes=30 * k) for k in range(3)]
        slots = unit.events.add_slots(
            event, [SlotDraft(starts_at=start, ends_at=start + timedelta(minutes=25), tables=2) for start in starts]
        )
        there = {"event_id": event, "account_id": None, "most": 5}
        startup_there = unit.participations.add(
            kind=PartyKind.STARTUP, profile_id=startup, open_slots=slots[:2], **there
        )
        investor_there = unit.participations.add(kind=PartyKind.INVESTOR, profile_id=investor, **there)
        unit.commit()
    return StoredSample(
        founder=founder,
        incubator=incubator,
        startup=startup,
        mentor=mentor,
        investor=investor,
        event=event,
        slots=tuple(slots),
        startup_there=startup_there,
        investor_there=investor_there,
    )
