"""Every page that can be fetched (files to download are none), in process, on SQLite: its slowest twentieth."""

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from benchmarks._town import open_town, peak_megabytes
from matchmaker.app import create_app, settle
from matchmaker.domain.accounts import Actor
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.vocabulary import JobKind, PartyKind, Role
from matchmaker.services import accounts, imports, jobs, seeding
from matchmaker.services.context import Context
from matchmaker.services.seeding.computing import compute_demo
from matchmaker.services.seeding.logins import PASSWORD
from matchmaker.services.seeding.network import DemoSize

LIMIT_MS = 200
FOUND, REFUSED = 200, 400
TABLE = "name,description\n" + "".join(f"公司{n},第{n}家研发工业软件的公司\n" for n in range(200))
LISTS = ("?search=高温合金", "?page=100", "?industry=new_materials")
"""What is asked of long lists besides their first page."""

Values = Mapping[str, object]


@dataclass(frozen=True)
class Visitor:
    """A client that is logged in, and the values that stand for the own things in addresses."""

    role: str
    client: FlaskClient
    values: Values


def run(argv: list[str]) -> int:
    """Print p95 of every page in ms; 1 when one is above the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--startups", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(argv)
    with open_town(DemoSize(startups=max(0, options.startups - 500)), plan_seconds=5) as context:
        compute_demo(context)
        app = create_app(context.settings, context=context)
        visitors = [Visitor("anyone", app.test_client(), {}), *_log_in_all(app, context)]
        settle()
        times, unseen = _visit_all(app, visitors, options.rounds)
    slowest = sorted(times, key=lambda page: -times[page])
    figures = {page: round(times[page], 1) for page in slowest}
    print(
        json.dumps(
            {
                "startups": options.startups,
                "pages": len(times),
                "worst_p95_ms": figures[slowest[0]],
                "above_limit": [page for page in slowest if times[page] > LIMIT_MS],
                "unseen": unseen,
                "peak_mb": peak_megabytes(),
                "p95_ms": figures,
            },
            ensure_ascii=False,
        )
    )
    return int(times[slowest[0]] > LIMIT_MS)


def _visit_all(app: Flask, visitors: list[Visitor], rounds: int) -> tuple[dict[str, float], list[str]]:
    """P95 of each page, as the visitor sees it for whom it is slowest; and endpoints that nobody could see."""
    times: dict[str, float] = {}
    seen: set[str] = set()
    rules = [it for it in app.url_map.iter_rules() if "GET" in (it.methods or ()) and "static" not in it.endpoint]
    for rule in rules:
        for visitor in visitors:
            for address in _list_addresses(app, rule, visitor.values):
                answer = visitor.client.get(address)
                if answer.status_code >= REFUSED:
                    continue
                seen.add(rule.endpoint)
                if answer.status_code != FOUND or answer.mimetype != "text/html":
                    continue
                page = f"{rule.endpoint}{address.partition('?')[1]}{address.partition('?')[2]}"
                times[page] = max(times.get(page, 0.0), _measure(visitor.client, address, rounds))
    return times, sorted({it.endpoint for it in rules} - seen)


def _list_addresses(app: Flask, rule: Rule, values: Values) -> Iterator[str]:
    if not rule.arguments <= values.keys():
        return
    with app.test_request_context():
        address = app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
    yield address
    if rule.endpoint in {"profiles.startups", "profiles.mentors", "profiles.investors", "candidacies.index"}:
        yield from (address + query for query in LISTS)


def _measure(client: FlaskClient, address: str, rounds: int) -> float:
    """Milliseconds that 95 of 100 fetches stay below."""
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(address)
        spent.append((time.perf_counter() - started) * 1000)
    return sorted(spent)[max(0, -(-len(spent) * 95 // 100) - 1)]


def _log_in_all(app: Flask, context: Context) -> Iterator[Visitor]:
    operator = _find_actor(context, "operator@demo.example")
    shared = _find_shared(context, operator)
    for login in seeding.demo_logins(context):
        client = app.test_client()
        page = client.get("/login").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        form = {"email": login.email, "password": PASSWORD, "csrf_token": token[1] if token else ""}
        client.post("/login", data=form)
        actor = _find_actor(context, login.email)
        yield Visitor(login.role.value, client, {**shared, **_find_own(context, actor)})


def _find_actor(context: Context, email: str) -> Actor:
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.find_by_email(email)
        actor = accounts.get_actor(context, account.id) if account else None
    assert actor is not None  # noqa: S101 -- the demo accounts were made a moment ago
    return actor


def _find_shared(context: Context, operator: Actor) -> Values:
    """One of each thing that addresses name."""
    upload = imports.read_upload(context, operator, kind=ImportKind.STARTUP, filename="a.csv", content=TABLE.encode())
    job_id = jobs.start_job(context, operator, JobKind.RECOMMEND, {})
    event_id = seeding.find_demo_event(context)
    assert event_id is not None  # noqa: S101 -- seeded a moment ago
    with context.open_unit(readonly=True) as unit:
        return {
            "account_id": operator.account_id,
            "import_id": upload.import_id,
            "kind": "startup",
            "job_id": job_id,
            "candidacy_id": 1,
            "event_id": event_id,
            "incubator_id": 1,
            "investor_id": 1,
            "mentor_id": 1,
            "startup_id": 1,
            "timetable_id": unit.timetables.find_published_id(event_id),
        }


def _find_own(context: Context, actor: Actor) -> Values:
    """What an actor's own pages name: the own profile, participation, mentorship."""
    startup_id = next(iter(actor.startup_ids), None)
    own = {"startup_id": startup_id, "mentor_id": actor.mentor_id, "investor_id": actor.investor_id}
    values: dict[str, object] = {name: value for name, value in own.items() if value is not None}
    kinds = {"startup_id": PartyKind.STARTUP, "mentor_id": PartyKind.MENTOR, "investor_id": PartyKind.INVESTOR}
    for name, value in list(values.items()):
        seeker = kinds[name]
        candidate = PartyKind.INVESTOR if seeker is PartyKind.STARTUP else PartyKind.STARTUP
        values |= {"seeker": seeker.value, "seeker_id": value, "candidate": candidate.value}
    with context.open_unit(readonly=True) as unit:
        entries = unit.participations.list_entries_for_profiles(
            startup_ids=actor.startup_ids, investor_id=actor.investor_id
        )
        waiting = unit.mentorships.list_open(mentor_id=actor.mentor_id) if actor.mentor_id else ()
    if entries:
        values["participation_id"] = entries[0].participation.id
    if waiting:
        values["mentorship_id"] = waiting[-1].id
    if actor.has(Role.OPERATOR):
        values |= {"seeker": "startup", "seeker_id": 1, "candidate": "mentor"}
    return values
