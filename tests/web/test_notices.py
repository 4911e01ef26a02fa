"""The inbox, its number at the top of each page, the choices, and the outbox of the operator."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask

from matchmaker.domain.accounts import Account
from matchmaker.domain.notices import MailFrequency, NoticeDraft, NoticeKind
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events, timetables
from matchmaker.services.platform import notices
from matchmaker.services.platform.notices.letter_contents import compose_message
from matchmaker.storage import Database
from matchmaker.web.notices.links import LINKS
from matchmaker.web.notices.mails import AppMailRenderer
from tests.web import source_codes
from tests.web.browser import Browser
from tests.web.filled_network import add_event_with_wishes, get_actor
from tests.web.small_network import NOW, SmallNetwork
from tests.web.statement_count import count_statements


def give(world: SmallNetwork, role: Role, count: int = 1, **others: object) -> None:
    """Notices in the inbox of the person with that role."""
    data = {"event": "投资人年会", "count": 4}
    draft = NoticeDraft(
        account_id=world.accounts[role],
        kind=NoticeKind.MEETINGS_PUBLISHED,
        subject_kind="event",
        subject_id=1,
        data=data,
        created_at=NOW,
    )
    with world.context.open_unit() as unit:
        unit.notices.add_many([replace(draft, **others)] * count)
        unit.commit()


def read_mark(browser: Browser) -> str | None:
    found = re.search(r'class="unread">(\d+)', browser.client.get("/").text)
    return found and found[1]


def test_unread_notices_are_counted_at_the_top_until_they_are_read(founder: Browser, world: SmallNetwork) -> None:
    event_id = add_event_with_wishes(world)
    founder.post("/notices/read")
    assert read_mark(founder) is None
    give(world, Role.FOUNDER, 2, subject_id=event_id)
    assert read_mark(founder) == "2"

    page = founder.get("/notices?unread=1")
    assert page.h1 == "通知"
    assert page.text.count("投资人年会的日程已公布") == 2
    newest = notices.list_notices(world.context, get_actor(world, Role.FOUNDER)).items[0]
    assert founder.client.get(f"/notices/{newest.id}").location == f"/events/{event_id}", "on to what it is about"

    assert read_mark(founder) == "1"
    founder.post("/notices/read")
    assert read_mark(founder) is None
    assert "都已读过" in founder.get("/notices?unread=1").text


def test_notice_of_somebody_else_is_as_if_absent(founder: Browser, mentor: Browser, world: SmallNetwork) -> None:
    give(world, Role.FOUNDER)

    mentor.get("/notices/1", status=404)
    mentor.post("/notices/1/read", status=404)

    assert read_mark(founder) == "1"


def test_inbox_is_in_the_language_of_the_reader(founder: Browser, world: SmallNetwork) -> None:
    give(world, Role.FOUNDER)

    assert "you have 4 meetings" in founder.use_locale("en").get("/notices").text


def test_inbox_sends_one_statement_for_the_mark_and_few_for_the_list(
    founder: Browser, world: SmallNetwork, database: Database
) -> None:
    give(world, Role.FOUNDER)
    with count_statements(database) as before:
        founder.get("/notices")
    give(world, Role.FOUNDER, 3)
    with count_statements(database) as after:
        founder.get("/notices")

    assert len(after) == len(before)


def test_choice_of_mail_is_saved(founder: Browser, world: SmallNetwork) -> None:
    assert "不发送邮件" in founder.get("/notices/settings").text, "the page states that there is no mail server"

    founder.post("/notices/settings", page="/notices/settings", pace="off")

    assert notices.get_mail_frequency(world.context, get_actor(world, Role.FOUNDER)) is MailFrequency.OFF
    founder.post("/notices/settings", page="/notices/settings", pace="sometimes", status=400)


def test_operator_sees_that_no_mail_server_is_set(operator: Browser) -> None:
    assert "没有设置邮件服务器" in operator.get("/admin/mails").text


def test_every_subject_of_a_notice_leads_somewhere(app: Flask) -> None:
    subjects = {
        text
        for call in source_codes.list_calls("notify", "NewNotice", package="services")
        for keyword in call.keywords
        if keyword.arg == "subject_kind"
        for text in source_codes.list_texts(keyword.value)
    }
    endpoints = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}

    assert {"meetings", "mentorship", "event"} <= subjects
    assert subjects - LINKS.keys() == set()
    assert {name for name, (endpoint, _) in LINKS.items() if endpoint not in endpoints} == set()
    assert all(endpoints[endpoint] == ({name} if name else set()) for endpoint, name in LINKS.values())


@pytest.mark.parametrize(("locale", "subject", "line"), [("zh", "条通知", "您好"), ("en", "2 notices", "Hello")])
def test_mail_is_in_the_language_of_its_reader(
    app: Flask, world: SmallNetwork, locale: str, subject: str, line: str
) -> None:
    context = with_mail(app, world)
    with context.open_unit() as unit:
        account: Account = unit.accounts.get(world.accounts[Role.FOUNDER])
        unit.accounts.save(replace(account, locale=locale))
        unit.commit()
    give(world, Role.FOUNDER, 2, due_at=NOW)

    mail = compose_mail(context, world)

    assert subject in mail["Subject"]
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert line in text
    assert "https://match.example/events/1" in text
    assert "https://match.example/events/1" in html
    assert not re.search(r"%\(|None|[a-z]_[a-z]{3}", text), text


def test_mail_about_meetings_carries_the_calendar(app: Flask, world: SmallNetwork) -> None:
    context = with_mail(app, world)
    event_id = add_event_with_wishes(world)
    founder, organizer = get_actor(world, Role.FOUNDER), get_actor(world, Role.ORGANIZER)
    (draft,) = timetables.list_timetables(world.context, organizer, event_id)
    timetables.publish_timetable(replace(context, now=make_ticking(world)), organizer, draft.id)
    own = events.get_event(world.context, founder, event_id).own[0].participation
    world.clock.pass_time(timedelta(hours=1))

    mail = compose_mail(context, world)
    [calendar] = [it for it in mail.iter_attachments() if it.get_content_type() == "text/calendar"]
    assert calendar.get_params(header="content-type")  # the method follows the type, as phones expect it
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    content = calendar.get_payload(decode=True).decode()
    assert "METHOD:REQUEST" in content
    assert "SEQUENCE:0" in content
    assert "ATTENDEE" in content

    events.withdraw_participation(context, organizer, own.id)
    world.clock.pass_time(timedelta(hours=1))
    mail = compose_mail(context, world)
    [calendar] = [it for it in mail.iter_attachments() if it.get_content_type() == "text/calendar"]
    content = calendar.get_payload(decode=True).decode()
    assert ("METHOD:CANCEL" in content, "STATUS:CANCELLED" in content, "SEQUENCE:1" in content) == (True,) * 3
    events.register(context, founder, event_id=event_id, kind=PartyKind.STARTUP, profile_id=world.startups[0])


def make_ticking(world: SmallNetwork) -> Callable[[], datetime]:
    """A clock that moves on with each reading."""

    def look() -> datetime:
        world.clock.pass_time(timedelta(milliseconds=1))
        return world.clock()

    return look


def with_mail(app: Flask, world: SmallNetwork):
    """The context of the network with a mail server's name and the application's texts."""
    settings = replace(world.context.settings, smtp_host="mail.example")
    letters = AppMailRenderer(lambda: app, "https://match.example")
    context = replace(world.context, settings=settings, letters=letters)
    notices.set_mail_frequency(context, get_actor(world, Role.FOUNDER), MailFrequency.AT_ONCE)
    return context


def compose_mail(context, world: SmallNetwork):
    """The founder's mail of all that waits."""
    with context.open_unit() as unit:
        now = context.now()
        mail_id = unit.mails.create_digest(
            world.accounts[Role.FOUNDER], message_id=f"<{now.timestamp()}@x.example>", now=now
        )
        assert mail_id is not None
        mail = unit.mails.get(mail_id)
        unit.commit()
    message = compose_message(context, mail)
    assert message is not None
    assert message.recipient == "founder@example.org"
    return message_from_bytes(message.content, policy=policy.default)
