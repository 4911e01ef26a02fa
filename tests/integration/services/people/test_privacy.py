import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from matchmaker.domain import privacy as words
from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.privacy import ContactBarrier, Purpose, Relation
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring import applications
from matchmaker.services.people import accounts, privacy, profiles
from matchmaker.services.suggestions.full_run import recommend_all
from tests.actors import find_actor
from tests.integration.services.sample_network import PASSWORD, load_actor


@pytest.fixture
def mentorship(context, town):
    """The first founder is the mentor's mentee."""
    found = applications.apply_to_mentor(
        context, town.founders[0], startup_id=town.startups[0], mentor_id=town.mentor_id, goal="半年内量产"
    )
    applications.accept_application(context, town.mentor, found)
    return found


def look(context, town):
    return privacy.view_contact(context, town.founders[0], kind=PartyKind.MENTOR, profile_id=town.mentor_id)


def test_contact_data_opens_when_both_sides_agreed_and_each_look_is_notified(context, town, mentorship):
    privacy.edit_contact(context, town.mentor, email="", phone="0931 1234567", wechat="ma_laoshi")
    assert look(context, town).barrier is ContactBarrier.OWN_CONSENT
    privacy.give_consent(context, town.founders[0], Purpose.CONTACT)
    assert look(context, town).barrier is ContactBarrier.THEIR_CONSENT
    assert privacy.list_contact_views(context, town.mentor).total == 0

    privacy.give_consent(context, town.mentor, Purpose.CONTACT)
    view = look(context, town)

    assert (view.barrier, view.relations) == (None, {Relation.MENTORSHIP})
    ((name, details),) = view.people
    assert (name, details.phone, details.wechat) == ("mentor", "0931 1234567", "ma_laoshi")
    (seen,) = privacy.list_contact_views(context, town.mentor).items
    assert (seen.actor_name, seen.entry.at) == ("founder1", context.now())
    privacy.withdraw_consent(context, town.mentor, Purpose.CONTACT)
    assert look(context, town).people == ()


def test_contact_data_stays_closed_without_anything_between_the_two(context, town):
    for actor in (town.founders[0], town.mentor):
        privacy.give_consent(context, actor, Purpose.CONTACT)

    assert look(context, town).barrier is ContactBarrier.NO_RELATION
    with pytest.raises(Invalid):
        privacy.edit_contact(context, town.mentor, email="x", phone="", wechat="")


def test_consent_is_asked_again_when_the_words_change(context, town, monkeypatch):
    privacy.give_consent(context, town.mentor, Purpose.PROCESSING)
    privacy.give_consent(context, town.mentor, Purpose.PROCESSING)
    assert privacy.list_missing(context, town.mentor) == ()

    monkeypatch.setitem(words.TEXT_VERSIONS, Purpose.PROCESSING, "2027-01")
    (asked,) = privacy.list_missing(context, town.mentor)
    assert (asked.is_outdated, asked.is_valid, len(asked.history)) == (True, False, 1)

    privacy.give_consent(context, town.mentor, Purpose.PROCESSING)
    assert [it.text_version for it in privacy.list_consents(context, town.mentor)[0].history] == ["2027-01", "2026-01"]


def test_suggestions_stop_when_they_are_switched_off(context, town):
    recommend_all(context)

    def count():
        with context.open_unit(readonly=True) as unit:
            return len(unit.suggestions.list_for(PartyKind.STARTUP, town.startups[0], candidate_kind=PartyKind.MENTOR))

    before = count()
    privacy.set_personalised(context, town.founders[0], is_personalised=False)
    recommend_all(context)

    assert (before > 0, count()) == (True, 0)
    assert not load_actor(context, town.founders[0].account_id).is_personalised


def test_the_file_of_ones_data_holds_it_for_people_and_machines(context, town, mentorship):
    data = privacy.collect_data(context, town.founders[0])

    with zipfile.ZipFile(io.BytesIO(data.as_zip(lambda kind, code: f"{kind} {code}"))) as archive:
        exported = json.loads(archive.read("data.json"))
        book = load_workbook(io.BytesIO(archive.read("data.xlsx")))
    assert [it["goal"] for it in exported["data"]["mentorships"]] == ["半年内量产"]
    assert [it["email"] for it in exported["data"]["accounts"]] == ["founder1@town.cn"]
    assert [it["name"] for it in exported["data"]["startups"]] == ["纳米材料公司"]
    assert "mentorship.apply" in {it["action"] for it in exported["data"]["audit_entries"]}
    assert "password_hash" not in json.dumps(exported)
    assert "value founder1@town.cn" in {cell.value for cell in book["table accounts"][2]}


def test_a_person_who_leaves_is_erased_and_partners_are_notified(context, town, mentorship):
    with pytest.raises(NotAllowed):
        privacy.erase_person(context, town.mentor, password="wrong password")
    plan = privacy.plan_erasure(context, town.mentor)
    assert (plan.mentorships, plan.blockers, plan.alone[0][0]) == (1, (), PartyKind.MENTOR)

    privacy.erase_person(context, town.mentor, password=PASSWORD)

    assert find_actor(context, town.mentor.account_id) is None
    account = accounts.get_account(context, town.operator, town.mentor.account_id).account
    assert (account.email, account.name, account.roles) == ("", f"已注销用户 {account.id}", frozenset())
    assert profiles.list_mentors(context, town.operator).total == 0
    profile = profiles.get_mentor(context, town.operator, town.mentor_id)
    assert (profile.expertise, profile.experience, profile.account_id) == ("—", "", None)
    view = applications.get_application(context, town.founders[0], mentorship)
    assert (view.application.state.value, view.mentor.name) == ("ended", f"已注销导师 {profile.id}")
    with context.open_unit(readonly=True) as unit:
        notices = unit.notices.list_page(town.founders[0].account_id).items
    assert "partner_erased" in {it.kind.value for it in notices}
    accounts.create_account(context, None, email="mentor@town.cn", name="新导师", password=PASSWORD, roles=[])


def test_what_others_act_for_stays_when_one_of_them_leaves(context, town):
    accounts.link_profile(
        context, None, town.founders[1].account_id, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )

    privacy.erase_person(context, town.founders[0], password=PASSWORD)

    assert profiles.get_startup(context, town.operator, town.startups[0]).name == "纳米材料公司"
    assert load_actor(context, town.founders[1].account_id).startup_ids == set(town.startups)


def test_the_only_operator_stays(context, town):
    with pytest.raises(StateConflict, match="last_operator"):
        privacy.erase_person(context, town.operator, password=PASSWORD)
