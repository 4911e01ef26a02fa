"""The audit log as the operator reads it: names, sentences, labelled fields, and the search."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.vocabulary import FundingStage, Role
from matchmaker.services.people import accounts, profiles
from matchmaker.services.platform import audit
from matchmaker.storage import Database
from tests.web.browser import Browser
from tests.web.filled_network import fill_network, get_actor
from tests.web.small_network import SmallNetwork

PASSWORD = "a long enough password"


def list_log(browser: Browser, query: str = "") -> list[list[str]]:
    return browser.get(f"/admin/audit{query}").rows()


def test_entry_shows_who_did_what_to_whom(operator: Browser, world: SmallNetwork) -> None:
    operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/roles", roles=["mentor", "investor"])

    [what, when, who, whom, changed] = list_log(operator)[0]

    assert (what, who, whom) == ("修改角色", "联盟管理员", "账号 马建国")
    assert when.startswith("2026年3月2日")
    assert changed == "角色 导师 → 投资人、导师", "unchanged fields are not shown"


def test_profile_is_shown_field_by_field(operator: Browser, founder: Browser, world: SmallNetwork) -> None:
    actor, startup_id = get_actor(world, Role.FOUNDER), world.startups[0]
    startup = profiles.get_startup(world.context, actor, startup_id)
    changed = replace(startup, stage=FundingStage.SERIES_A, funding_sought=None, needs="膜" * 100)
    profiles.edit_startup(world.context, actor, startup_id, changed, version=startup.version)

    page = operator.get("/admin/audit")
    [what, _, who, whom, shown] = page.rows()[0]

    assert (what, who, whom) == ("修改企业资料", "王小兰", "企业 河谷膜材料")
    assert "融资轮次 天使轮 → A 轮" in shown
    assert "500 万元 → —" in shown
    assert "膜" * 100 in shown, "long texts are shown whole"
    assert f"/startups/{startup_id}" in page.links()


def test_login_is_shown_with_the_account_that_logged_in(
    operator: Browser, stranger: Browser, world: SmallNetwork
) -> None:
    accounts.create_account(
        world.context, None, email="ling@example.org", name="凌云", password=PASSWORD, roles=[Role.MENTOR]
    )
    stranger.post("/login", login="ling@example.org", password=PASSWORD)

    login, creation = list_log(operator)

    assert [login[0], login[2], login[3]] == ["登录", "凌云", "账号 凌云"]
    assert [creation[0], creation[2]] == ["新建账号", "系统"]
    assert creation[4] == "登录名 l***@example.org 角色 导师"


def test_entries_are_found_by_person_action_and_day(operator: Browser, world: SmallNetwork) -> None:
    path = f"/admin/accounts/{world.accounts[Role.MENTOR]}"
    operator.post(f"{path}/password", password="a fresh password")
    world.clock.pass_time(timedelta(hours=16))
    operator.post(f"{path}/roles", roles=["mentor"])

    def find(query: str) -> list[str]:
        return [row[0] for row in list_log(operator, f"?{query}")]

    assert find("") == find("person=管理员") == find("person=operator@example.org") == ["修改角色", "修改密码"]
    assert find("person=马建国") == []
    assert find("action=account.set_password") == ["修改密码"]
    assert find("day=2026-03-02") == ["修改密码"]
    assert find("day=2026-03-03") == ["修改角色"], "a day is one of Lanzhou"
    assert find("day=2026-03-03&action=account.set_password&person=管理员") == []


@pytest.mark.parametrize("query", ["day=soon", "day=9999-12-31", "day=0001-01-01", "action=nothing", "page=99"])
def test_nonsense_in_the_address_breaks_nothing(operator: Browser, world: SmallNetwork, query: str) -> None:
    operator.get(f"/admin/audit?{query}")


def test_log_states_when_nothing_matches(operator: Browser) -> None:
    assert "没有符合条件的记录" in operator.get("/admin/audit?person=nobody").text


def test_account_leads_to_what_it_did(operator: Browser, world: SmallNetwork) -> None:
    page = operator.get(f"/admin/accounts/{world.accounts[Role.FOUNDER]}")

    assert any(it.startswith("/admin/audit?person=") for it in page.links())


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_raw_code_is_shown_when_everything_happened(operator: Browser, world: SmallNetwork, locale: str) -> None:
    fill_network(world)
    operator.post("/admin/imports/1/apply")

    rows = list_log(operator.use_locale(locale))

    assert len(rows) >= 10
    shown = " ".join(" ".join(row) for row in rows)
    assert not re.search(r"[a-z]+_[a-z]+|%\(|None|\{|\[", shown), shown


def test_entries_are_found_by_words_of_the_subject_and_of_the_values(operator: Browser, world: SmallNetwork) -> None:
    path = f"/admin/accounts/{world.accounts[Role.MENTOR]}"
    operator.post(f"{path}/roles", roles=["mentor", "investor"])
    founder, startup_id = get_actor(world, Role.FOUNDER), world.startups[0]
    startup = profiles.get_startup(world.context, founder, startup_id)
    changed = replace(startup, needs="需要隔膜涂布设备的供应商")
    profiles.edit_startup(world.context, founder, startup_id, changed, version=startup.version)

    def find(query: str) -> list[str]:
        return [row[0] for row in list_log(operator, f"?{query}")]

    assert find("q=河谷膜") == find("q=涂布设备") == find("kind=startup") == ["修改企业资料"]
    assert find("q=马建国") == find("q=INVESTOR 马建国") == ["修改角色"]
    assert find("q=马建国 涂布设备") == find("q=100%25") == []
    assert len(find("kind=nonsense")) == 2


def test_files_that_are_taken_away_are_in_the_log(operator: Browser, world: SmallNetwork) -> None:
    operator.client.get("/startups.xlsx?q=膜")

    [[what, _, who, whom, shown]] = list_log(operator)

    assert (what, who, whom) == ("下载为文件", "联盟管理员", "企业")
    assert "膜" in shown
    assert "1" in shown


def test_log_is_checked_and_tampering_is_named(operator: Browser, world: SmallNetwork, database: Database) -> None:
    operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/roles", roles=["mentor", "investor"])
    assert "没有任何改动" in operator.get("/admin/audit/check").text
    seal = audit.get_newest_seal(world.context, get_actor(world, Role.OPERATOR)).seal
    assert "您记下的封印也在其中" in operator.get(f"/admin/audit/check?seal={seal}").text
    assert "整体替换" in operator.get(f"/admin/audit/check?seal={'a' * 64}").text

    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit_entries SET action = 'account.login' WHERE id = 1")

    assert "第 1 号记录" in operator.get("/admin/audit/check").text
