from xml.etree.ElementTree import Element

import pytest

from matchmaker.domain.vocabulary import Role
from tests.web.browser import Browser, FetchedPage
from tests.web.small_network import SmallNetwork

NEW = {
    "name": "凌云",
    "email": "ling@example.org",
    "password": "a long enough password",
    "roles": ["mentor", "investor"],
}


def test_account_is_made_with_several_roles(operator: Browser, stranger: Browser) -> None:
    page = operator.post("/admin/accounts/new", **NEW)
    assert page.h1 == "凌云"

    page = stranger.post("/login", login=NEW["email"], password=NEW["password"])
    assert "投资人、导师" in page.text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"email": "not an address"}, "这既不是邮箱，也不是手机号"),
        ({"email": "mentor@example.org"}, "该邮箱已有账号"),
        ({"password": "short"}, "密码长度为 10 至 200 个字符"),
        ({"name": "  "}, "请检查标出的内容"),
        ({"roles": ["emperor"]}, "不在可选范围内"),
    ],
)
def test_account_is_refused_when_a_field_is_wrong(operator: Browser, change: dict[str, object], expected: str) -> None:
    page = operator.post("/admin/accounts/new", status=400, **(NEW | change))

    assert expected in page.text


def test_accounts_are_found_by_words_and_role(operator: Browser) -> None:
    assert [row[0] for row in operator.get("/admin/accounts?q=马建").rows()] == ["马建国"]
    assert [row[0] for row in operator.get("/admin/accounts?role=founder").rows()] == ["王小兰"]
    assert len(operator.get("/admin/accounts?role=emperor").rows()) == 5
    assert operator.get("/admin/accounts?q=nobody").rows() == []


def test_roles_are_replaced(operator: Browser, mentor: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.MENTOR]

    operator.post(f"/admin/accounts/{number}/roles", roles=["mentor", "operator"])

    mentor.get("/admin/")


def test_own_operator_role_stays(operator: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.OPERATOR]

    page = operator.post(f"/admin/accounts/{number}/roles", status=400, roles=["mentor"])

    assert "不能对自己的账号这样操作" in page.text


def test_own_account_stays_open(operator: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.OPERATOR]

    page = operator.post(f"/admin/accounts/{number}/active", page=f"/admin/accounts/{number}", is_active="0")

    assert "不能对自己的账号这样操作" in page.response.text


def test_closed_account_cannot_log_in_until_it_is_opened(operator: Browser, stranger: Browser) -> None:
    page = operator.post("/admin/accounts/new", **NEW)
    path = page.response.request.path
    login = {"login": NEW["email"], "password": NEW["password"]}

    operator.post(f"{path}/active", is_active="0")
    stranger.post("/login", status=400, **login)

    operator.post(f"{path}/active", is_active="1")
    stranger.post("/login", **login)


def test_password_is_reset_for_somebody_who_lost_it(operator: Browser, stranger: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.FOUNDER]

    operator.post(f"/admin/accounts/{number}/password", password="a fresh password")

    assert "王小兰" in stranger.post("/login", login="founder@example.org", password="a fresh password").h1


def test_profile_is_linked_and_separated(operator: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.FOUNDER]
    page = operator.post(f"/admin/accounts/{number}/profiles", kind="startup", profile_id=world.startups[1])
    assert "黄河云诊" in page.text

    page = operator.post(f"/admin/accounts/{number}/profiles/startup/{world.startups[1]}/unlink")
    assert "黄河云诊" not in page.text


def test_profile_is_not_linked_when_it_belongs_to_somebody(operator: Browser, world: SmallNetwork) -> None:
    number = world.accounts[Role.FOUNDER]

    page = operator.post(
        f"/admin/accounts/{number}/profiles",
        page=f"/admin/accounts/{number}",
        kind="mentor",
        profile_id=world.mentors[0],
    )

    assert "该档案已关联其他账号" in page.response.text


def test_profile_is_found_by_name_and_linked_with_one_button(operator: Browser, world: SmallNetwork) -> None:
    number = world.add_account("he@example.org", Role.MENTOR, name="何静")
    path = f"/admin/accounts/{number}/profiles"
    assert path in operator.get(f"/admin/accounts/{number}").actions()
    page = operator.get(f"{path}?q=何")
    assert [form.find(".//input[@name='profile_id']").get("value") for form in list_link_forms(page, path)] == ["2"]
    assert "何静" in page.text, "a mentor's account is offered mentors"

    assert "何静" in operator.post(path, kind="mentor", profile_id=2).text

    page = operator.get(f"{path}?kind=mentor&q=")
    assert list_link_forms(page, path) == [], "both mentors belong to somebody"
    assert page.text.count("已关联账号") == 2
    assert "没有符合条件的档案" in operator.get(f"{path}?kind=investor&q=无此人").text


def list_link_forms(page: FetchedPage, path: str) -> list[Element]:
    return [form for form in page.tree.iter("form") if form.get("action") == path and form.get("method") == "post"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "mentor"}, 400),
        ({"kind": "emperor", "profile_id": "1"}, 404),
        ({"kind": "mentor", "profile_id": "99"}, 404),
        ({"kind": "mentor", "profile_id": "99999999999999999999"}, 400),
    ],
)
def test_nothing_is_linked_when_there_is_no_such_profile(
    operator: Browser, world: SmallNetwork, fields: dict[str, str], status: int
) -> None:
    operator.post(f"/admin/accounts/{world.accounts[Role.FOUNDER]}/profiles", status=status, **fields)


def test_desk_shows_the_network(operator: Browser) -> None:
    assert "未来之星" in operator.get("/admin/").text
