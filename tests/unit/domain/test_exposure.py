from matchmaker.domain.exposure import Dimension, ExposureMember, UnlistedReason, count_reasons, group_members
from matchmaker.domain.vocabulary import Industry, PartyKind, Zone


def member(number, *, lists=0, reason=None, zones=(), industries=()):
    return ExposureMember(
        kind=PartyKind.MENTOR,
        id=number,
        name=f"导师{number}",
        is_demo=False,
        zones=frozenset(zones),
        stages=frozenset(),
        industries=frozenset(industries),
        lists=lists,
        reason=None if lists else (reason or UnlistedReason.NO_FIT),
    )


def test_groups_far_below_all_are_marked_with_their_most_frequent_reason():
    near = [member(n, lists=4, zones={Zone.HIGHTECH}) for n in range(5)]
    far = [member(10 + n, lists=3 * (n == 0), zones={Zone.SUBURBS}, reason=UnlistedReason.FULL) for n in range(4)]
    far.append(member(20, zones={Zone.SUBURBS}, reason=UnlistedReason.THIN))
    hightech, suburbs = group_members([*near, *far], Dimension.ZONE)

    assert (hightech.code, hightech.members, hightech.listed, hightech.mean) == (Zone.HIGHTECH, 5, 5, 4.0)
    assert (hightech.is_behind, hightech.reason) == (False, None)
    assert (suburbs.code, suburbs.coverage, suburbs.mean) == (Zone.SUBURBS, 0.2, 0.6)
    assert (suburbs.is_behind, suburbs.reason) == (True, UnlistedReason.FULL)


def test_a_group_that_is_shown_in_few_lists_is_marked_though_all_are_shown():
    often = [member(n, lists=9, zones={Zone.HIGHTECH}) for n in range(5)]
    rarely = [member(9 + n, lists=1, zones={Zone.SUBURBS}) for n in range(5)]
    _, group = group_members([*often, *rarely], Dimension.ZONE)

    assert (group.coverage, group.is_behind, group.reason) == (1.0, True, None)


def test_small_groups_are_not_reported():
    near = [member(n, lists=4, zones={Zone.HIGHTECH}) for n in range(5)]
    _, alone = group_members([*near, member(9, zones={Zone.SUBURBS})], Dimension.ZONE)

    assert (alone.coverage, alone.is_behind) == (0.0, False)


def test_who_names_several_codes_counts_in_each_and_who_names_none_apart():
    both = member(1, lists=1, industries={Industry.NEW_ENERGY, Industry.BIOMEDICINE})
    groups = group_members([both, member(2)], Dimension.INDUSTRY)

    assert [(it.code, it.members) for it in groups] == [
        (Industry.NEW_ENERGY, 1),
        (Industry.BIOMEDICINE, 1),
        (None, 1),
    ]
    assert group_members([both, member(2)], Dimension.STAGE) == ()


def test_reasons_are_counted_in_their_order():
    members = [member(1, reason=UnlistedReason.NO_FIT), member(2, reason=UnlistedReason.EXPIRED), member(3, lists=1)]

    assert list(count_reasons(members).items()) == [(UnlistedReason.EXPIRED, 1), (UnlistedReason.NO_FIT, 1)]
