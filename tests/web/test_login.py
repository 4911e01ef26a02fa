from datetime import timedelta

import pytest
from flask import Flask

from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from tests.web.browser import Browser
from tests.web.small_network import SmallNetwork

PASSWORD = "a long enough password"


@pytest.fixture
def ling(world: SmallNetwork) -> str:
    """E-mail of an account with a password."""
    accounts.create_account(
        world.context, None, email="ling@example.org", name="凌云", password=PASSWORD, roles=[Role.MENTOR]
    )
    return "ling@example.org"


def test_login_opens_the_pages_when_the_password_is_right(stranger: Browser, ling: str) -> None:
    page = stranger.post("/login", login=ling, password=PASSWORD)

    assert page.response.request.path == "/"
    assert "凌云" in page.h1


def test_login_returns_to_the_wanted_page_when_it_is_ours(stranger: Browser, ling: str) -> None:
    sent = stranger.client.get("/account")
    assert sent.status_code == 303

    page = stranger.post(sent.location, login=ling, password=PASSWORD)

    assert page.response.request.path == "/account"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "evil",
    ],
)
def test_login_stays_on_this_site_when_next_leads_away(stranger: Browser, ling: str, target: str) -> None:
    answer = stranger.client.post("/login", query_string={"next": target}, data={"login": ling, "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("email", ["ling@example.org", "nobody@example.org"])
def test_login_answers_the_same_when_password_or_account_is_wrong(stranger: Browser, ling: str, email: str) -> None:
    page = stranger.post("/login", status=400, login=email, password="a wrong password")

    assert "登录名或密码不正确" in page.text


def test_login_is_locked_when_the_password_was_wrong_too_often(
    stranger: Browser, world: SmallNetwork, ling: str
) -> None:
    for _ in range(5):
        stranger.post("/login", status=400, login=ling, password="a wrong password")

    refused = stranger.post("/login", status=400, login=ling, password=PASSWORD)
    assert "2026年3月2日 09:30" in refused.text

    world.clock.pass_time(timedelta(hours=2))
    assert "凌云" in stranger.post("/login", login=ling, password=PASSWORD).h1


def test_login_is_refused_when_an_address_tries_too_often(stranger: Browser) -> None:
    for _ in range(60):
        stranger.client.post("/login", data={"login": "", "password": ""})

    assert "429" in stranger.post("/login", status=429, login="x@example.org", password="x").text


def test_session_ends_when_the_person_logs_out(mentor: Browser) -> None:
    assert "退出登录" in mentor.post("/logout").text

    assert mentor.client.get("/account").status_code == 303


def test_session_ends_when_the_account_is_closed(mentor: Browser, operator: Browser, world: SmallNetwork) -> None:
    operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/active", is_active="0")

    assert mentor.client.get("/account").status_code == 303


def test_old_session_stays_ended_when_the_account_is_opened_again(
    mentor: Browser, operator: Browser, world: SmallNetwork
) -> None:
    for is_active in ("0", "1"):
        operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/active", is_active=is_active)

    assert mentor.client.get("/account").status_code == 303


def test_sessions_end_when_the_operator_resets_the_password(
    mentor: Browser, operator: Browser, world: SmallNetwork
) -> None:
    operator.post(f"/admin/accounts/{world.accounts[Role.MENTOR]}/password", password="a fresh password")

    assert mentor.client.get("/account").status_code == 303
    operator.get("/account")


def test_other_sessions_end_when_a_person_changes_the_password(app: Flask, ling: str) -> None:
    here, there = Browser(app), Browser(app)
    for browser in (here, there):
        browser.post("/login", login=ling, password=PASSWORD)
    fresh = "another long password"

    page = here.post("/account", old_password=PASSWORD, password=fresh, again=fresh)

    assert "其他设备" in page.response.text
    here.get("/account")
    assert there.client.get("/account").status_code == 303


@pytest.mark.parametrize("session_id", ["", "1", "x", "1:x", "1:7", "99:0", ":0"])
def test_session_is_none_when_its_mark_is_not_the_accounts(stranger: Browser, session_id: str) -> None:
    with stranger.client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = session_id, True

    assert stranger.client.get("/account").status_code == 303


def test_session_holds_nothing_of_the_stranger_when_somebody_logs_in(stranger: Browser, ling: str) -> None:
    with stranger.client.session_transaction() as session:
        session["planted"] = "by a stranger"

    stranger.post("/login", login=ling, password=PASSWORD)

    with stranger.client.session_transaction() as session:
        assert "planted" not in session


def test_language_is_remembered_when_the_person_comes_back(stranger: Browser, ling: str) -> None:
    stranger.post("/login", login=ling, password=PASSWORD)
    stranger.post("/language", locale="en", next="/account")
    stranger.post("/logout")
    stranger.post("/language", locale="zh", next="/")

    page = stranger.post("/login", login=ling, password=PASSWORD)

    assert page.tree.get("lang") == "en"


def test_password_is_changed_when_the_old_one_is_given(stranger: Browser, ling: str) -> None:
    stranger.post("/login", login=ling, password=PASSWORD)
    fresh = "another long password"
    stranger.post("/account", old_password=PASSWORD, password=fresh, again=fresh)
    stranger.post("/logout")

    assert "凌云" in stranger.post("/login", login=ling, password=fresh).h1


@pytest.mark.parametrize(
    ("passwords", "expected"),
    [
        (("not the old one", "another long password", "another long password"), "当前密码不正确"),
        ((PASSWORD, "another long password", "another long passwort"), "两次输入的新密码不一致"),
        ((PASSWORD, "short", "short"), "密码长度为 10 至 200 个字符"),
    ],
)
def test_password_stays_when_the_form_is_wrong(
    stranger: Browser, ling: str, passwords: tuple[str, str, str], expected: str
) -> None:
    stranger.post("/login", login=ling, password=PASSWORD)

    old, new, again = passwords

    page = stranger.post("/account", status=400, old_password=old, password=new, again=again)

    assert expected in page.text


def test_cookie_is_closed_to_scripts_and_other_sites(app: Flask, stranger: Browser, ling: str) -> None:
    answer = stranger.client.post("/login", data={"login": ling, "password": PASSWORD})

    cookie = next(value for name, value in answer.headers if name == "Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "plain http on one machine must work"
