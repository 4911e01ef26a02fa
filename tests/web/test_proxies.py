from dataclasses import replace

import pytest

from matchmaker.app import create_app
from matchmaker.services.platform.context import Context

FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")])
def test_address_is_taken_from_as_many_proxies_as_are_trusted(context: Context, proxies: int, seen: str) -> None:
    settings = replace(context.settings, proxies=proxies)
    app = create_app(context=replace(context, settings=settings))
    app.config["WTF_CSRF_ENABLED"] = False

    app.test_client().post("/login", data={"login": "x@example.org", "password": "x"}, headers=FORWARDED)

    with context.open_unit(readonly=True) as unit:
        assert unit.login_failures.find("x@example.org", seen) is not None
