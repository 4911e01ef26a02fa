"""A form that is sent twice acts a single time, and the second answer equals the first."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from matchmaker.domain.errors import DatabaseBusy
from matchmaker.domain.idempotency import RETENTION
from matchmaker.domain.vocabulary import ApplicationState, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.idempotency import purge_responses
from matchmaker.storage import Database, open_database
from tests.web.browser import Browser, parse
from tests.web.conftest import FilledDatabase, make_context
from tests.web.filled_network import get_actor
from tests.web.permissions.roles import LETTERS, TABLE, PermissionLine
from tests.web.small_network import CallableClock, SmallNetwork, build_small_network

KEY = "a-key-of-a-form-that-is-sent-twice"
POSTS = [line for line in TABLE if line.method == "POST" and line.who]
STARTUP = {"name": "新材料公司", "description": "研发高温合金精密铸件", "industry": "new_materials", "stage": "seed"}
ACCOUNT = {"email": "new@example.org", "name": "李新", "password": "a long enough password", "roles": "mentor"}
COMPLETE = [
    PermissionLine("admin.create_account", "POST", "/admin/accounts/new", "O", ACCOUNT),
    PermissionLine("admin.start_job", "POST", "/admin/jobs/start", "O", {"kind": "encode"}),
    PermissionLine("admin.apply_import", "POST", "/admin/imports/1/apply", "O"),
    PermissionLine("profiles.create_startup", "POST", "/startups/new", "F", STARTUP),
    PermissionLine("profiles.edit_startup", "POST", "/startups/1/edit", "F", {**STARTUP, "version": "1"}),
    PermissionLine("applications.accept", "POST", "/mentorships/1/accept", "M"),
    PermissionLine("events.plan", "POST", "/events/1/plan", "G"),
    PermissionLine("events.remove_wish", "POST", "/events/1/participations/1/wishes/2/remove", "F"),
    PermissionLine("events.undo_pass", "POST", "/events/1/participations/1/wishes/3/undo", "F"),
    PermissionLine("meetings.confirm", "POST", "/timetables/1/published", "G"),
]
"""Forms that must act here; of the table's, some have fields that are refused, both times alike."""


@pytest.fixture
def full_path(filled_database: FilledDatabase, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(filled_database.path, tmp_path / "matchmaker.db"))


@pytest.fixture
def full_app(
    full_path: Path, make_app: Callable[[Context], Flask], tmp_path: Path, translations: Path
) -> Iterator[Flask]:
    opened = open_database(f"sqlite:///{full_path}")
    yield make_app(make_context(opened, CallableClock(), var=tmp_path, translations=translations))
    opened.dispose()


def dump(path: Path) -> list[str]:
    """Everything in the database except stored answers of forms."""
    with sqlite3.connect(path) as connection:
        lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "answers"')]
    connection.close()
    return lines


def send(browser: Browser, path: str, fields: dict[str, str]) -> tuple[int, str | None, list[tuple[str, str]]]:
    """Status, location and notes of a post that carries the key."""
    answer = browser.client.post(path, data={**fields, "once": KEY})
    with browser.client.session_transaction() as session:
        notes = [tuple(note) for note in session.pop("_flashes", [])]
    return answer.status_code, answer.location, notes


def post_twice(app: Flask, path: Path, filled_database: FilledDatabase, line: PermissionLine) -> bool:
    """Whether the form acted; the second request must change nothing and answer the same."""
    browser = Browser(app)
    if line.who[0] != "S":
        browser.log_in(filled_database.accounts[LETTERS[line.who[0]]])
    before = dump(path)
    first = send(browser, line.path, line.fields)
    after = dump(path)
    second = send(browser, line.path, line.fields)

    view = app.view_functions[line.endpoint]
    if getattr(view, "is_repeatable", False):
        return False
    assert dump(path) == after, "it acted twice"
    assert second == first or (first[0], second[0]) == (
        200,
        303,
    )  # a page that is shown a single time leads back with a note
    return after != before and first[0] == 303


@pytest.mark.parametrize("line", POSTS, ids=lambda line: line.name)
def test_form_acts_once_when_it_is_sent_twice(
    full_app: Flask, full_path: Path, filled_database: FilledDatabase, line: PermissionLine
) -> None:
    post_twice(full_app, full_path, filled_database, line)


@pytest.mark.parametrize("line", COMPLETE, ids=lambda line: line.name)
def test_form_with_complete_fields_acts_and_acts_once(
    full_app: Flask, full_path: Path, filled_database: FilledDatabase, line: PermissionLine
) -> None:
    assert post_twice(full_app, full_path, filled_database, line)


def test_every_form_of_a_page_has_a_key_of_its_own(founder: Browser) -> None:
    page = parse(founder.client.get("/account").text)

    keys = [it.get("value") for it in page.iter("input") if it.get("name") == "once"]
    assert len(keys) == len([form for form in page.iter("form") if form.get("method") == "post"])
    assert len(set(keys)) == len(keys)


def apply_for(browser: Browser, world: SmallNetwork, goal: str = "半年内完成量产") -> tuple[int, str | None, object]:
    fields = {"startup_id": str(world.startups[0]), "goal": goal, "tried": "做过两轮试验"}
    return send(browser, f"/mentors/{world.mentors[0]}/apply", fields)


def test_form_with_other_words_is_another_form(founder: Browser, world: SmallNetwork) -> None:
    assert apply_for(founder, world)[0] == 303
    assert apply_for(founder, world)[0] == 303

    status, _, _ = apply_for(founder, world, goal="另一个目标")

    assert status == 400  # an application is open already


def test_key_of_one_person_returns_nothing_to_another(founder: Browser, stranger: Browser, world: SmallNetwork) -> None:
    other = world.add_account("other@example.org", Role.FOUNDER)
    apply_for(founder, world)

    status, location, _ = apply_for(stranger.log_in(other), world)

    assert (status, location) != apply_for(founder, world)[:2]


def test_refused_form_may_be_sent_again_with_its_key(founder: Browser, world: SmallNetwork) -> None:
    mentor = get_actor(world, Role.MENTOR)
    applications.pause_mentor(world.context, mentor, world.mentors[0])
    assert apply_for(founder, world)[0] == 400
    applications.resume_mentor(world.context, mentor, world.mentors[0])

    assert apply_for(founder, world)[0] == 303


def test_answer_that_was_never_shown_leads_back(founder: Browser, world: SmallNetwork, context: Context) -> None:
    apply_for(founder, world)
    with sqlite3.connect(context.settings.var.parent / "matchmaker.db") as connection:
        connection.execute("UPDATE answers SET location = NULL, notes = '[]'")
    connection.close()

    status, location, notes = apply_for(founder, world)

    assert (status, location) == (303, "/")
    assert "没有重复执行" in notes[0][1]


def test_answers_are_forgotten_after_their_time(founder: Browser, world: SmallNetwork) -> None:
    apply_for(founder, world)
    assert purge_responses(world.context) == 0

    world.clock.pass_time(RETENTION + timedelta(seconds=1))

    assert purge_responses(world.context) == 1


@pytest.fixture(params=["database", "postgres_database"], ids=["sqlite", "postgresql"])
def racing(request: pytest.FixtureRequest, tmp_path: Path, translations: Path) -> SmallNetwork:
    database: Database = request.getfixturevalue(request.param)
    clock = CallableClock()
    return build_small_network(make_context(database, clock, var=tmp_path / "var", translations=translations), clock)


def test_form_acts_once_when_it_is_sent_by_many_at_one_moment(
    racing: SmallNetwork, make_app: Callable[[Context], Flask]
) -> None:
    app, start = make_app(racing.context), Barrier(4)
    browsers = [Browser(app).log_in(racing.accounts[Role.FOUNDER]) for _ in range(4)]

    def press(browser: Browser) -> tuple[int, str | None, object]:
        start.wait(timeout=30)
        return apply_for(browser, racing)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, browsers))

    assert answers == [answers[0]] * 4
    assert answers[0][0] == 303
    founder = get_actor(racing, Role.FOUNDER)
    (view,) = applications.list_startup_applications(racing.context, founder, racing.startups[0])
    assert view.application.state is ApplicationState.APPLIED


def test_nobody_hears_of_a_database_that_is_busy(context: Context, world: SmallNetwork, make_app: Callable) -> None:
    busy: list[DatabaseBusy] = []

    def open_unit(*, readonly: bool = False) -> object:
        if busy and not readonly:
            raise busy.pop()
        return context.open_unit(readonly=readonly)

    browser = Browser(make_app(replace(context, open_unit=open_unit))).log_in(world.accounts[Role.FOUNDER])
    busy += [DatabaseBusy(), DatabaseBusy(), DatabaseBusy()]

    status, _, notes = apply_for(browser, world)

    assert not busy
    assert (status, len(notes)) == (303, 1)


def test_button_of_a_stale_page_leads_back_with_a_sentence(founder: Browser, world: SmallNetwork) -> None:
    page = founder.post("/events/1/participations/9/wishes/2/remove", page="/account", status=200)

    assert "其他窗口" in page.text
    assert page.h1
