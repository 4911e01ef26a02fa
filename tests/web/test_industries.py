import io
from dataclasses import replace

import pytest

from matchmaker.domain.vocabulary import Industry, JobKind, Role
from matchmaker.services.people import profiles
from matchmaker.services.suggestions import tagging
from tests.jobs import list_jobs
from tests.web.annual_meeting import act_as
from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork


def suggest(world: SmallNetwork, startup_id, industry=Industry.NEW_ENERGY, confidence=0.83, **values) -> None:
    """Make it look as if the platform had suggested an industry."""
    with world.context.open_unit() as unit:
        startup = unit.startups.get_for_update(startup_id)
        unit.startups.save(replace(startup, industry=industry, industry_confidence=confidence, **values))
        unit.commit()


def read(world: SmallNetwork, startup_id):
    return profiles.get_startup(world.context, act_as(world, Role.OPERATOR), startup_id)


def list_actions(world: SmallNetwork) -> list[str]:
    with world.context.open_unit(readonly=True) as unit:
        return [it.action for it in unit.audit.list_page(number=1).items]


def test_founder_confirms_the_suggested_industry_with_one_button(founder: Browser, world: SmallNetwork):
    one = world.startups[0]
    suggest(world, one, gbt_class="C38", class_confidence=0.75)
    page = founder.get(f"/startups/{one}")
    assert "系统建议" in page.text
    assert "10 个里约 8 个对" in page.text

    for _ in range(2):
        shown = founder.post(f"/startups/{one}/industry", page=f"/startups/{one}", industry="new_energy")

    after = read(world, one)
    assert (after.industry, after.gbt_class) == (Industry.NEW_ENERGY, "C38")
    assert (after.industry_confidence, after.class_confidence) == (None, None)
    assert "系统建议" not in shown.text
    assert list_actions(world).count("startup.confirm_industry") == 1


def test_button_of_an_old_page_confirms_nothing_when_the_industry_changed(founder: Browser, world: SmallNetwork):
    one = world.startups[0]
    suggest(world, one, Industry.BIOMEDICINE)

    founder.post(f"/startups/{one}/industry", page=f"/startups/{one}", industry="new_energy")

    assert read(world, one).is_industry_suggested


def test_others_see_the_mark_but_no_button(investor: Browser, world: SmallNetwork):
    suggest(world, world.startups[0])

    page = investor.get(f"/startups/{world.startups[0]}")

    assert "系统建议" in page.text
    assert "这个行业对吗" not in page.text


def test_saving_the_profile_states_the_industry(founder: Browser, world: SmallNetwork):
    one = world.startups[0]
    suggest(world, one)
    path = f"/startups/{one}/edit"
    assert "保存即表示确认" in founder.get(path).text

    founder.post(path, page=path, version="2", name="甲", description="储能电站运维", industry="new_energy")

    assert read(world, one).industry is Industry.NEW_ENERGY
    assert not read(world, one).is_industry_suggested


@pytest.mark.parametrize(("which", "left"), [("chosen", 1), ("shown", 0)])
def test_operator_confirms_the_ticked_ones_or_the_whole_page(operator: Browser, world: SmallNetwork, which, left):
    first, second = world.startups[:2]
    suggest(world, first)
    suggest(world, second, Industry.BIOMEDICINE, 0.95)
    shown = [f"{first}:new_energy", f"{second}:biomedicine"]

    page = operator.post("/industries/confirm", page="/industries", which=which, chosen=shown[0], shown=shown)

    assert f"已确认 {2 - left} 家" in page.text
    assert tagging.list_pending(world.context, act_as(world, Role.OPERATOR)).total == left


def test_confirming_leaves_alone_what_changed_meanwhile(operator: Browser, world: SmallNetwork):
    first = world.startups[0]
    suggest(world, first)

    page = operator.post("/industries/confirm", page="/industries", chosen=[f"{first}:biomedicine", "999:biomedicine"])

    assert "有 2 家企业的行业期间已被修改" in page.text
    assert read(world, first).is_industry_suggested


def test_pending_list_is_filtered_by_words_industry_and_sureness(operator: Browser, world: SmallNetwork):
    first, second = world.startups[:2]
    suggest(world, first, confidence=0.99)
    suggest(world, second, Industry.BIOMEDICINE, 0.72)
    names = [read(world, it).name for it in (first, second)]

    def listed(address: str) -> list[bool]:
        text = operator.get(address).text
        return [name in text for name in names]

    assert listed("/industries") == [True, True]
    assert listed("/industries?industry=biomedicine") == [False, True]
    assert listed("/industries?sureness=9") == [True, False]
    assert listed("/industries?sureness=7") == [False, True]
    assert listed("/industries?sureness=8") == [False, False]


def test_operator_starts_the_run_by_hand(operator: Browser, world: SmallNetwork):
    operator.get("/industries")
    operator.post("/admin/jobs/start", page="/industries", kind="tag")

    assert list_jobs(world.context)[-1].kind is JobKind.TAG
    assert "等待" in operator.get("/industries").text


def test_import_page_shows_how_many_rows_lack_an_industry_and_what_became_of_them(
    operator: Browser, world: SmallNetwork
):
    content = "企业名称,企业简介,行业领域\n陇上风能,风电叶片在线监测,新能源\n兰石云,工业设备远程运维平台,\n".encode()
    page = operator.post("/admin/imports", kind="startup", file=(io.BytesIO(content), "名单.csv"))
    assert "没有填写行业" in page.text
    assert "系统会根据简介为没有行业的企业建议行业" in page.text

    assert "正在推测缺少的行业" in operator.post("/admin/imports/1/apply").text
    with world.context.open_unit() as unit:
        job = unit.jobs.claim(world.clock(), "worker")
        assert job.kind is JobKind.TAG
        result = {"asked": 1, "suggested": 1, "classes": 0, "basis": "names", "learned_from": 9}
        unit.jobs.finish(job.id, "worker", now=world.clock(), result=result)
        unit.commit()

    assert "1 家没有行业的企业中，1 家已有系统建议的行业" in operator.get("/admin/imports/1").text
    assert "只能依据行业类别的名称来推测" in operator.get("/industries").text
