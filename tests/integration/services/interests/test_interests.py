"""The conflict ledger: declaring and withdrawing, entries from the data, rulings of the operator, notices to a pair."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.interests import (
    ConflictAct,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    LedgerSearch,
    PartnerPair,
)
from matchmaker.domain.local_time import local_day
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services import interests
from matchmaker.services.interests.judgements import judge_pairs, list_blocked, require_allowed
from matchmaker.services.meetings.timetables import publish_timetable
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.people import accounts
from matchmaker.services.platform import audit
from matchmaker.services.platform.context import UseCase
from tests.integration.services.meetings.test_timetables import wish
from tests.integration.services.sample_network import load_actor, register_everybody


def declare(context, town, actor=None, **changes):
    given = {"kind": ConflictKind.COMPETITOR, "words": "同做电池隔膜", "since": local_day(context.now())} | changes
    pair = given.pop("pair", PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id))
    return interests.declare_conflict(context, actor or town.founders[0], pair, **given)


def judge_one(context, pair):
    with context.open_unit(readonly=True) as unit:
        return judge_pairs(unit, [pair], now=context.now())[pair]


def list_keys(context, town, **search):
    return [it.entry.key for it in interests.list_ledger(context, town.operator, LedgerSearch(**search)).items]


def test_a_declaration_blocks_from_the_day_it_begins_until_it_is_taken_back(context, town, clock):
    pair = PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id)
    number = declare(context, town, since=local_day(context.now()) + timedelta(days=1))
    assert not judge_one(context, pair).is_blocked

    clock.move(timedelta(days=1))
    assert judge_one(context, pair).is_blocked
    with context.open_unit(readonly=True) as unit:
        forbidden = list_blocked(unit, now=context.now())
        assert forbidden.pairs[PartyKind.MENTOR] == {(town.startups[0], town.mentor_id)}

    interests.withdraw_conflict(context, town.founders[0], number)
    assert not judge_one(context, pair).is_blocked
    assert {it.entry.action for it in audit.list_entries(context, town.operator).items} >= {
        "conflict.declare",
        "conflict.withdraw",
    }


def test_a_declaration_is_another_sides_secret(context, town):
    number = declare(context, town)

    known = interests.list_visible_lines(context, town.founders[0], PartyKind.STARTUP, town.startups[0])
    assert [it.entry.kind for it in known] == [ConflictKind.COMPETITOR]
    assert interests.list_visible_lines(context, town.mentor, PartyKind.MENTOR, town.mentor_id) == ()
    for other in (town.mentor, town.founders[1], town.investors[0]):
        with pytest.raises(NotFound, match="conflict_not_found"):
            interests.withdraw_conflict(context, other, number)
    with pytest.raises(NotFound):
        declare(context, town, town.founders[1])
    with pytest.raises(NotFound):
        interests.list_visible_lines(context, town.mentor, PartyKind.STARTUP, town.startups[0])


def test_the_same_is_declared_once_a_side(context, town):
    declare(context, town)
    with pytest.raises(StateConflict, match="conflict_declared"):
        declare(context, town)
    declare(context, town, town.mentor)
    declare(context, town, town.operator)
    assert len(list_keys(context, town)) == 3


def test_words_and_days_are_checked(context, town):
    today = local_day(context.now())
    with pytest.raises(Invalid) as refused:
        declare(context, town, words=" ", until=today - timedelta(days=1), kind=ConflictKind.SAME_PERSON)
    assert refused.value.data["fields"] == {
        "kind": "unknown_value",
        "words": "required",
        "until": "ends_before_start",
    }


def test_one_who_mentors_and_invests_is_listed_for_every_startup(context, town, reload):
    guide = town.mentor
    pair = PartnerPair(town.startups[1], PartyKind.MENTOR, town.mentor_id)
    accounts.unlink_profile(context, town.operator, town.investors[0].account_id, kind=PartyKind.INVESTOR, profile_id=1)
    accounts.link_profile(context, None, guide.account_id, kind=PartyKind.INVESTOR, profile_id=1)

    assert judge_one(context, pair).list_kinds() == (ConflictKind.MENTOR_INVESTS,)
    assert judge_one(context, pair).is_warned
    assert list_keys(context, town) == [f"invests-{town.mentor_id}"]

    levels = interests.list_levels(context, town.operator) | {ConflictKind.MENTOR_INVESTS: ConflictLevel.BLOCK}
    interests.set_levels(context, town.operator, levels)
    with context.open_unit(readonly=True) as unit:
        assert list_blocked(unit, now=context.now()).partners[PartyKind.MENTOR] == {town.mentor_id}


def test_a_mentor_from_the_organisation_of_an_investor_is_listed(context, town):
    with context.open_unit() as unit:
        mentor = unit.mentors.get(town.mentor_id)
        unit.mentors.save(replace(mentor, organisation="河谷资本"))
        unit.commit()

    judged = judge_one(context, PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id))
    assert judged.list_kinds() == (ConflictKind.SAME_FUND,)


def test_two_who_met_at_a_published_event_are_listed_when_it_is_over(context, town, clock):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    timetable = plan_event(context, town.event)
    with context.open_unit(readonly=True) as unit:
        met = unit.timetables.get(timetable).meetings
    assert met
    publish_timetable(context, town.organizer, timetable)
    assert list_keys(context, town, kind=ConflictKind.MET_BEFORE) == []

    clock.move(timedelta(days=40))
    lines = interests.list_ledger(context, town.operator, LedgerSearch(kind=ConflictKind.MET_BEFORE)).items
    assert len(lines) == len(met)
    assert {it.event for it in lines} == {"年会"}


def test_a_person_on_both_sides_is_blocked(context, town):
    accounts.link_profile(context, None, town.mentor.account_id, kind=PartyKind.STARTUP, profile_id=town.startups[1])
    judged = judge_one(context, PartnerPair(town.startups[1], PartyKind.MENTOR, town.mentor_id))
    assert judged.is_blocked
    assert judged.list_kinds(()) == (ConflictKind.SAME_PERSON,)


def test_the_operator_rules_on_one_entry_with_a_reason_and_lifts_it(context, town):
    number = declare(context, town)
    key, pair = f"declared-{number}", PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id)
    with pytest.raises(Invalid):
        interests.rule_on_entry(context, town.operator, key, level=ConflictLevel.IGNORE, reason=" ")
    with pytest.raises(NotAllowed):
        interests.rule_on_entry(context, town.founders[0], key, level=ConflictLevel.IGNORE, reason="误报")

    interests.rule_on_entry(context, town.operator, key, level=ConflictLevel.WARN, reason="业务已剥离")
    assert judge_one(context, pair).is_warned
    assert interests.get_entry(context, town.operator, key).line.entry.ruling == "业务已剥离"

    interests.remove_ruling(context, town.operator, key)
    assert judge_one(context, pair).is_blocked
    with pytest.raises(NotFound):
        interests.get_entry(context, town.operator, "declared-999")


def test_a_warned_act_asks_for_a_reason_once_and_keeps_it(context, town):
    declare(context, town, town.mentor, kind=ConflictKind.SHAREHOLDER, words="持股 3%")
    founder, pair = town.founders[0], PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id)

    with context.open_unit() as unit, pytest.raises(StateConflict, match="conflict_needs_reason") as refused:
        require_allowed(UseCase.start(context, unit, founder), pair, act=ConflictAct.APPLY)
    assert refused.value.data["kinds"] == []  # only the mentor declared it, and nobody else may know

    for reason in ("持股已向孵化器说明", ""):
        with context.open_unit() as unit:
            require_allowed(UseCase.start(context, unit, founder), pair, act=ConflictAct.APPLY, reason=reason)
            unit.commit()
    disclosures = interests.get_entry(context, town.operator, list_keys(context, town)[0]).disclosures
    assert [(it.reason, name) for it, name in disclosures] == [("持股已向孵化器说明", "founder1")]

    with context.open_unit() as unit, pytest.raises(StateConflict, match="conflict_needs_reason") as refused:
        require_allowed(UseCase.start(context, unit, town.mentor), pair, act=ConflictAct.ACCEPT)
    assert refused.value.data["kinds"] == [ConflictKind.SHAREHOLDER]


def test_the_ledger_is_searched_by_name_kind_level_and_side(context, town):
    declare(context, town)
    declare(
        context,
        town,
        town.investors[1],
        pair=PartnerPair(town.startups[1], PartyKind.INVESTOR, town.investors[1].investor_id),
        kind=ConflictKind.SHAREHOLDER,
    )

    assert list_keys(context, town) == ["declared-1", "declared-2"]
    assert list_keys(context, town, words="石峡") == ["declared-2"]
    assert list_keys(context, town, level=ConflictLevel.BLOCK) == ["declared-1"]
    assert list_keys(context, town, kind=ConflictKind.SHAREHOLDER) == ["declared-2"]
    assert list_keys(context, town, sides=frozenset({ConflictSide.PARTNER})) == ["declared-2"]
    with pytest.raises(NotAllowed):
        interests.list_ledger(context, load_actor(context, town.organizer.account_id))


def list_notice_kinds(context, actor):
    with context.open_unit(readonly=True) as unit:
        return [it.kind for it in unit.notices.list_page(actor.account_id).items]


def test_operators_hear_of_a_declaration_and_its_side_of_the_ruling(context, town):
    declare(context, town)
    assert list_notice_kinds(context, town.operator) == [NoticeKind.CONFLICT_DECLARED]

    interests.rule_on_entry(context, town.operator, "declared-1", level=ConflictLevel.WARN, reason="已核实")
    assert list_notice_kinds(context, town.founders[0]) == [NoticeKind.CONFLICT_RULED]
    assert list_notice_kinds(context, town.mentor) == []
