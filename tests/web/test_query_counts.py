"""Lists send the same number of statements for one row as for three."""

import pytest

from matchmaker.domain.candidacies import CandidacyDraft
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.vocabulary import JobKind, Nominator, PartyKind, Role
from matchmaker.services import interests
from matchmaker.services.people import candidacies
from matchmaker.services.platform import jobs
from matchmaker.storage import Database
from tests.web.browser import Browser
from tests.web.filled_network import get_actor
from tests.web.small_network import NOW, SmallNetwork
from tests.web.statement_count import count_statements

ACTOR = 6
"""Reads of every page that identify the user: session, account, roles, profiles, organisations, and one count of the
unread notices."""


def list_reads(sent: list[str]) -> list[str]:
    return [statement for statement in sent if statement.startswith("SELECT")]


def add_rows(world: SmallNetwork, count: int, *, first: int) -> None:
    """Add the given number of candidacies, jobs, accounts and log entries."""
    operator = get_actor(world, Role.OPERATOR)
    for n, startup_id in enumerate(world.add_startups(count), start=first):
        draft = CandidacyDraft(startup_id=startup_id, year=2026, nominator=Nominator.SELF)
        candidacies.nominate(world.context, operator, draft)
        pair = PartnerPair(startup_id, PartyKind.MENTOR, world.mentors[0])
        words = {"kind": ConflictKind.SHAREHOLDER, "words": "持股", "since": NOW.date()}
        interests.declare_conflict(world.context, operator, pair, **words)
        jobs.start_job(world.context, operator, JobKind.ENCODE, {})
        world.add_account(f"person{n}@example.org", Role.MENTOR, Role.INVESTOR)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/candidacies", 6),
        ("/candidacies/new", 2),
        ("/admin/accounts", 3),
        ("/conflicts/ledger", 1),
        ("/admin/jobs", 2),
        ("/admin/audit", 4),
        ("/admin/", 1),
        ("/incubators", 2),
    ],
)
def test_list_sends_few_statements_when_it_grows(
    operator: Browser, world: SmallNetwork, database: Database, path: str, most: int
) -> None:
    add_rows(world, 1, first=1)
    with count_statements(database) as before:
        operator.get(path)
    add_rows(world, 2, first=2)
    with count_statements(database) as after:
        operator.get(path)

    assert len(after) == len(before)
    assert len(list_reads(after)) - ACTOR <= most, "\n".join(after)


def test_start_page_sends_few_statements_when_a_stranger_asks(stranger: Browser, database: Database) -> None:
    with count_statements(database) as sent:
        stranger.get("/")

    assert len(list_reads(sent)) <= 3, "\n".join(sent)
