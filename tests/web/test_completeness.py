import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork


def thin_out(world: SmallNetwork, startup_id) -> None:
    with world.context.open_unit() as unit:
        startup = unit.startups.get_for_update(startup_id)
        unit.startups.save(
            replace(startup, description="做膜的。", needs="", stage=None, team="", zone=None, funding_sought=None)
        )
        unit.commit()


def test_own_page_shows_what_to_add_first_and_leads_to_the_field(founder: Browser, world: SmallNetwork):
    one = world.startups[0]
    thin_out(world, one)

    page = founder.get(f"/startups/{one}")

    assert "资料完整度 16 分（满分 100）" in page.text  # 4 of 80 characters give 1 of 35, the industry 15
    assert "推荐最多标为“可以了解”" in page.text
    assert page.links().index(f"/startups/{one}/edit#description") < page.links().index(f"/startups/{one}/edit#needs")
    assert 'id="needs"' in founder.get(f"/startups/{one}/edit").response.text


@pytest.mark.parametrize("path", ["/startups/{}", "/startups"])
def test_nobody_else_sees_how_complete_a_profile_is(investor: Browser, world: SmallNetwork, path):
    thin_out(world, world.startups[0])

    page = investor.get(path.format(world.startups[0]))

    assert "资料完整度" not in page.text
    assert "资料不完整" not in page.text


def test_filter_for_incomplete_profiles_is_the_operators_alone(
    operator: Browser, investor: Browser, world: SmallNetwork
):
    thin_out(world, world.startups[0])
    with world.context.open_unit(readonly=True) as unit:
        names = [unit.startups.get(it).name for it in world.startups]

    text = operator.get("/startups?incomplete=y").text
    assert (names[0] in text, "只看资料不完整的" in text) == (True, True)
    everything = investor.get("/startups?incomplete=y").text
    assert all(name in everything for name in names)


def test_workbook_of_the_filter_holds_the_incomplete_ones_with_their_points(operator: Browser, world: SmallNetwork):
    thin_out(world, world.startups[0])

    content = operator.client.get("/startups.xlsx?incomplete=y").data
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    column = rows[0].index("资料完整度(满分100)")
    assert 16 in [row[column] for row in rows[1:]]
    assert all(row[column] < 60 for row in rows[1:])


def test_suggestions_and_start_page_show_the_next_step(founder: Browser, world: SmallNetwork):
    thin_out(world, world.startups[0])

    for path in ("/matches", "/"):
        page = founder.get(path)
        assert "资料完整度 16 分（满分 100）" in page.text
        assert f"/startups/{world.startups[0]}/edit#description" in page.links()


def test_mentor_and_investor_pages_show_their_own_steps(mentor: Browser, investor: Browser, world: SmallNetwork):
    assert "资料完整度" in mentor.get(f"/mentors/{world.mentors[0]}").text
    assert "资料完整度" in investor.get(f"/investors/{world.investors[0]}").text
    assert "资料完整度" not in investor.get(f"/mentors/{world.mentors[0]}").text
