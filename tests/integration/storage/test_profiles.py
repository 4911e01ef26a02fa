from dataclasses import replace

import pytest

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.profiles import Incubator, Investor, Mentor, Startup
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone
from matchmaker.storage.tables import IncubatorRow
from tests.rows import count_rows


def fields_of(draft):
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


@pytest.mark.parametrize(
    ("repository", "kind", "draft"),
    [
        ("startups", Startup, "startup_draft"),
        ("mentors", Mentor, "mentor_draft"),
        ("investors", Investor, "investor_draft"),
    ],
)
def test_a_profile_comes_back_as_it_was_added(any_database, request, repository, kind, draft):
    drafted = request.getfixturevalue(draft)
    with any_database.unit() as unit:
        profile_id = getattr(unit, repository).add(drafted)
        assert getattr(unit, repository).get_for_update(profile_id).name == drafted.name
        unit.commit()

    with any_database.unit(readonly=True) as unit:
        repo = getattr(unit, repository)
        expected = kind(id=profile_id, **fields_of(drafted))
        assert repo.get(profile_id) == repo.find(profile_id) == expected
        assert repo.list_by_ids([profile_id, 999]) == {profile_id: expected}
        assert repo.list_by_external_ids([drafted.external_id]) == {drafted.external_id: expected}
        assert repo.list_by_names([drafted.name, "无此名"]) == {drafted.name: expected}
        assert list(repo.iterate_all()) == [expected]
        assert repo.list_all_ids() == [profile_id]
        assert repo.count() == 1
        assert repo.list_page().items == (expected,)


def test_a_profile_that_is_absent_is_none_or_refused(any_database):
    with any_database.unit(readonly=True) as unit:
        assert unit.startups.find(7) is None
        with pytest.raises(NotFound) as refused:
            unit.mentors.get(7)
        assert (refused.value.code, refused.value.data) == ("mentor_not_found", {"id": 7})
        with pytest.raises(NotFound):
            unit.incubators.get(7)


def test_many_profiles_get_ids_in_the_order_given(any_database, startup_draft):
    drafts = [replace(startup_draft, name=f"企业{k}", external_id=f"x-{k}") for k in range(1200)]
    with any_database.unit() as unit:
        ids = unit.startups.add_many(drafts)
        stored = unit.startups.list_by_ids(ids)
        assert [stored[startup_id].name for startup_id in ids] == [draft.name for draft in drafts]
        assert unit.startups.add_many([]) == []


def test_saving_moves_the_version_and_refuses_a_stale_one(any_database, world):
    with any_database.unit() as unit:
        first = unit.startups.get(world.startup)
        saved = unit.startups.save(replace(first, team="二十人", industry=None))
        assert saved == replace(first, team="二十人", industry=None, version=2)
        assert unit.startups.get(world.startup) == saved

        with pytest.raises(StateConflict) as refused:
            unit.startups.save(replace(first, team="三十人"))
        assert (refused.value.code, refused.value.data) == ("stale", {"version": 2})
        with pytest.raises(NotFound):
            unit.startups.save(replace(first, id=999))


def test_places_of_a_mentor_are_taken_and_freed_within_the_capacity(any_database, world):
    with any_database.unit() as unit:
        unit.mentors.take_place(world.mentor)
        unit.mentors.take_place(world.mentor)
        unit.mentors.free_place(world.mentor)
        assert unit.mentors.get(world.mentor).mentees == 1
        assert unit.mentors.get(world.mentor).places_left == 1
        unit.mentors.take_place(world.mentor)
        assert unit.mentors.get(world.mentor).places_left == 0
        assert unit.mentors.get(world.mentor).mentees == 2
        with pytest.raises(NotFound):
            unit.mentors.take_place(999)
        unit.commit()

    with any_database.unit() as unit, pytest.raises(StateConflict) as refused:
        unit.mentors.take_place(world.mentor)
    assert refused.value.code == "mentor_full"


def test_saving_a_mentor_leaves_the_counter_and_refuses_less_capacity_than_mentees(any_database, world):
    with any_database.unit() as unit:
        before = unit.mentors.get(world.mentor)
        unit.mentors.take_place(world.mentor)
        unit.mentors.take_place(world.mentor)
        saved = unit.mentors.save(replace(before, title="总工"))
        assert unit.mentors.get(world.mentor).mentees == 2
        with pytest.raises(StateConflict) as refused:
            unit.mentors.save(replace(saved, capacity=1))
    assert (refused.value.code, refused.value.data) == ("capacity_below_mentees", {"mentees": 2})


def test_startups_are_filtered_searched_and_paged(any_database, world, startup_draft):
    other = replace(
        startup_draft,
        name="Lanzhou_Bio 50%",
        description="vaccine",
        industry=Industry.BIOMEDICINE,
        stage=FundingStage.SEED,
        zone=Zone.HIGHTECH,
        incubator_id=world.incubator,
        external_id=None,
    )
    with any_database.unit() as unit:
        added = unit.startups.add(other)

        def found(**filters):
            return [startup.id for startup in unit.startups.list_page(ProfileSearch(**filters)).items]

        assert found() == [world.startup, added]
        assert found(industry=Industry.BIOMEDICINE) == [added]
        assert found(zone=Zone.NEW_AREA) == [world.startup]
        assert found(stage=FundingStage.SEED) == [added]
        assert found(incubator_id=world.incubator) == [added]
        assert found(words="高温合金") == [world.startup]
        assert found(words="黄河 自主") == [world.startup]
        assert found(words="黄河 vaccine") == []
        assert found(words="lanzhou") == [added]
        assert found(words="50%") == [added]
        assert found(words="u_b") == [added]
        assert found(words="z_o") == []
        page = unit.startups.list_page(number=2, size=1)
        assert ([item.id for item in page.items], page.number, page.total, page.last) == ([added], 2, 2, 2)
        assert unit.startups.list_page(number=99, size=1).number == 2
        assert unit.startups.list_page(number=0, size=1).number == 1
        assert unit.incubators.count_startups() == {world.incubator: 1}


def test_mentors_and_investors_are_filtered_by_members_of_their_sets(any_database, world):
    with any_database.unit() as unit:

        def mentors(**filters):
            return unit.mentors.list_page(ProfileSearch(**filters)).total

        def investors(**filters):
            return unit.investors.list_page(ProfileSearch(**filters)).total

        assert (mentors(industry=Industry.NEW_MATERIALS), mentors(industry=Industry.NEW_ENERGY)) == (1, 0)
        assert (mentors(kind=MentorKind.TECHNOLOGY), mentors(kind=MentorKind.MANAGEMENT)) == (1, 0)
        assert (mentors(zone=Zone.HIGHTECH), mentors(zone=Zone.SUBURBS)) == (1, 0)
        assert (mentors(words="铸造"), mentors(words="会计")) == (1, 0)
        assert (investors(stage=FundingStage.PRE_A), investors(stage=FundingStage.SERIES_A)) == (1, 0)
        assert (investors(zone=Zone.NEW_AREA), investors(zone=Zone.HIGHTECH)) == (1, 0)
        assert (investors(is_club_member=True), investors(is_club_member=False)) == (1, 0)
        assert (investors(industry=Industry.ADVANCED_MANUFACTURING), investors(words="晚期")) == (1, 0)


def test_incubators_come_back_and_the_network_is_counted(any_database, world):
    with any_database.unit(readonly=True) as unit:
        expected = Incubator(id=world.incubator, name="兰州新区产业孵化大厦", area=13.5, zone=Zone.NEW_AREA)
        assert unit.incubators.list_all() == (expected,)
        assert unit.incubators.get(world.incubator) == expected
        assert count_rows(unit, IncubatorRow) == 1
        counts = unit.public_figures.get_counts()
    assert (counts.incubators, counts.area, counts.startups, counts.mentors) == (1, 13.5, 1, 1)
    assert (counts.investors, counts.candidacies, counts.mentorships) == (1, 0, 0)
