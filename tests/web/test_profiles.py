import pytest

from matchmaker.domain.ids import StartupId
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import JobKind, Role
from matchmaker.services.people import profiles
from matchmaker.services.suggestions.full_run import recommend_all
from tests.jobs import list_jobs
from tests.web.annual_meeting import act_as
from tests.web.browser import Browser
from tests.web.statement_count import count_statements

STARTUP_FIELDS = {
    "name": "河谷膜材料",
    "description": "研发锂电池隔膜材料。",
    "needs": "需要首批客户。",
    "industry": "new_materials",
    "stage": "pre_a",
    "funding_sought": "800",
    "team": "三位博士",
    "incubator_id": "",
    "zone": "hightech",
    "gbt_class": "C29",
}


def stored(world, startup_id: StartupId):
    return profiles.get_startup(world.context, act_as(world, Role.FOUNDER), startup_id)


def test_startup_is_saved_when_its_founder_edits_it(founder, world):
    path = f"/startups/{world.startups[0]}/edit"
    assert 'value="500"' in founder.get(path).response.text

    shown = founder.post(path, page=path, version="1", **STARTUP_FIELDS)

    after = stored(world, world.startups[0])
    assert (after.funding_sought, after.stage, after.gbt_class, after.version) == (800, "pre_a", "C29", 2)
    assert shown.h1 == "河谷膜材料"
    assert list_jobs(world.context)[-1].kind is JobKind.REFRESH


def test_nothing_typed_is_lost_when_somebody_else_saved_meanwhile(founder, world):
    path = f"/startups/{world.startups[0]}/edit"
    founder.post(path, version="1", **STARTUP_FIELDS | {"team": "先保存的团队"})

    clash = founder.use_locale("en").post(path, status=400, version="1", **STARTUP_FIELDS | {"needs": "后填写的需求"})

    assert "Nothing of yours is lost" in clash.text
    assert "Saved meanwhile: 先保存的团队" in clash.text
    assert "后填写的需求" in clash.response.text
    assert stored(world, world.startups[0]).team == "先保存的团队"
    assert 'name="version" type="hidden" value="2"' in clash.response.text

    founder.post(path, version="2", **STARTUP_FIELDS | {"needs": "后填写的需求"})
    assert stored(world, world.startups[0]).needs == "后填写的需求"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("description", ""), ("funding_sought", "-1"), ("funding_sought", "many"), ("stage", "moon")],
)
def test_field_is_marked_when_it_breaks_a_rule(founder, world, field, value):
    path = f"/startups/{world.startups[0]}/edit"

    shown = founder.post(path, status=400, version="1", **STARTUP_FIELDS | {field: value})

    assert shown.tree.find(f".//*[@id='{field}-errors']") is not None
    assert stored(world, world.startups[0]).version == 1


def test_founder_gets_a_startup_of_ones_own_when_registering_one(founder, world):
    shown = founder.post("/startups/new", **STARTUP_FIELDS | {"name": "第二家公司"})

    assert shown.h1 == "第二家公司"
    own = founder.get("/my/startups")
    assert "第二家公司" in own.text
    assert "河谷膜材料" in own.text


def test_page_is_refused_when_the_profile_is_not_ones_own(mentor, founder, world):
    mentor.get(f"/startups/{world.startups[0]}/edit", status=403)
    founder.get(f"/mentors/{world.mentors[0]}/edit", status=403)
    founder.get("/startups/999999", status=404)


def test_mentor_keeps_the_certificate_when_editing_oneself(mentor, world):
    path = f"/mentors/{world.mentors[0]}/edit"
    assert "certified_until" not in mentor.get(path).response.text

    mentor.post(
        path,
        version="1",
        name="马建国",
        kind="technology",
        expertise="配方",
        capacity="4",
        certified_until="2030-01-01",
    )

    after = profiles.get_mentor(world.context, act_as(world, Role.MENTOR), world.mentors[0])
    assert (after.capacity, after.expertise, after.certified_until) == (4, "配方", None)


def test_operator_certifies_when_editing_a_mentor(operator, world):
    fields = {"name": "马建国", "kind": "technology", "expertise": "配方", "capacity": "4"}

    operator.post(f"/mentors/{world.mentors[0]}/edit", version="1", certified_until="2030-01-01", **fields)

    after = profiles.get_mentor(world.context, act_as(world, Role.OPERATOR), world.mentors[0])
    assert str(after.certified_until) == "2030-01-01"


def test_investor_saves_sets_and_sees_a_reversed_range(investor, world):
    path = f"/investors/{world.investors[0]}/edit"
    fields = {"version": "1", "name": "赵敏", "thesis": "新材料", "stages": ["seed", "pre_a"], "capacity": "9"}

    shown = investor.post(path, status=400, ticket_min="900", ticket_max="100", **fields)
    assert shown.tree.find(".//*[@id='ticket_max-errors']") is not None

    investor.post(path, ticket_min="100", ticket_max="900", **fields)
    after = profiles.get_investor(world.context, act_as(world, Role.INVESTOR), world.investors[0])
    assert (after.stages, after.ticket_max) == (frozenset({"seed", "pre_a"}), 900)


def test_own_page_leads_on_when_a_role_has_no_profile(app, world):
    lonely = Browser(app).log_in(
        world.add_account("a@example.org", Role.FOUNDER, Role.MENTOR, Role.INVESTOR, name="甲")
    )

    assert "/startups/new" in lonely.get("/startups/new").actions()
    assert lonely.client.get("/my/startups").location == "/startups/new"
    assert "甲" in lonely.get("/my/mentor").text
    assert "甲" in lonely.get("/my/investor").text


def test_fit_stands_on_the_page_when_the_platform_suggested_the_pair(founder, mentor, world):
    recommend_all(world.context)

    assert "fit-1" in founder.get(f"/mentors/{world.mentors[0]}").response.text
    assert "fit-1" in mentor.get(f"/startups/{world.startups[0]}").response.text
    assert "fit-1" not in founder.get(f"/startups/{world.startups[0]}").response.text


def test_list_narrows_when_filters_are_set(founder):
    assert "黄河云诊" in founder.get("/startups").text
    assert "黄河云诊" not in founder.get("/startups?zone=hightech").text
    assert "黄河云诊" in founder.get("/startups?q=云诊&industry=biomedicine&stage=seed").text
    assert "马建国" not in founder.get("/mentors?kind=management").text
    assert "周岚" not in founder.get("/investors?stage=angel&q=陇原").text
    assert founder.get("/investors?q=nobody").tree.find(".//*[@class='empty']") is not None
    founder.get("/mentors?page=99&kind=nonsense&industry=")


@pytest.mark.parametrize("kind", ["startups", "mentors", "investors"])
def test_list_sends_as_many_queries_for_three_rows_as_for_one(founder, world, database, kind):
    path, wanted = f"/{kind}", {"startups": "河谷膜材料", "mentors": "马建国", "investors": "赵敏"}[kind]
    founder.get(path)
    with count_statements(database) as few:
        assert wanted in founder.get(f"{path}?q={wanted}").text
    with world.context.open_unit() as unit:
        for n in range(3):
            unit.startups.add(StartupDraft(name=f"企业{n}", description="d"))
        unit.commit()
    with count_statements(database) as many:
        founder.get(path)

    assert len(many) == len(few)
