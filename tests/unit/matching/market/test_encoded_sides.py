"""An encoded side gives the same lists whether it is encoded as a whole or updated with the changed profiles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.vocabulary import Industry, PartyKind, Zone
from matchmaker.matching.market.calibration import Calibration
from matchmaker.matching.market.encoded_sides import EncodedSide, encode_side
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.scoring.fit_calibration import fit_calibration
from matchmaker.matching.scoring.recommender import Recommendations, recommend
from tests.unit.matching.sample_market import mentor, mentors, small_tree, startup, startups

TREE = small_tree()
FIELDS = ("镁基固态储氢材料", "道地中药材的提取", "设备预测性维护软件", "锂离子电池回收", "LNG 储罐焊接", "")
PEOPLE = [mentor(n + 1, f"{FIELDS[n % 6]}第{n}号工艺", zone=Zone.HIGHTECH if n % 3 else None) for n in range(24)]
FIRMS = [
    startup(n + 1, f"{FIELDS[n % 5]}与{FIELDS[n % 4]}", needs=FIELDS[n % 6], industry=Industry.NEW_ENERGY)
    for n in range(9)
]


def lists(
    seekers: MarketSide | EncodedSide, candidates: MarketSide | EncodedSide, calibration: Calibration
) -> Recommendations:
    return recommend(seekers, candidates, k=4, calibration=calibration, tree=TREE)


def assert_same(first: Recommendations, second: Recommendations) -> None:
    for name in ("seeker_ids", "ids", "scores", "directions", "parts", "known"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes(), name


def assert_alike(first: EncodedSide, second: EncodedSide) -> None:
    assert first.side.ids.tolist() == second.side.ids.tolist()
    assert first.profile.tobytes() == second.profile.tobytes()
    assert first.needs.tobytes() == second.needs.tobytes()
    assert (first.words != second.words).nnz == 0


def test_views_give_the_lists_of_their_sides() -> None:
    firms, people = startups(*FIRMS), mentors(*PEOPLE)
    calibration = fit_calibration(firms, people, TREE)
    seen, shown = encode_side(firms, calibration), encode_side(people, calibration)
    assert_same(lists(seen, shown, calibration), lists(firms, people, calibration))
    assert_same(lists(shown, seen, calibration), lists(people, firms, calibration))


def test_view_of_another_calibration_is_refused() -> None:
    firms, people = startups(*FIRMS), mentors(*PEOPLE)
    calibration, other = fit_calibration(firms, people, TREE), fit_calibration(firms, mentors(*PEOPLE[:5]), TREE)
    with pytest.raises(ValueError, match="another calibration"):
        lists(encode_side(firms, other), people, calibration)


def test_one_seeker_among_many_candidates_has_the_scores_of_a_batch() -> None:
    many = startups(*(startup(n + 1, f"{FIELDS[n % 5]}，批次{n}，泵 pump{n % 7}") for n in range(80)))
    people = mentors(*PEOPLE)
    calibration = fit_calibration(many, people, TREE)
    batch = lists(people, many, calibration)
    for row in range(3):
        alone = lists(people.take(np.array([row])), many, calibration)
        assert alone.ids[0].tolist() == batch.ids[row].tolist()
        assert alone.parts[0].tobytes() == batch.parts[row].tobytes()


def test_sides_of_two_kinds_are_not_joined() -> None:
    with pytest.raises(ValueError, match="got startup, expected mentor"):
        mentors(*PEOPLE).join(startups(*FIRMS))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_changed_view_is_what_the_changed_side_looks_like(data: st.DataObject) -> None:
    make, profiles = data.draw(st.sampled_from([(startups, FIRMS), (mentors, PEOPLE)]))
    calibration = fit_calibration(startups(*FIRMS), mentors(*PEOPLE), TREE)
    old = encode_side(make(*profiles), calibration)
    gone = data.draw(st.sets(st.sampled_from(range(len(profiles)))))
    remaining = np.array([row for row in range(len(profiles)) if row not in gone], np.intp)
    names = data.draw(st.lists(st.sampled_from(FIELDS), max_size=3))
    made = startup if old.kind is PartyKind.STARTUP else mentor
    more = make(*(made(100 + n, name) for n, name in enumerate(names)))
    side = old.side.take(remaining).join(more)
    assert_alike(old.with_changed_rows(side, remaining, more, calibration=calibration), encode_side(side, calibration))
