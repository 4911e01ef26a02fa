"""The outbox in storage, on both databases: one claim for each mail, leases that end, and states in order."""

from datetime import timedelta

import pytest

from matchmaker.domain.errors import NotFound
from matchmaker.domain.mails import LEASE, Mail, MailAction
from matchmaker.domain.notices import CalendarFeed, MailFrequency, MailState, NoticeDraft, NoticeKind
from matchmaker.storage import Database
from tests.integration.storage.conftest import NOW, StoredSample

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def queued(any_database: Database, world: StoredSample) -> Database:
    """One mail of two notices to the founder."""
    draft = NoticeDraft(
        account_id=world.founder,
        kind=NoticeKind.MEETINGS_CHANGED,
        subject_kind="event",
        subject_id=world.event,
        data={"added": 1, "moved": 0, "cancelled": 0, "event": "年会"},
        created_at=NOW,
        due_at=NOW,
    )
    with any_database.unit() as unit:
        unit.notices.add_many([draft, draft])
        assert unit.mails.list_due_people(NOW, 10) == (world.founder,)
        mail_id = unit.mails.create_digest(world.founder, message_id="<1@x>", now=NOW)
        assert mail_id is not None
        assert unit.mails.create_digest(world.founder, message_id="<2@x>", now=NOW) is None
        assert [it.data["event"] for it in unit.mails.list_notices(mail_id)] == ["年会", "年会"]
        unit.commit()
    return any_database


def claim(database: Database, worker: str = "a", at=NOW) -> Mail | None:
    with database.unit() as unit:
        mail = unit.mails.claim(at, worker)
        unit.commit()
    return mail


def move(database: Database, mail: Mail, *actions: MailAction) -> list[bool]:
    with database.unit() as unit:
        moved = [
            unit.mails.move(mail, action, sent_at=NOW if action is MailAction.SUCCEED else None) for action in actions
        ]
        unit.commit()
    return moved


def test_mail_is_claimed_once(queued: Database) -> None:
    mail = claim(queued)

    assert mail is not None
    assert (mail.state, mail.attempts, mail.lease_until) == (MailState.CLAIMED, 1, NOW + LEASE)
    assert claim(queued, "b") is None


def test_states_follow_one_another_only_as_the_table_allows(queued: Database) -> None:
    mail = claim(queued)
    assert mail is not None

    assert move(queued, mail, MailAction.SUCCEED, MailAction.LOSE) == [False, False]
    assert move(queued, mail, MailAction.HAND, MailAction.HAND, MailAction.SUCCEED) == [True, False, True]
    with queued.unit() as unit:
        assert unit.mails.get(mail.id).sent_at == NOW
        assert not unit.mails.resend(mail.id, LATER)
        assert dict(unit.mails.count_states()) == {MailState.SENT: 1}


@pytest.mark.parametrize(("handed", "state"), [(False, MailState.QUEUED), (True, MailState.UNCERTAIN)])
def test_mail_of_a_lost_worker_waits_again_unless_its_text_was_leaving(
    queued: Database, handed: bool, state: MailState
) -> None:
    mail = claim(queued)
    assert mail is not None
    if handed:
        move(queued, mail, MailAction.HAND)
    with queued.unit() as unit:
        assert unit.mails.release_expired_leases(NOW) == 0
        assert unit.mails.release_expired_leases(LATER) == 1
        unit.commit()

    with queued.unit() as unit:
        assert unit.mails.get(mail.id).state is state
    assert move(queued, mail, MailAction.HAND) == [False], "the first worker comes back too late"
    again = claim(queued, "b", LATER)
    assert (again is None) is handed


def test_uncertain_mail_is_sent_again_only_when_asked_for(queued: Database) -> None:
    mail = claim(queued)
    assert mail is not None
    move(queued, mail, MailAction.HAND, MailAction.LOSE)
    assert claim(queued, "b", LATER) is None

    with queued.unit() as unit:
        assert unit.mails.resend(mail.id, LATER)
        unit.commit()
    again = claim(queued, "b", LATER)
    assert again is not None
    assert again.message_id == mail.message_id


def test_choice_of_mail_is_saved_and_moves_what_waits(any_database: Database, world: StoredSample) -> None:
    with any_database.unit() as unit:
        assert unit.notices.find_mail_frequencies([world.founder]) == {world.founder: None}
        for pace in (MailFrequency.DAILY, MailFrequency.OFF):
            unit.notices.set_mail_frequency(world.founder, pace, due_at=None)
        assert unit.notices.find_mail_frequencies([world.founder]) == {world.founder: MailFrequency.OFF}


def test_calendar_address_is_one_an_account(any_database: Database, world: StoredSample) -> None:
    with any_database.unit() as unit:
        for nonce in ("one", "two"):
            unit.feeds.open(CalendarFeed(account_id=world.founder, nonce=nonce, created_at=NOW))
        unit.feeds.note_fetch("two", LATER)
        found = unit.feeds.find(world.founder)
        assert (unit.feeds.find_by_nonce("one"), found and found.fetched_at) == (None, LATER)
        unit.feeds.close(world.founder)
        assert unit.feeds.find(world.founder) is None


def test_notice_is_found_in_its_own_inbox_only(queued: Database, world: StoredSample) -> None:
    with queued.unit(readonly=True) as unit:
        (first, _) = unit.notices.list_page(world.founder).items
        with pytest.raises(NotFound, match="notice_not_found"):
            unit.notices.get(world.founder + 1, first.id)
