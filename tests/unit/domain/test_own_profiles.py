import pytest

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import AccountId, EventId, InvestorId, MentorId, ParticipationId, StartupId
from matchmaker.domain.vocabulary import PartyKind

ACTOR = Actor(
    account_id=AccountId(1),
    name="何晓",
    roles=frozenset(),
    startup_ids=frozenset({StartupId(9), StartupId(2)}),
    mentor_id=MentorId(2),
)


def take_part(kind: PartyKind, **ids: int) -> Participation:
    return Participation(id=ParticipationId(1), event_id=EventId(1), kind=kind, most=3, **ids)


def test_a_participation_knows_the_profile_that_takes_part() -> None:
    assert take_part(PartyKind.STARTUP, startup_id=StartupId(4)).profile_id == 4
    assert take_part(PartyKind.INVESTOR, investor_id=InvestorId(5)).profile_id == 5


def test_a_participation_without_its_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="investor"):
        _ = take_part(PartyKind.INVESTOR, startup_id=StartupId(4)).profile_id


def test_an_actor_lists_own_profiles_in_a_fixed_order() -> None:
    assert ACTOR.list_profiles() == ((PartyKind.STARTUP, 2), (PartyKind.STARTUP, 9), (PartyKind.MENTOR, 2))


def test_an_actor_stands_for_a_profile_only_of_the_right_kind() -> None:
    assert ACTOR.represents(PartyKind.MENTOR, 2)
    assert not ACTOR.represents(PartyKind.INVESTOR, 2)
    assert not ACTOR.represents(PartyKind.MENTOR, 9)
