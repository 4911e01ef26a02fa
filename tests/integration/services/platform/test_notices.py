"""Notices are stored with the use-case, only for people concerned, and fall due at the pace that each person chose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import MAX_TEXT_LENGTH, MailFrequency, NoticeKind, due_time
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify
from tests.integration.conftest import START
from tests.integration.services.sample_network import SampleNetwork

KIND = NoticeKind.MEETINGS_CHANGED


def notify_people(context: Context, *people: AccountId, actor: Actor | None = None, **data: object) -> None:
    with context.open_unit() as unit:
        notify(UseCase.start(context, unit, actor), to=people, kind=KIND, subject_kind="event", subject_id=1, data=data)
        unit.commit()


def list_inbox(context: Context, account_id: AccountId):
    with context.open_unit(readonly=True) as unit:
        return unit.notices.list_page(account_id).items


@pytest.fixture
def mailing(context: Context) -> Context:
    return replace(context, settings=replace(context.settings, smtp_host="127.0.0.1"))


def test_notice_is_sent_once_and_never_to_the_actor(context: Context, town: SampleNetwork) -> None:
    one, other = town.operator.account_id, town.organizer.account_id

    notify_people(context, one, other, other, actor=town.operator, event="投资人年会")

    assert list_inbox(context, one) == ()
    (notice,) = list_inbox(context, other)
    assert (notice.kind, notice.data, notice.created_at) == (KIND, {"event": "投资人年会"}, START)
    assert notice.is_unread


def test_notice_is_absent_when_the_use_case_is_rolled_back(context: Context, town: SampleNetwork) -> None:
    with context.open_unit() as unit:
        notify(
            UseCase.start(context, unit, None),
            to=[town.operator.account_id],
            kind=KIND,
            subject_kind="event",
            subject_id=1,
        )

    assert list_inbox(context, town.operator.account_id) == ()


def test_notice_skips_accounts_that_are_closed(context: Context, town: SampleNetwork) -> None:
    with context.open_unit() as unit:
        unit.accounts.save(replace(unit.accounts.get(town.organizer.account_id), is_active=False))
        unit.commit()

    notify_people(context, town.organizer.account_id)

    assert list_inbox(context, town.organizer.account_id) == ()


def test_data_come_back_as_they_were_sent(context: Context, town: SampleNetwork) -> None:
    data = {"at": START, "day": date(2026, 6, 1), "count": 3, "roles": [Role.MENTOR], "long": "长" * 1000}

    notify_people(context, town.operator.account_id, **data)

    (notice,) = list_inbox(context, town.operator.account_id)
    assert notice.data == {**data, "roles": ["mentor"], "long": "长" * (MAX_TEXT_LENGTH - 1) + "…"}


@pytest.mark.parametrize("value", [datetime(2026, 6, 1), object(), {"a": 1}])  # noqa: DTZ001 -- the naive time is the case
def test_data_are_refused_when_no_sentence_could_show_them(
    context: Context, town: SampleNetwork, value: object
) -> None:
    with pytest.raises(ValueError, match="expected"):
        notify_people(context, town.operator.account_id, value=value)


def test_no_mail_is_due_when_there_is_no_mail_server(context: Context, town: SampleNetwork) -> None:
    notify_people(context, town.operator.account_id)

    assert list_inbox(context, town.operator.account_id)[0].due_at is None


@pytest.mark.parametrize(
    ("pace", "due"),
    [
        (None, datetime(2026, 6, 2, 0, 0, tzinfo=UTC)),
        (MailFrequency.DAILY, datetime(2026, 6, 2, 0, 0, tzinfo=UTC)),
        (MailFrequency.AT_ONCE, START + timedelta(minutes=2)),
        (MailFrequency.OFF, None),
    ],
)
def test_mail_is_due_by_the_pace_of_the_person(
    mailing: Context, town: SampleNetwork, pace: MailFrequency | None, due: datetime | None
) -> None:
    if pace:
        with mailing.open_unit() as unit:
            unit.notices.set_mail_frequency(town.operator.account_id, pace, due_at=None)
            unit.commit()

    notify_people(mailing, town.operator.account_id)

    assert list_inbox(mailing, town.operator.account_id)[0].due_at == due


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 1, 23, 59, tzinfo=UTC), datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 0, 0, tzinfo=UTC), datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
    ],
)
def test_daily_mail_leaves_at_eight_in_lanzhou(now: datetime, due: datetime) -> None:
    assert due_time(MailFrequency.DAILY, now) == due


def test_everybody_who_stands_for_a_profile_is_found(context: Context, town: SampleNetwork) -> None:
    startup = town.startups[0]
    with context.open_unit() as unit:
        unit.accounts.link(town.operator.account_id, kind=PartyKind.STARTUP, profile_id=startup)
        founders = unit.accounts.list_representatives(PartyKind.STARTUP, startup)
        mentors = unit.accounts.list_representatives(PartyKind.MENTOR, town.mentor_id)
        nobody = unit.accounts.list_representatives(PartyKind.MENTOR, 999_999)

    assert set(founders) == {town.founders[0].account_id, town.operator.account_id}
    assert (mentors, nobody) == ((town.mentor.account_id,), ())
