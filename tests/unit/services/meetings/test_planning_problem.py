from datetime import UTC, datetime, timedelta

from matchmaker.domain.events import FAIRNESS_FLOOR, Event, Participation, Slot, Wish
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.scheduling.model.problem import PairOrigin
from matchmaker.scheduling.model.wish_values import BUDGET, rank_value, suggested_value
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, make_problem

MORNING = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
SLOTS = tuple(
    Slot(
        id=100 + n,
        event_id=1,
        starts_at=MORNING + timedelta(hours=12 * n),
        ends_at=MORNING + timedelta(hours=12 * n, minutes=20),
        tables=n + 1,
    )
    for n in range(4)
)
EVENT = Event(id=1, name="会", venue="", registration_deadline=MORNING, wish_deadline=MORNING, slots=SLOTS)
ALL = frozenset(slot.id for slot in SLOTS)


def startup(number, **others):
    given = {"kind": PartyKind.STARTUP, "startup_id": number, "most": 4, "open_slots": ALL}
    return Participation(**{"id": number, "event_id": 1, **given, **others})


def investor(number, **others):
    given = {"kind": PartyKind.INVESTOR, "investor_id": number, "most": 4, "open_slots": ALL}
    return Participation(**{"id": number, "event_id": 1, **given, **others})


def wish(wisher, wished, rank=None):
    return Wish(id=0, event_id=1, wisher_id=wisher, wished_id=wished, rank=rank, is_veto=rank is None)


def make(participations, wishes=(), scores=None, organisations=None):
    two_scores = {frozenset(two): score for two, score in (scores or {}).items()}
    return make_problem(
        PlanInput(
            event=EVENT,
            participations=participations,
            wishes=wishes,
            scores=two_scores,
            organisations=organisations or {},
        )
    )


def test_slots_tables_and_days_are_those_of_the_event_in_city_time():
    problem = make([startup(1)]).problem

    assert (problem.slots, problem.tables) == (4, (1, 2, 3, 4))
    assert problem.days == (0, 0, 1, 1)  # 9:00 and 21:00 in the city, twice


def test_a_mutual_wish_has_the_values_of_both_sides():
    plan = make([startup(1), investor(11), investor(12)], [wish(1, 11, 1), wish(1, 12, 2), wish(11, 1, 1)])

    values = {it[1].id: pair.value for it, pair in zip(plan.pairs, plan.problem.pairs, strict=True)}
    assert values == {11: rank_value(1, 2) + rank_value(1, 1), 12: rank_value(2, 2)}
    assert all(pair.is_requested and pair.origin is PairOrigin.WISHED for pair in plan.problem.pairs)


def test_ranks_close_up_over_those_who_withdrew():
    away = investor(11, state=ParticipationState.WITHDRAWN)
    plan = make([startup(1), away, investor(12)], [wish(1, 11, 1), wish(1, 12, 2)])

    assert [pair.value for pair in plan.problem.pairs] == [rank_value(1, 1)]
    assert len(plan.problem.people) == 2


def test_suggestions_fill_below_every_wish_unless_wished_or_passed_on():
    people = [startup(1), investor(11), investor(12), investor(13)]
    plan = make(people, [wish(1, 11, 1), wish(12, 1)], {(1, 11): 0.9, (1, 12): 0.8, (1, 13): 0.5, (1, 99): 0.7})

    (wished, filled) = plan.problem.pairs
    assert (wished.origin, filled.origin) == (PairOrigin.WISHED, PairOrigin.SUGGESTED)
    assert plan.pairs[1][1].id == 13
    assert filled.value == suggested_value(0.5) < BUDGET


def test_a_pass_vetoes_a_wish_of_the_other_side():
    plan = make([startup(1), investor(11)], [wish(1, 11, 1), wish(11, 1)])

    assert plan.problem.vetoed == {plan.problem.pairs[0].people}


def test_one_account_is_one_person_with_one_calendar_and_the_lower_limit():
    both = {"account_id": 7}
    mine = [
        startup(1, **both, most=3, open_slots=frozenset({100, 101})),
        investor(11, **both, open_slots=frozenset({101, 102})),
    ]
    plan = make([*mine, investor(12)], [wish(1, 12, 1), wish(1, 11, 2)])

    me, _ = plan.problem.people
    assert (me.open_slots, me.max_meetings) == (frozenset({1}), 3)
    assert [it[1].id for it in plan.pairs] == [12]
    assert plan.duplicate_pairs == {frozenset({1, 11})}


def test_two_people_meet_once_whatever_their_roles():
    founder = [startup(1, account_id=7), startup(2, account_id=7)]
    plan = make([*founder, investor(11)], [wish(1, 11, 1), wish(2, 11, 1), wish(11, 2, 1)])

    assert [it[0].id for it in plan.pairs] == [2]
    assert plan.duplicate_pairs == {frozenset({1, 11})}


def test_the_floor_is_for_those_who_opened_enough_slots():
    few = frozenset({100, 101})
    plan = make([startup(1), startup(2, open_slots=few), startup(3, most=2)])

    assert [it.min_meetings for it in plan.problem.people] == [FAIRNESS_FLOOR, 0, 0]


def test_partners_of_one_organisation_are_one_group():
    plan = make(
        [startup(1), investor(11), investor(12), investor(13)], organisations={11: "河谷", 12: "河谷", 13: "石峡"}
    )

    groups = [it.group for it in plan.problem.people]
    assert groups[0] is None
    assert groups[1] == groups[2] != groups[3]
