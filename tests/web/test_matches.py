from dataclasses import replace

from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import applications
from matchmaker.services.suggestions.full_run import recommend_all
from tests.web.annual_meeting import act_as
from tests.web.browser import Browser
from tests.web.small_network import CHEMIST
from tests.web.statement_count import count_statements


def test_page_shows_what_to_do_when_nothing_was_computed(founder, world):
    shown = founder.get("/matches")

    assert f"/startups/{world.startups[0]}/edit" in shown.links()


def test_founder_sees_mentors_and_investors_with_reasons_and_a_way_on(founder, world):
    recommend_all(world.context)

    shown = founder.get("/matches")

    assert {"马建国", "赵敏"} <= set(shown.text.replace(",", " ").split())
    assert f"/mentors/{world.mentors[0]}/apply?startup={world.startups[0]}" in shown.links()
    assert shown.tree.findall(".//ul[@class='reasons']")


def test_open_application_stands_in_place_of_the_button(founder, world):
    recommend_all(world.context)
    asked = applications.apply_to_mentor(
        world.context,
        act_as(world, Role.FOUNDER),
        startup_id=world.startups[0],
        mentor_id=world.mentors[0],
        goal="中试",
    )

    links = founder.get("/matches").links()

    assert f"/mentorships/{asked}" in links
    assert f"/mentors/{world.mentors[0]}/apply?startup={world.startups[0]}" not in links


def test_mentor_and_investor_see_startups(mentor, investor, world):
    recommend_all(world.context)

    assert "河谷膜材料" in mentor.get("/matches").text
    assert "河谷膜材料" in investor.get("/matches").text


def test_whole_list_is_for_its_own_people(founder, mentor, world):
    recommend_all(world.context)
    path = f"/matches/startup/{world.startups[0]}/investor"

    assert "赵敏" in founder.get(path).text
    mentor.get(path, status=403)
    founder.get(f"/matches/startup/{world.startups[0]}/startup", status=404)


def test_account_without_a_profile_reads_whom_to_ask(app, world):
    for role in (Role.FOUNDER, Role.MENTOR):
        browser = Browser(app).log_in(world.add_account(f"new-{role}@example.org", role))
        assert browser.get("/matches").tree.find(".//*[@class='empty']") is not None


def test_queries_stay_the_same_when_there_are_more_suggestions(founder, world, database):
    recommend_all(world.context)
    founder.get("/matches")
    with count_statements(database) as few:
        founder.get("/matches")
    with world.context.open_unit() as unit:
        unit.mentors.add_many(replace(CHEMIST, name=f"导师{n}") for n in range(3))
        unit.commit()
    recommend_all(world.context)
    with count_statements(database) as many:
        founder.get("/matches")

    assert len(many) == len(few)


def test_a_long_list_folds_the_reasons_below_the_first_five(investor, world):
    world.add_startups(14)
    recommend_all(world.context)

    shown = investor.get(f"/matches/investor/{world.investors[0]}/startup")
    cards = shown.tree.findall(".//ul[@class='cards']/li")
    folded = [card.find("details[@class='why']") is not None for card in cards]
    assert len(cards) > 10
    assert folded == [False] * 5 + [True] * (len(cards) - 5)
    assert all(card.find(".//ul[@class='reasons']") is not None for card in cards)


def test_the_ways_to_lists_on_the_page_are_short_where_there_is_one_startup(founder, world):
    recommend_all(world.context)

    chips = founder.get("/matches").tree.findall(".//nav[@class='chips']/a")
    assert ["".join(it.itertext()).strip() for it in chips] == ["推荐导师", "推荐投资人"]
