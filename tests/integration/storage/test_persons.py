from datetime import timedelta

import pytest

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.onboarding import RegistrationDraft, RegistrationState
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.privacy import Consent, ContactDetails, Purpose, Relation
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, Role
from matchmaker.storage.queries.erasing import DELETED, EMPTIED
from matchmaker.storage.queries.personal import EXCLUDED_TABLES, PERSONAL_COLUMNS
from matchmaker.storage.tables import Row

PERSONS = {"accounts", "startups", "mentors", "investors", "mentorships", "participations"}
NAMES = {"account": "gone %s", "startup": "gone %s", "mentor": "gone %s", "investor": "gone %s"}


def test_every_table_about_people_is_exported_or_left_out_for_a_reason():
    about = {
        table.name
        for table in Row.metadata.tables.values()
        if any(key.column.table.name in PERSONS for key in table.foreign_keys)
    }

    assert about - set(PERSONAL_COLUMNS) - set(EXCLUDED_TABLES) == set()
    assert set(PERSONAL_COLUMNS) & set(EXCLUDED_TABLES) == set()


def test_columns_of_the_lists_exist():
    for name, columns in [*PERSONAL_COLUMNS.items(), *DELETED.items(), *((name, where) for name, where, _ in EMPTIED)]:
        assert set(columns) <= set(Row.metadata.tables[name].columns.keys()), name
    for name, _, values in EMPTIED:
        assert set(values) <= set(Row.metadata.tables[name].columns.keys()), name


def add_mentee(unit, world, now):
    return unit.applications.add(
        startup_id=world.startup,
        mentor_id=world.mentor,
        applied_by=world.founder,
        goal="量产",
        state=ApplicationState.ACCEPTED,
        applied_at=now,
        fit=None,
    )


def test_a_person_is_collected_and_taken_out(any_database, world, now):
    with any_database.unit() as unit:
        mentorship = add_mentee(unit, world, now)
        held = {it.table: it for it in unit.personal.collect(world.founder, {PartyKind.STARTUP: {world.startup}})}
        assert [row["goal"] for row in held["mentorships"].rows] == ["量产"]
        assert "password_hash" not in held["accounts"].columns
        assert len(held["participations"].rows) == 1
        assert unit.personal.list_current_participations(PartyKind.STARTUP, world.startup) == [world.startup_there]

        unit.erasing.erase(world.founder, [(PartyKind.STARTUP, world.startup)], names=NAMES, at=now)

        account = unit.accounts.get(world.founder)
        assert (account.login, account.name, account.is_active) == ("", f"gone {world.founder}", False)
        assert unit.accounts.find_actor(world.founder) is None
        assert unit.startups.get(world.startup).description == "—"
        assert (unit.startups.list_page().total, unit.startups.count(), list(unit.startups.iterate_all())) == (0, 0, [])
        assert unit.applications.get(mentorship).goal == "—"
        unit.commit()


def test_relations_are_found_where_both_sides_decided(any_database, world, now):
    with any_database.unit() as unit:
        assert unit.relations.list_with_mentors([world.startup], [world.mentor]) == set()
        add_mentee(unit, world, now)
        assert unit.relations.list_with_mentors([world.startup], [world.mentor]) == {Relation.MENTORSHIP}
        assert unit.relations.list_mentees(world.mentor) == (world.startup,)
        pair = ([world.startup], [world.investor])
        assert unit.relations.list_with_investors(*pair) == set()


def test_one_consent_stands_and_the_others_stay_on_record(any_database, world, now):
    consent = Consent(account_id=world.founder, purpose=Purpose.CONTACT, text_version="1", given_at=now)
    with any_database.unit() as unit:
        unit.consents.add(consent)
        assert unit.consents.list_valid([world.founder, 99], Purpose.CONTACT) == {world.founder: consent}
        unit.consents.withdraw(world.founder, Purpose.CONTACT, now + timedelta(days=1))
        assert unit.consents.list_valid([world.founder], Purpose.CONTACT) == {}
        unit.consents.add(consent)
        assert [it.withdrawn_at is None for it in unit.consents.list_for(world.founder)] == [True, False]
        details = ContactDetails(account_id=world.founder, phone="0931")
        unit.contacts.save(details)
        unit.contacts.save(details)
        assert unit.contacts.find(world.founder) == details
        unit.commit()
    with any_database.unit() as unit, pytest.raises(StateConflict, match="already_consented"):
        unit.consents.add(consent)


def test_members_stand_for_what_their_organisation_stands_for(any_database, world, now):
    with any_database.unit() as unit:
        draft = AccountDraft(mobile="+8613800138000", name="同事", roles=frozenset(), created_at=now)
        colleague = unit.accounts.add(draft, password_hash=None)
        fund = unit.organisations.add(name="基金", kind=OrganisationKind.FUND, created_at=now)
        unit.organisations.add_owned(fund, kind=OwnedKind.INVESTOR, profile_id=world.investor)
        unit.organisations.add_member(fund, colleague, is_admin=False, at=now)
        actor = unit.accounts.find_actor(colleague)
        assert (actor.investor_id, actor.roles, actor.organisation_ids) == (world.investor, {Role.INVESTOR}, {fund})
        assert colleague in unit.accounts.list_representatives(PartyKind.INVESTOR, world.investor)
        assert unit.accounts.find_by_login("+8613800138000").id == colleague
        assert [it.name for it in unit.organisations.list_owned(fund)]
        assert unit.organisations.count_members() == {fund: 1}
        unit.commit()
    for name, change in {
        "mobile_taken": lambda unit: unit.accounts.add(draft, password_hash=None),
        "organisation_taken": lambda unit: unit.organisations.add(
            name="基金", kind=OrganisationKind.FUND, created_at=now
        ),
        "already_member": lambda unit: unit.organisations.add_member(fund, colleague, is_admin=True, at=now),
        "profile_owned": lambda unit: unit.organisations.add_owned(
            fund, kind=OwnedKind.INVESTOR, profile_id=world.investor
        ),
    }.items():
        with any_database.unit() as unit, pytest.raises(StateConflict, match=name):
            change(unit)


def test_one_request_waits_for_each_log_in_name(any_database, now):
    draft = RegistrationDraft(email="New@town.cn", name="新人", role=Role.MENTOR, asked_at=now)
    with any_database.unit() as unit:
        number = unit.registrations.add(draft, password_hash="hash")
        assert unit.registrations.find_pending("new@town.cn").id == number
        assert unit.registrations.list_page(state=RegistrationState.PENDING).total == 1
        unit.commit()
    with any_database.unit() as unit, pytest.raises(StateConflict, match="already_asked"):
        unit.registrations.add(draft, password_hash="hash")
