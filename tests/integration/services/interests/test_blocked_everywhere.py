"""One declared block stops all five use-cases of the ledger: suggesting, applying, accepting, wishing, planning."""

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.interests import ConflictKind, ConflictLevel, PartnerPair
from matchmaker.domain.local_time import local_day
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services import interests
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.mentoring import applications, mentorships
from matchmaker.services.suggestions import stored_lists
from matchmaker.services.suggestions.full_run import recommend_all
from tests.integration.services.mentoring.test_office_hours import book, draft
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def pair(town):
    return PartnerPair(town.startups[0], PartyKind.MENTOR, town.mentor_id)


@pytest.fixture
def investing(town):
    return PartnerPair(town.startups[1], PartyKind.INVESTOR, town.investors[0].investor_id)


def declare(context, town, pair, kind=ConflictKind.RELATIVE):
    interests.declare_conflict(
        context, town.operator, pair, kind=kind, words="总经理的兄弟", since=local_day(context.now())
    )


def suggest(context, town, kind):
    """Suggested mentors of the first startup, or investors of the second, by id."""
    which = 0 if kind is PartyKind.MENTOR else 1
    founder, startup = town.founders[which], town.startups[which]
    found = stored_lists.list_suggestions(
        context, founder, seeker_kind=PartyKind.STARTUP, seeker_id=startup, candidate_kind=kind
    )
    return {it.profile.id: it for it in found}


def apply(context, town, **more):
    given = {"startup_id": town.startups[0], "mentor_id": town.mentor_id, "goal": "量产", "tried": "试过自学"}
    return applications.apply_to_mentor(context, town.founders[0], **given, **more)


@pytest.mark.parametrize("kind", [PartyKind.MENTOR, PartyKind.INVESTOR])
def test_a_blocked_pair_is_not_suggested_neither_from_the_stored_list_nor_anew(context, town, pair, investing, kind):
    blocked = {PartyKind.MENTOR: pair, PartyKind.INVESTOR: investing}[kind]
    recommend_all(context)
    assert blocked.other_id in suggest(context, town, kind)

    declare(context, town, blocked)
    assert blocked.other_id not in suggest(context, town, kind)

    recommend_all(context)
    with context.open_unit(readonly=True) as unit:
        stored = unit.suggestions.list_for(PartyKind.STARTUP, blocked.startup_id, candidate_kind=kind)
        mirrored = unit.suggestions.list_for(kind, blocked.other_id, candidate_kind=PartyKind.STARTUP)
    assert blocked.other_id not in {it.candidate_id for it in stored}
    assert blocked.startup_id not in {it.candidate_id for it in mirrored}


def test_a_mentor_who_is_blocked_for_everybody_is_suggested_to_nobody(context, town):
    with context.open_unit() as unit:
        unit.accounts.unlink(town.investors[0].account_id, kind=PartyKind.INVESTOR, profile_id=1)
        unit.accounts.link(town.mentor.account_id, kind=PartyKind.INVESTOR, profile_id=1)
        unit.commit()
    levels = interests.list_levels(context, town.operator) | {ConflictKind.MENTOR_INVESTS: ConflictLevel.BLOCK}
    interests.set_levels(context, town.operator, levels)

    recommend_all(context)

    with context.open_unit(readonly=True) as unit:
        assert not unit.suggestions.list_for(PartyKind.STARTUP, town.startups[0], candidate_kind=PartyKind.MENTOR)
        assert not unit.suggestions.list_for(PartyKind.MENTOR, town.mentor_id, candidate_kind=PartyKind.STARTUP)


def test_a_blocked_founder_cannot_apply(context, town, pair):
    declare(context, town, pair)
    with pytest.raises(StateConflict) as refused:
        apply(context, town, conflict_reason="仍然想申请")
    assert refused.value.code == "conflict_blocked"
    assert refused.value.data["kinds"] == []  # declarations of others are not shown


def test_a_blocked_founder_cannot_book_an_hour_either(context, town, pair):
    hour = mentorships.offer_hours(context, town.mentor, [draft()])[0]
    declare(context, town, pair)
    with pytest.raises(StateConflict, match="conflict_blocked"):
        book(context, town, hour)


def test_a_blocked_mentor_cannot_accept(context, town, pair):
    asked = apply(context, town)
    declare(context, town, pair)
    with pytest.raises(StateConflict, match="conflict_blocked"):
        applications.accept_application(context, town.mentor, asked, conflict_reason="仍然想接受")
    view = applications.get_application(context, town.mentor, asked)
    assert view.application.state is ApplicationState.APPLIED


def test_a_blocked_participant_cannot_wish_and_is_not_proposed(context, town, investing):
    there = register_everybody(context, town)
    recommend_all(context)
    founder, (first, second) = town.founders[1], there.investors
    declare(context, town, investing)

    proposed = events.list_wish_candidates(context, founder, there.startups[1])
    assert [it.participation_id for it in proposed] == [second]
    for wisher, own, wished in ((founder, there.startups[1], first), (town.investors[0], first, there.startups[1])):
        with pytest.raises(StateConflict, match="conflict_blocked"):
            events.add_wish(context, wisher, participation_id=own, wished_id=wished)


def test_a_blocked_pair_never_meets_wished_or_as_filler(context, town, investing):
    there = register_everybody(context, town)
    recommend_all(context)
    blocked = {there.startups[1], there.investors[0]}
    assert blocked in list_meetings(context, plan_event(context, town.event))  # suggested to fill free capacity
    events.add_wish(context, town.founders[1], participation_id=there.startups[1], wished_id=there.investors[0])
    draft = plan_event(context, town.event)
    assert blocked in list_meetings(context, draft)

    declare(context, town, investing)

    with pytest.raises(StateConflict) as refused:
        timetables.publish_timetable(context, town.organizer, draft)
    assert (refused.value.code, refused.value.data["count"]) == ("draft_outdated", 1)
    anew = plan_event(context, town.event)
    assert blocked not in list_meetings(context, anew)
    with context.open_unit(readonly=True) as unit:
        assert [it.code for it in unit.timetables.get(anew).unmet] == ["conflict"]
    timetables.publish_timetable(context, town.organizer, anew)


def test_a_warned_pair_is_marked_asks_for_a_reason_and_is_no_filler(context, town, pair, investing):
    there = register_everybody(context, town)
    recommend_all(context)
    for it in (pair, investing):
        declare(context, town, it, ConflictKind.SHAREHOLDER)

    assert suggest(context, town, PartyKind.MENTOR)[town.mentor_id].is_warned
    assert not suggest(context, town, PartyKind.INVESTOR)[town.investors[1].investor_id].is_warned
    with pytest.raises(StateConflict, match="conflict_needs_reason"):
        apply(context, town)
    apply(context, town, conflict_reason="持股很少,已说明")

    warned = {there.startups[1], there.investors[0]}
    assert warned not in list_meetings(context, plan_event(context, town.event))
    wish = {"participation_id": there.startups[1], "wished_id": there.investors[0]}
    with pytest.raises(StateConflict, match="conflict_needs_reason"):
        events.add_wish(context, town.founders[1], **wish)
    events.add_wish(context, town.founders[1], **wish, conflict_reason="只谈渠道")
    assert warned in list_meetings(context, plan_event(context, town.event))


def list_meetings(context, timetable_id):
    with context.open_unit(readonly=True) as unit:
        found = unit.timetables.get(timetable_id).meetings
    return [{it.startup_participation_id, it.investor_participation_id} for it in found]
