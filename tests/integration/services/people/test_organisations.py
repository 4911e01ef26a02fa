import pytest

from matchmaker.domain.errors import NotAllowed, NotFound, StateConflict
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import accounts, organisations
from tests.integration.services.sample_network import PASSWORD, load_actor


@pytest.fixture
def fund(context, town):
    """The first investor's fund, which a colleague has joined."""
    owner = town.investors[0]
    return organisations.create_organisation(
        context, owner, name="河谷资本", kind=OrganisationKind.FUND, profile_id=owner.investor_id
    )


@pytest.fixture
def colleague(context, town, fund):
    code = accounts.invite(
        context, load_actor(context, town.investors[0].account_id), login="lan@town.cn", name="兰", organisation_id=fund
    )
    return load_actor(context, accounts.accept_invitation(context, code=code, name="兰", password=PASSWORD))


def test_a_colleague_acts_for_the_fund_as_long_as_belonging_to_it(context, town, fund, colleague):
    owner = load_actor(context, town.investors[0].account_id)
    assert colleague.investor_id == owner.investor_id
    assert colleague.roles == {Role.INVESTOR}
    assert (colleague.administered_ids, owner.administered_ids) == (frozenset(), {fund})
    with context.open_unit(readonly=True) as unit:
        people = unit.accounts.list_representatives(PartyKind.INVESTOR, owner.investor_id)
    assert people == tuple(sorted([owner.account_id, colleague.account_id]))

    organisations.remove_member(context, owner, fund, colleague.account_id)

    left = load_actor(context, colleague.account_id)
    assert (left.investor_id, left.roles, left.organisation_ids) == (None, frozenset(), frozenset())


def test_only_administrators_invite_and_remove(context, town, fund, colleague):
    owner = load_actor(context, town.investors[0].account_id)
    with pytest.raises(NotAllowed):
        accounts.invite(context, colleague, login="x@town.cn", name="某人", organisation_id=fund)
    with pytest.raises(NotAllowed):
        organisations.remove_member(context, colleague, fund, owner.account_id)
    with pytest.raises(NotFound):
        organisations.get_organisation(context, town.mentor, fund)
    with pytest.raises(StateConflict, match="already_member"):
        accounts.invite(context, owner, login="lan@town.cn", name="兰", organisation_id=fund)

    organisations.set_member(context, owner, fund, colleague.account_id, is_admin=True)

    assert organisations.get_organisation(context, load_actor(context, colleague.account_id), fund).can_manage


def test_an_administrator_always_stays(context, town, fund, colleague):
    owner = load_actor(context, town.investors[0].account_id)
    with pytest.raises(StateConflict, match="last_admin"):
        organisations.remove_member(context, owner, fund, owner.account_id)
    with pytest.raises(StateConflict, match="last_admin"):
        organisations.set_member(context, owner, fund, owner.account_id, is_admin=False)

    organisations.remove_member(context, colleague, fund, colleague.account_id)
    organisations.remove_member(context, owner, fund, owner.account_id)

    assert load_actor(context, owner.account_id).investor_id is None


def test_who_has_an_account_joins_with_it(context, town, fund):
    owner, founder = load_actor(context, town.investors[0].account_id), town.founders[0]
    code = accounts.invite(context, owner, login="founder1@town.cn", name="创业者", organisation_id=fund)
    with pytest.raises(NotAllowed):
        accounts.join_by_invitation(context, town.mentor, code)

    accounts.join_by_invitation(context, founder, code)

    joined = load_actor(context, founder.account_id)
    assert joined.roles == {Role.FOUNDER, Role.INVESTOR}
    assert (joined.startup_ids, joined.investor_id) == (founder.startup_ids, owner.investor_id)


def test_an_organisation_is_made_for_ones_own_only_and_once(context, town, fund):
    owner = town.investors[0]
    with pytest.raises(NotAllowed):
        organisations.create_organisation(
            context, owner, name="别家", kind=OrganisationKind.FUND, profile_id=town.investors[1].investor_id
        )
    with pytest.raises(StateConflict, match="profile_owned"):
        organisations.create_organisation(
            context, owner, name="再来", kind=OrganisationKind.FUND, profile_id=owner.investor_id
        )
    assert organisations.list_own_organisations(context, load_actor(context, owner.account_id)).unrepresented == ()
    ((kind, number, _),) = organisations.list_own_organisations(context, town.founders[0]).unrepresented
    assert (kind, number) == ("startup", town.startups[0])
    (listed,) = organisations.list_organisations(context, town.operator).items
    assert (listed[0].id, listed[1]) == (fund, 1)


def test_startups_of_one_name_get_organisations_of_two_names(context, town):
    def create(founder, number):
        return organisations.create_own_organisation(
            context, founder, name="黄河", kind=OrganisationKind.STARTUP, profile_id=number
        )

    numbers = [create(founder, number) for founder, number in zip(town.founders, town.startups, strict=True)]

    names = [organisations.get_organisation(context, town.operator, it).organisation.name for it in numbers]
    assert names == ["黄河", f"黄河 ({town.startups[1]})"]


def test_the_operator_finds_by_name_whom_an_organisation_could_stand_for(context, town):
    def find(kind, search):
        return [it.name for it in organisations.list_representable(context, town.operator, kind, search=search).items]

    assert find(OrganisationKind.FUND, "河谷") == ["河谷资本"]
    assert find(OrganisationKind.STARTUP, "生物") == ["生物医药公司"]
    assert find(OrganisationKind.STARTUP, "河谷") == []
    with pytest.raises(NotAllowed):
        organisations.list_representable(context, town.organizer, OrganisationKind.FUND)
