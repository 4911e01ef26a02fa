"""The site as people start it, with its worker and the demo network, and a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from matchmaker.config import ROOT
from tests.ports import reserve_port

PASSWORD = "matchmaker-demo"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
REFUSED = "400 (BAD REQUEST)"
"""Console message of the browser after a form with a fault, which some journeys send on purpose."""


@dataclass(frozen=True)
class Site:
    """A running site."""

    address: str
    environment: dict[str, str]


def matchmaker(*words: str) -> list[str]:
    return [sys.executable, "-m", "matchmaker.cli", *words]


def wait_until_served(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the site ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("the site does not answer")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("journeys")
    environment = {
        **os.environ,
        "MATCHMAKER_VAR": str(var),
        "MATCHMAKER_ENCODER": "hashing",
        "MATCHMAKER_PLAN_SECONDS": "3",
    }
    subprocess.run(matchmaker("demo", "--no-serve"), env=environment, cwd=ROOT, check=True)
    with reserve_port() as port:
        process = subprocess.Popen(matchmaker("serve", "--port", str(port)), env=environment, cwd=ROOT)
        try:
            wait_until_served(port, process)
            yield Site(f"http://127.0.0.1:{port}", environment)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    assert found, "the journeys need Debian's package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens the page of a person: ``visit("mentor", PHONE)``. No page may request another host or log an error."""
    contexts, strays = [], []

    def open_page(who: str | None = None, size: dict[str, int] = DESKTOP) -> Page:
        context = browser.new_context(viewport=size, locale="zh-CN", base_url=site.address)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda it: it.url.startswith((site.address, "data:")) or strays.append(it.url))
        page.on("console", lambda it: strays.append(it.text) if it.type == "error" and REFUSED not in it.text else None)
        page.on("pageerror", lambda it: strays.append(str(it)))
        if who is not None:
            log_in(page, f"{who}@demo.example")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strays == []


def log_in(page: Page, email: str) -> None:
    page.goto("/login")
    page.get_by_label("邮箱或手机号").fill(email)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login" not in url)


def fits_its_width(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def read_download(page: Page, click: Callable[[], None]) -> bytes:
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes()
