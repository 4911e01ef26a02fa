"""Stores the invented network in one transaction, so that it is stored completely or not at all."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from matchmaker.demo.generate.event import generate_event
from matchmaker.demo.generate.network import generate_network
from matchmaker.demo.generate.records import DemoEvent, DemoNetwork, DemoPerson
from matchmaker.demo.generate.vocabulary import read_vocabulary
from matchmaker.demo.seeding.demo_accounts import EMAILS, NAMES, NETWORK_FLAG, PASSWORD, choose_known
from matchmaker.demo.seeding.event import store_event
from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.candidacies import CandidacyDraft
from matchmaker.domain.ids import AccountId, EventId, IncubatorId, InvestorId, StartupId
from matchmaker.domain.profiles import StartupDraft
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.reference.facts import read_incubators
from matchmaker.services.people.accounts.passwords import hash_password
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, ProgressCallback, UseCase, ignore_progress

WITHOUT_INDUSTRY = 25
"""One startup in this number has no industry."""

THIN = 40
"""One startup in this number has a very short profile."""

FIRST_CLAUSE = re.compile(r"^[^，。；！？]+")


def drop_fields(number: int, draft: StartupDraft, *, spared: Container[int] = ()) -> StartupDraft:
    """``draft`` of startup ``number``, counted from 1, without the fields that it leaves empty.

    Startups in ``spared`` keep all fields.
    """
    if number in spared:
        return draft
    if number % WITHOUT_INDUSTRY == WITHOUT_INDUSTRY // 2:
        draft = replace(draft, industry=None, gbt_class=None)
    if number % THIN == THIN // 2:
        clause = FIRST_CLAUSE.match(draft.description)
        draft = replace(draft, description=clause[0] if clause else draft.description, needs="", team="", stage=None)
    return draft


DAYS_AHEAD = 30
"""Days from seeding to the annual meeting: wishes stay open for weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSize:
    """How many people of each kind; the defaults are the plan's figures."""

    mentors: int = 500
    investors: int = 200
    candidates: int = 500
    startups: int = 500
    attending_startups: int = 240
    attending_investors: int = 120


def seed_demo(context: Context, progress: ProgressCallback = ignore_progress, *, size: DemoSize | None = None) -> bool:
    """Add the invented network and its annual meeting; False if they are stored already."""
    with context.open_unit(readonly=True) as unit:
        if unit.flags.find(NETWORK_FLAG) is not None:
            return False
    progress("generate", 0, 0)
    network, event = _generate(context, size or DemoSize())
    password_hash = hash_password(PASSWORD)
    with context.begin(None) as case:
        if case.unit.flags.find(NETWORK_FLAG) is not None:
            return False
        writer = _Writer(case, choose_known(network, event), password_hash)
        progress("store", 0, 0)
        event_id = writer.store(network, event)
        case.unit.flags.set(NETWORK_FLAG, str(event_id))
        after = {"startups": len(network.startups), "mentors": len(network.mentors)}
        record_audit(case, action="demo.seed", kind="event", subject=event_id, after=after)
        case.unit.commit()
    return True


def find_demo_event(context: Context) -> EventId | None:
    """The id of the invented annual meeting, None without the demo network."""
    with context.open_unit(readonly=True) as unit:
        value = unit.flags.find(NETWORK_FLAG)
    return None if value is None else EventId(int(value))


def _generate(context: Context, size: DemoSize) -> tuple[DemoNetwork, DemoEvent]:
    seeds = context.settings.seeds
    network = generate_network(
        read_vocabulary(seeds / "vocabulary"),
        incubators=read_incubators(seeds),
        mentors=size.mentors,
        investors=size.investors,
        candidates=size.candidates,
        startups=size.startups,
    )
    event = generate_event(
        network,
        first_day=context.now().date() + timedelta(days=DAYS_AHEAD),
        startups=size.attending_startups,
        investors=size.attending_investors,
    )
    return network, event


class _Writer:
    """Writes the network into one unit. A person with several roles gets one account."""

    def __init__(self, case: UseCase[Actor | None], known: Mapping[str, str], password_hash: str) -> None:
        self._case = case
        self._known = known
        self._password_hash = password_hash
        self._accounts: dict[str, AccountId] = {}

    def store(self, network: DemoNetwork, event: DemoEvent) -> EventId:
        incubators = self._find_incubators()
        self._store_people(network)
        startup_ids = self._store_startups(network, incubators)
        self._case.unit.mentors.add_many(
            [replace(it.draft, account_id=self._accounts[it.person.email]) for it in network.mentors]
        )
        investor_ids: list[InvestorId] = self._case.unit.investors.add_many(
            [replace(it.draft, account_id=self._accounts[it.person.email]) for it in network.investors]
        )
        self._case.unit.club.follow_profiles(self._case.now)
        self._store_candidacies(network, startup_ids, incubators)
        profile_ids: dict[PartyKind, list[int]] = {
            PartyKind.STARTUP: list(startup_ids),
            PartyKind.INVESTOR: list(investor_ids),
        }
        return store_event(self._case.unit, event, profile_ids=profile_ids, accounts=self._accounts, now=self._case.now)

    def _find_incubators(self) -> dict[int, IncubatorId]:
        """Ids of the incubators by their number in the annex."""
        by_name = {it.name: it.id for it in self._case.unit.incubators.list_all()}
        facts = read_incubators(self._case.context.settings.seeds)
        return {it.number: by_name[it.name] for it in facts if it.name in by_name}

    def _store_people(self, network: DemoNetwork) -> None:
        people: dict[str, DemoPerson] = {}
        everybody = [it.founder for it in network.startups]
        everybody += [it.person for it in network.mentors]
        everybody += [it.person for it in network.investors]
        for person in everybody:
            found = people.get(person.email, person)
            people[person.email] = replace(found, roles=found.roles | person.roles)
        for email, person in people.items():
            known = self._known.get(email)
            self._accounts[email] = self._add_account(known or email, person.name, person.roles, can_log_in=bool(known))
        for role, name in NAMES.items():
            self._add_account(EMAILS[role], name, frozenset({role}), can_log_in=True)

    def _add_account(self, email: str, name: str, roles: frozenset[Role], *, can_log_in: bool) -> AccountId:
        draft = AccountDraft(email=email, name=name, roles=roles, is_demo=True, created_at=self._case.now)
        return self._case.unit.accounts.add(draft, password_hash=self._password_hash if can_log_in else None)

    def _store_startups(self, network: DemoNetwork, incubators: Mapping[int, IncubatorId]) -> list[StartupId]:
        spared = {number for number, it in enumerate(network.startups, start=1) if it.founder.email in self._known}
        drafts = [
            replace(
                drop_fields(number, it.draft, spared=spared),
                incubator_id=incubators.get(it.incubator_number) if it.incubator_number else None,
            )
            for number, it in enumerate(network.startups, start=1)
        ]
        ids = self._case.unit.startups.add_many(drafts)
        for startup_id, startup in zip(ids, network.startups, strict=True):
            account_id = self._accounts[startup.founder.email]
            self._case.unit.accounts.link(account_id, kind=PartyKind.STARTUP, profile_id=startup_id)
        return ids

    def _store_candidacies(
        self, network: DemoNetwork, startup_ids: list[StartupId], incubators: Mapping[int, IncubatorId]
    ) -> None:
        self._case.unit.candidacies.add_many(
            CandidacyDraft(
                startup_id=startup_ids[candidacy.startup],
                year=candidacy.year,
                nominator=candidacy.nominator,
                nominated_by=candidacy.nominated_by,
                incubator_id=incubators.get(candidacy.incubator_number) if candidacy.incubator_number else None,
                evidence=candidacy.evidence,
                state=candidacy.state,
                measures=candidacy.measures,
                reviews=candidacy.reviews,
            )
            for candidacy in network.candidacies
        )
