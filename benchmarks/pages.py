"""The 95th percentile of every page's time (downloads excepted), in process, on SQLite."""

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from benchmarks._things import Things, find_own, make_shared
from benchmarks._town import open_town, peak_megabytes
from matchmaker.app import create_app, freeze_garbage_collector
from matchmaker.demo import seeding
from matchmaker.demo.seeding.computed import compute_demo
from matchmaker.demo.seeding.demo_accounts import PASSWORD
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.accounts import Actor
from matchmaker.domain.pipeline import DealState
from matchmaker.services.meetings.calendar_feed import find_feed
from matchmaker.services.platform.context import Context
from matchmaker.web.notices.calendar_feed import sign_nonce
from matchmaker.web.security import limiter

LIMIT_MS = 200
FOUND, MOVED, REFUSED, BROKEN = 200, 300, 400, 500
LISTS = ("?search=高温合金", "?page=100", "?industry=new_materials")
"""Further queries of long lists besides their first page."""

LONG = ("profiles.startups", "profiles.mentors", "profiles.investors", "candidacies.index")
QUERIES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(LONG, LISTS),
    "pipeline.move": tuple(f"?to={it}" for it in DealState),
}
"""Queries of pages besides the plain address."""

CLOSED: Mapping[str, str] = {}
"""Endpoints that nobody can open in this network, with the reason."""


@dataclass(frozen=True)
class SimulatedVisitor:
    """A logged-in client, and the values for this person's addresses."""

    role: str
    client: FlaskClient
    things: Things


@dataclass(frozen=True)
class Spent:
    """Milliseconds: the 95th percentile by the clock, and the median of processor time."""

    p95: float
    cpu: float


def run(argv: list[str]) -> int:
    """Print p95 of every page in ms; 1 when one is above the limit, or when a page was not seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--startups", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(argv)
    with open_town(DemoSize(startups=max(0, options.startups - 500)), plan_seconds=5) as context:
        compute_demo(context)
        app = create_app(context.settings, context=context)
        limiter.enabled = False
        visitors = list(_list_visitors(app, context))
        freeze_garbage_collector()
        times, unseen = _visit_all(app, visitors, options.rounds)
    return _report(options.startups, times, unseen)


def _report(startups: int, times: Mapping[str, Spent], unseen: list[str]) -> int:
    slowest = sorted(times, key=lambda page: -times[page].p95)
    above = [page for page in slowest if times[page].p95 > LIMIT_MS]
    print(
        json.dumps(
            {
                "startups": startups,
                "pages": len(times),
                "worst_p95_ms": round(times[slowest[0]].p95, 1),
                "worst_cpu_ms": round(max(it.cpu for it in times.values()), 1),
                "above_limit": above,
                "unseen": [it for it in unseen if it not in CLOSED],
                "closed": {it: why for it, why in CLOSED.items() if it in unseen},
                "peak_mb": peak_megabytes(),
                "p95_ms": {page: round(times[page].p95, 1) for page in slowest},
                "cpu_ms": {page: round(it.cpu, 1) for page, it in sorted(times.items(), key=lambda it: -it[1].cpu)},
            },
            ensure_ascii=False,
        )
    )
    return int(bool(above) or bool(set(unseen) - CLOSED.keys()))


def _visit_all(app: Flask, visitors: list[SimulatedVisitor], rounds: int) -> tuple[dict[str, Spent], list[str]]:
    """Times of each page for its slowest visitor, and endpoints that nobody could open."""
    times: dict[str, Spent] = {}
    seen: set[str] = set()
    rules = [it for it in app.url_map.iter_rules() if "GET" in (it.methods or ()) and "static" not in it.endpoint]
    for rule in rules:
        for visitor in visitors:
            for address in _list_addresses(app, rule, visitor.things):
                answer = visitor.client.get(address)
                if answer.status_code >= BROKEN:
                    raise RuntimeError(f"{address} broke down for {visitor.role}")
                if answer.status_code >= REFUSED or "/login" in answer.headers.get("Location", ""):
                    continue
                seen.add(rule.endpoint)
                if answer.status_code != FOUND or answer.mimetype != "text/html":
                    continue
                page = f"{rule.endpoint}{address.partition('?')[1]}{address.partition('?')[2]}"
                now, before = _measure(visitor.client, address, rounds), times.get(page, Spent(0, 0))
                times[page] = Spent(max(now.p95, before.p95), max(now.cpu, before.cpu))
    return times, sorted({it.endpoint for it in rules} - seen)


def _list_addresses(app: Flask, rule: Rule, things: Things) -> Iterator[str]:
    if not rule.arguments <= things.keys():
        return
    names = sorted(rule.arguments)
    for values in product(*(things[name] for name in names)):
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **dict(zip(names, values, strict=True)))
        yield address
        yield from (address + query for query in QUERIES.get(rule.endpoint, ()))


def _measure(client: FlaskClient, address: str, rounds: int) -> Spent:
    spent, worked = [], []
    for _ in range(rounds):
        started, began = time.perf_counter(), time.process_time()
        answer = client.get(address)
        spent.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - began) * 1000)
        if answer.status_code >= MOVED:
            raise RuntimeError(f"{address} was shown once, and then answered {answer.status_code}")
    return Spent(p95=sorted(spent)[max(0, -(-len(spent) * 95 // 100) - 1)], cpu=median(worked))


def _list_visitors(app: Flask, context: Context) -> Iterator[SimulatedVisitor]:
    """A visitor without a log-in, and one person of each role with shared and own values."""
    shared = make_shared(context, _find_actor(context, "operator@demo.example"))
    yield SimulatedVisitor("anyone", app.test_client(), {"incubator_id": [1], "code": shared["code"]})
    for login in seeding.demo_logins(context):
        actor = _find_actor(context, login.email)
        own = dict(find_own(context, actor, shared["event_id"][0]))
        found = find_feed(context, actor)
        if found:
            with app.app_context():
                own["token"] = [sign_nonce(found.nonce)]
        yield SimulatedVisitor(login.role.value, _log_in(app, login.email), {**shared, **own})


def _log_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    page = client.get("/login").get_data(as_text=True)
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]+)"', page))
    hidden |= dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]+)"', page))
    client.post("/login", data={**hidden, "login": email, "password": PASSWORD})
    if client.get("/account").status_code != FOUND:
        raise RuntimeError(f"{email} could not log in")
    return client


def _find_actor(context: Context, email: str) -> Actor:
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.find_by_email(email)
        actor = unit.accounts.find_actor(account.id) if account else None
    assert actor is not None  # noqa: S101 -- the demo accounts were made a moment ago
    return actor
