"""Ways in, sessions, lost passwords and colleagues, as people see them."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from matchmaker.domain.onboarding import InvitationState
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.services.platform.notices.letters import InvitedGuest
from matchmaker.web.notices.mails import AppMailRenderer
from tests.actors import find_actor
from tests.web.browser import Browser, FetchedPage
from tests.web.filled_network import get_actor
from tests.web.small_network import SmallNetwork

PASSWORD = "a long enough password"
GUEST = {"name": "郑云", "password": PASSWORD, "agreed": "y"}


def read_code(page: FetchedPage) -> str:
    """The code that the page shows a single time."""
    (code,) = ("".join(element.itertext()).strip() for element in page.tree.iter("p") if element.get("class") == "code")
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4})+", code)
    return code


def test_a_guest_accepts_an_invitation_and_is_inside(operator: Browser, stranger: Browser) -> None:
    page = operator.post("/admin/invitations", login="13800138000", name="郑云", roles="mentor")
    code = read_code(page)
    assert code not in operator.get("/admin/invitations").text
    assert "+86138****8000" in stranger.post("/invitations", code=code.lower()).text

    inside = stranger.post(f"/invitations/{code}", **GUEST)

    assert "郑云" in inside.h1
    stranger.get(f"/invitations/{code}", status=404)
    stranger.post("/logout")
    assert "郑云" in stranger.post("/login", login="138 0013 8000", password=PASSWORD).h1


def test_an_invitation_is_not_accepted_without_agreement(operator: Browser, stranger: Browser) -> None:
    code = read_code(operator.post("/admin/invitations", login="x@example.org", name="郑云", roles="mentor"))

    page = stranger.post(f"/invitations/{code}", status=400, name="郑云", password=PASSWORD)

    assert "未同意则无法开通账号" in page.text


def test_a_withdrawn_invitation_opens_nothing(operator: Browser, stranger: Browser) -> None:
    code = read_code(operator.post("/admin/invitations", login="x@example.org", name="郑云", roles="mentor"))
    page = operator.get("/admin/invitations")
    (action,) = (it for it in page.actions() if it.endswith("/withdraw"))
    operator.post(action)

    stranger.get(f"/invitations/{code}", status=404)


def test_who_asks_for_an_account_gets_in_after_approval(operator: Browser, stranger: Browser) -> None:
    asked = {**GUEST, "login": "yun@example.org", "role": "founder", "about": "\u202e做储能"}
    assert "两个工作日" in stranger.post("/register", **asked).text
    assert "正在审核" in stranger.post("/login", status=400, login="yun@example.org", password=PASSWORD).text
    assert "1" in operator.get("/").text
    page = operator.get("/admin/registrations")
    assert "做储能" in page.text
    assert "\u202e" not in page.response.text
    (action,) = (it for it in page.actions() if it.endswith("/approve"))

    operator.post(action)

    assert "郑云" in stranger.post("/login", login="yun@example.org", password=PASSWORD).h1


def test_the_role_is_not_called_optional(stranger: Browser) -> None:
    shown = stranger.get("/register")

    assert shown.tree.find(".//label[@for='role']/span[@class='optional']") is None
    assert shown.tree.find(".//label[@for='organisation']/span[@class='optional']") is not None


def test_a_refusal_is_shown_with_its_reason(operator: Browser, stranger: Browser) -> None:
    stranger.post("/register", **GUEST, login="yun@example.org", role="mentor")
    page = operator.get("/admin/registrations")
    (action,) = (it for it in page.actions() if it.endswith("/refuse"))
    operator.post(action, reason="请先联系孵化器")

    page = stranger.post("/login", status=400, login="yun@example.org", password=PASSWORD)

    assert "请先联系孵化器" in page.text


@pytest.mark.parametrize("change", [{"login": "x"}, {"password": "short"}, {"name": ""}, {"role": "operator"}])
def test_a_request_is_refused_when_a_field_is_wrong(stranger: Browser, change: dict[str, str]) -> None:
    stranger.post("/register", status=400, **({**GUEST, "login": "yun@example.org", "role": "mentor"} | change))


def test_a_code_of_the_operator_sets_a_new_password(operator: Browser, stranger: Browser, world: SmallNetwork) -> None:
    code = read_code(operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/code"))
    form = {"login": "mentor@example.org", "code": code, "password": PASSWORD, "again": PASSWORD}
    assert "不符" in stranger.post("/reset", status=400, **(form | {"code": "2222-2222-2222"})).text

    stranger.post("/reset", **form)

    assert "马建国" in stranger.post("/login", login="mentor@example.org", password=PASSWORD).h1
    stranger.post("/logout")
    stranger.post("/reset", status=400, **form)


def test_mail_is_not_offered_when_there_is_no_server(stranger: Browser) -> None:
    assert "未配置邮件服务" in stranger.get("/reset/mail").text


def test_a_person_logs_out_elsewhere(app: Flask, world: SmallNetwork) -> None:
    here, there, third = (Browser(app).log_in(world.accounts[Role.MENTOR]) for _ in range(3))
    page = here.get("/account")
    ends = [it for it in page.actions() if re.search(r"sessions/\d+/end$", it)]
    assert len(ends) == 2

    here.post(ends[0])
    left = [it.client.get("/account").status_code for it in (there, third)]
    assert sorted(left) == [200, 303]
    here.post("/account/sessions/end-others")

    assert [it.client.get("/account").status_code for it in (here, there, third)] == [200, 303, 303]


def test_a_founder_makes_an_organisation_and_a_colleague_joins(founder: Browser, stranger: Browser) -> None:
    page = founder.post("/organisations", kind="startup", profile_id="1")
    path = page.response.request.path
    assert page.h1 == "河谷膜材料"
    code = read_code(founder.post(path, name="李欣", login="xin@example.org"))

    stranger.post(f"/invitations/{code}", **(GUEST | {"name": "李欣"}))

    assert stranger.client.get("/my/startups").location == "/startups/1"
    stranger.get("/startups/1/edit")
    remove = next(it for it in founder.get(path).actions() if it.endswith("/remove") and "/members/6/" in it)
    founder.post(remove)
    stranger.get("/startups/1/edit", status=403)


def test_an_account_without_a_role_may_see_its_own_account(stranger: Browser, world: SmallNetwork) -> None:
    account_id = world.add_account("nobody@example.org")
    assert find_actor(world.context, account_id) is not None

    stranger.log_in(account_id).get("/account")


def test_a_lost_form_leads_back_to_its_page(app: Flask, founder: Browser) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    founder.client.delete_cookie("matchmaker")

    answer = founder.client.post(
        "/startups/1/edit", data={"name": "x"}, headers={"Referer": "http://localhost/startups/1/edit"}
    )

    assert (answer.status_code, answer.location) == (303, "/login?next=/startups/1/edit")


def test_an_invitation_by_mail_opens_the_same_door(app: Flask, world: SmallNetwork, stranger: Browser) -> None:
    secret, letters = str(app.secret_key), AppMailRenderer(lambda: app, "https://match.example")
    context = replace(world.context, settings=replace(world.context.settings, smtp_host="mail.example"))
    operator = get_actor(world, Role.OPERATOR)
    given = {"login": "yun@example.org", "name": "郑云", "roles": frozenset({Role.MENTOR})}
    code = accounts.invite(context, operator, secret=secret, **given)
    (invitation,) = accounts.list_invitations(context, operator, state=InvitationState.OPEN).items[:1]

    mail = letters.write_invitation(
        InvitedGuest(invitation=invitation, inviter=operator.name, organisation="河谷", locale="zh")
    )

    for text in (mail.text, mail.html):
        assert f"https://match.example/invitations/{code}" in text
        assert f"{operator.name}邀请您代表河谷使用平台" in text
    assert stranger.get(f"/invitations/{code}").h1
