import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from matchmaker.app import create_app
from matchmaker.config import ROOT
from matchmaker.services.platform.context import Context
from matchmaker.web.locales import CataloguesStaleError
from matchmaker.web.security import find_safe_target, read_secret_key
from tests.web.browser import Browser, parse
from tests.web.small_network import SmallNetwork


def test_form_is_refused_when_it_has_no_token(app: Flask, world: SmallNetwork) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    page = Browser(app).post("/login", status=400, login="a@example.org", password="x")

    assert "表单已过期" in page.text


def test_button_is_refused_when_it_has_no_token(app: Flask, world: SmallNetwork, founder: Browser) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    founder.post("/logout", status=400)

    assert founder.client.get("/account").status_code == 200


def test_button_works_when_it_has_the_token_of_its_page(app: Flask, founder: Browser) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = parse(founder.client.get("/account").text)
    form = next(form for form in page.iter("form") if form.get("action") == "/logout")
    token = next(field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token")

    founder.post("/logout", csrf_token=token)

    assert founder.client.get("/account").status_code == 303


def test_pages_allow_their_own_scripts_only(stranger: Browser) -> None:
    headers = stranger.client.get("/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_pages_of_a_person_are_not_stored_by_caches(founder: Browser, stranger: Browser) -> None:
    assert founder.client.get("/account").headers["Cache-Control"] == "no-store"


def test_cookie_is_for_https_only_when_the_settings_ask_for_it(context: Context) -> None:
    settings = replace(context.settings, secure_cookies=True)

    assert create_app(context=replace(context, settings=settings)).config["SESSION_COOKIE_SECURE"]


def test_secret_key_is_made_once_and_closed_to_others(context: Context, tmp_path: Path) -> None:
    settings = replace(context.settings, secret_key="", var=tmp_path / "fresh")

    key = read_secret_key(settings)

    assert len(key) == 64
    assert read_secret_key(settings) == key
    assert stat.S_IMODE((tmp_path / "fresh" / "secret_key").stat().st_mode) == 0o600
    assert [it.name for it in (tmp_path / "fresh").iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    "target", ["/", "/account", "/candidacies?state=nominated&page=2", "/a?next=https://b.example"]
)
def test_target_is_safe_when_it_is_a_path_of_ours(target: str) -> None:
    assert find_safe_target(target) == target


@pytest.mark.parametrize(
    "target",
    [None, "", "account", "//b.example", "/\\b.example", "https://b.example", "/a\nb", "/%0d\r", "\\/b.example"],
)
def test_target_is_unsafe_when_it_may_lead_away(target: str | None) -> None:
    assert find_safe_target(target) is None


def test_upload_is_refused_with_the_limit_when_it_is_too_large(operator: Browser) -> None:
    answer = operator.client.post(
        "/admin/imports", data=b"x" * (4 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "一次最多上传 1 MB" in answer.text


def test_start_is_refused_when_a_catalogue_is_not_compiled(context: Context, tmp_path: Path) -> None:
    source = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text("", encoding="utf-8")
    settings = replace(context.settings, translations=tmp_path / "translations")

    with pytest.raises(CataloguesStaleError, match="pybabel compile"):
        create_app(context=replace(context, settings=settings))


def test_error_page_shows_no_secrets_when_something_breaks(app: Flask, stranger: Browser) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def break_down() -> str:
        raise RuntimeError("a secret of the machine")

    break_down.is_public = True  # type: ignore[attr-defined]  # functions carry attributes
    app.add_url_rule("/broken", view_func=break_down)

    page = stranger.get("/broken", status=500)

    assert "secret" not in page.response.text
    assert "系统出现故障" in page.h1


def test_a_style_has_the_digest_of_its_content_in_its_address(stranger: Browser) -> None:
    links = [it.get("href") for it in stranger.get("/").tree.iter("link") if it.get("rel") == "stylesheet"]
    own = {urlsplit(it).path: urlsplit(it).query for it in links if urlsplit(it).path.startswith("/static/")}

    assert "/static/css/matchmaker.css" in own
    for path, query in own.items():
        content = (ROOT / path.lstrip("/")).read_bytes()
        assert query == f"v={sha256(content).hexdigest()[:8]}"
