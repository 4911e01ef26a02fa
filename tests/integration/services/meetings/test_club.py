import pytest

from matchmaker.domain.club import ClubAction, ClubState
from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.notices import NoticeKind
from matchmaker.services.meetings import club
from matchmaker.services.people import profiles
from tests.actors import find_actor
from tests.integration.services.sample_network import draft_investor


def list_notice_kinds(context, actor):
    """Kinds of the actor's notices, the newest first."""
    with context.open_unit(readonly=True) as unit:
        return [it.kind for it in unit.notices.list_page(actor.account_id).items]


def is_member(context, actor):
    return profiles.get_investor(context, actor, actor.investor_id).is_club_member


def test_an_invited_investor_joins_and_the_profile_shows_it(context, town):
    investor = town.investors[0]
    club.move_membership(context, town.operator, investor.investor_id, ClubAction.INVITE, words="欢迎加入")
    assert list_notice_kinds(context, investor) == [NoticeKind.CLUB_INVITED]
    assert not is_member(context, investor)

    standing = club.get_club_status(context, investor, investor.investor_id)
    assert (standing.membership.statement, set(standing.actions)) == (
        "欢迎加入",
        {ClubAction.ACCEPT, ClubAction.DECLINE},
    )
    club.move_membership(context, investor, investor.investor_id, ClubAction.ACCEPT)

    assert is_member(context, investor)
    assert club.count_memberships(context, town.operator)[ClubState.MEMBER] == 1


def test_a_request_is_refused_with_a_reason_and_can_be_made_again(context, town):
    investor = town.investors[0]
    club.move_membership(context, investor, investor.investor_id, ClubAction.REQUEST, words="在兰投资三年")
    assert list_notice_kinds(context, town.operator) == [NoticeKind.CLUB_REQUESTED]
    with pytest.raises(Invalid) as refused:
        club.move_membership(context, town.operator, investor.investor_id, ClubAction.REFUSE)
    assert refused.value.data["fields"] == {"words": "required"}

    club.move_membership(context, town.operator, investor.investor_id, ClubAction.REFUSE, words="材料不全")
    membership = club.get_club_status(context, investor, investor.investor_id).membership
    assert (membership.state, membership.reason, membership.statement) == (
        ClubState.REFUSED,
        "材料不全",
        "在兰投资三年",
    )
    again = club.move_membership(context, investor, investor.investor_id, ClubAction.REQUEST, words="已补充")
    assert (again.state, again.reason) == (ClubState.REQUESTED, "")
    club.move_membership(context, town.operator, investor.investor_id, ClubAction.APPROVE)
    assert is_member(context, investor)
    assert list_notice_kinds(context, investor) == [NoticeKind.CLUB_APPROVED, NoticeKind.CLUB_REFUSED]


def test_a_member_who_leaves_is_none_any_more(context, town):
    investor = town.investors[0]
    for actor, action in ((investor, ClubAction.REQUEST), (town.operator, ClubAction.APPROVE)):
        club.move_membership(context, actor, investor.investor_id, action)
    club.move_membership(context, investor, investor.investor_id, ClubAction.LEAVE)

    assert not is_member(context, investor)
    with pytest.raises(StateConflict) as refused:
        club.move_membership(context, investor, investor.investor_id, ClubAction.LEAVE)
    assert refused.value.code == "club_moved"


def test_nobody_acts_for_another_side(context, town):
    mine, other = town.investors
    for actor, action in (
        (mine, ClubAction.INVITE),
        (mine, ClubAction.APPROVE),
        (other, ClubAction.REQUEST),
        (town.operator, ClubAction.REQUEST),
        (town.organizer, ClubAction.INVITE),
    ):
        with pytest.raises(NotAllowed):
            club.move_membership(context, actor, mine.investor_id, action)
    with pytest.raises(NotFound):
        club.get_club_status(context, other, mine.investor_id)
    with pytest.raises(NotAllowed):
        club.list_memberships(context, mine)


def test_the_operator_finds_memberships_and_outsiders(context, town):
    mine, other = (it.investor_id for it in town.investors)
    club.move_membership(context, town.operator, mine, ClubAction.INVITE)

    found = club.list_memberships(context, town.operator, state=ClubState.INVITED, search="河谷")
    assert [it.investor.id for it in found.items] == [mine]
    assert club.list_memberships(context, town.operator, state=ClubState.MEMBER).total == 0
    assert {it.id for it in club.list_non_members(context, town.operator).items} == {mine, other}


def test_flags_of_an_import_become_memberships(context, town):
    with context.open_unit() as unit:
        unit.investors.add(draft_investor("陇上基金", is_club_member=True))
        unit.club.follow_profiles(context.now())
        unit.club.follow_profiles(context.now())
        unit.commit()

    assert [it.investor.name for it in club.list_memberships(context, town.operator).items] == ["陇上基金"]
    assert find_actor(context, town.operator.account_id) is not None
