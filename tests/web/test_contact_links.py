"""From a mentorship and from meetings to the partner's contact data, or the reason why it is closed."""

import pytest

from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.privacy import Purpose, Relation
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import timetables
from matchmaker.services.mentoring import applications
from matchmaker.services.people import organisations, privacy
from matchmaker.storage import Database
from tests.web.annual_meeting import AnnualMeeting, create_annual_meeting
from tests.web.browser import Browser
from tests.web.filled_network import get_actor
from tests.web.small_network import SmallNetwork
from tests.web.statement_count import count_statements

MISSING, WAITING = "还差您本人的同意", "尚未同意公开"
MENTOR, STARTUP = "/contacts/mentor/1", "/contacts/startup/1"


@pytest.fixture
def accepted(world: SmallNetwork) -> str:
    """Address of a mentorship under way."""
    found = applications.apply_to_mentor(
        world.context,
        get_actor(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="半年内完成量产",
    )
    applications.accept_application(world.context, get_actor(world, Role.MENTOR), found)
    return f"/mentorships/{found}"


def agree(world: SmallNetwork, *roles: Role) -> None:
    for role in roles:
        privacy.give_consent(world.context, get_actor(world, role), Purpose.CONTACT)


@pytest.mark.parametrize("tail", ["", "/mentoring"])
def test_mentorship_shows_what_keeps_contact_data_closed_until_nothing_does(
    founder: Browser, world: SmallNetwork, accepted: str, tail: str
) -> None:
    page = founder.get(accepted + tail)
    assert MISSING in page.text
    assert MENTOR in page.links()

    agree(world, Role.FOUNDER)
    page = founder.get(accepted + tail)
    assert WAITING in page.text
    assert MENTOR not in page.links()

    agree(world, Role.MENTOR)
    page = founder.get(accepted + tail)
    assert MENTOR in page.links()
    assert MISSING not in page.text


def test_mentorship_leads_the_mentor_to_the_startup(mentor: Browser, world: SmallNetwork, accepted: str) -> None:
    agree(world, Role.FOUNDER, Role.MENTOR)

    links = mentor.get(accepted).links()

    assert STARTUP in links
    assert MENTOR not in links


def test_mentorship_shows_no_way_to_who_is_no_side(operator: Browser, world: SmallNetwork, accepted: str) -> None:
    agree(world, Role.FOUNDER, Role.MENTOR, Role.OPERATOR)

    assert not {MENTOR, STARTUP} & set(operator.get(accepted).links())


def test_application_shows_no_way_before_it_is_accepted(founder: Browser, mentor: Browser, world: SmallNetwork) -> None:
    agree(world, Role.FOUNDER, Role.MENTOR)
    found = applications.apply_to_mentor(
        world.context,
        get_actor(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="半年内完成量产",
    )

    for browser in (founder, mentor):
        assert not {MENTOR, STARTUP} & set(browser.get(f"/mentorships/{found}").links())


@pytest.fixture
def published(world: SmallNetwork) -> AnnualMeeting:
    annual = create_annual_meeting(world)
    annual.wish(Role.FOUNDER, annual.startups[0], *annual.investors)
    timetables.publish_timetable(world.context, get_actor(world, Role.ORGANIZER), annual.plan())
    return annual


def test_meetings_lead_to_those_who_agreed(founder: Browser, published: AnnualMeeting) -> None:
    page = founder.get(published.path("/timetable"))
    assert MISSING in page.text
    agree(published.world, Role.FOUNDER)
    assert WAITING in founder.get(published.path("/timetable")).text

    agree(published.world, Role.INVESTOR)

    assert "/contacts/investor/1" in founder.get(published.path("/timetable")).links()


def test_meetings_ask_for_ways_in_few_statements(
    founder: Browser, published: AnnualMeeting, database: Database
) -> None:
    with count_statements(database) as sent:
        founder.get(published.path("/timetable"))

    assert sum("consents" in it for it in sent) <= 1


def test_colleague_of_an_organisation_opens_the_way(world: SmallNetwork) -> None:
    founder, investor, mentor = (get_actor(world, it) for it in (Role.FOUNDER, Role.INVESTOR, Role.MENTOR))
    found = organisations.create_own_organisation(
        world.context, founder, name="河谷", kind=OrganisationKind.STARTUP, profile_id=world.startups[0]
    )
    with world.context.open_unit() as unit:
        unit.organisations.add_member(found, investor.account_id, is_admin=False, at=world.context.now())
        unit.commit()
    agree(world, Role.INVESTOR, Role.MENTOR)

    ways = privacy.list_contact_barriers(
        world.context, mentor, PartyKind.STARTUP, [world.startups[0]], relation=Relation.MENTORSHIP
    )
    assert ways == {world.startups[0]: None}
