from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.applications import Application
from matchmaker.domain.candidacies import Candidacy, CandidacyDraft, Review
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.listings import ALL_PROFILES, ApplicationWithParties, ProfileSearch
from matchmaker.domain.vocabulary import ApplicationState, CandidacyState, Industry, Nominator, SupportMeasure


@pytest.fixture
def candidacy(world):
    return CandidacyDraft(
        startup_id=world.startup,
        year=2019,
        nominator=Nominator.INCUBATOR,
        nominated_by="产业孵化大厦",
        incubator_id=world.incubator,
        evidence="三项发明专利",
        measures=frozenset({SupportMeasure.BANK_LOAN, SupportMeasure.MENTOR}),
        reviews=(Review(reviewer="评委甲", score=82), Review(reviewer="评委乙", score=91, comment="市场清楚")),
    )


def fields_of(draft):
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def test_a_candidacy_comes_back_with_its_reviews(any_database, candidacy):
    with any_database.unit() as unit:
        candidacy_id = unit.candidacies.add(candidacy)
        expected = Candidacy(id=candidacy_id, **fields_of(candidacy))
        assert unit.candidacies.get(candidacy_id) == unit.candidacies.get_for_update(candidacy_id) == expected
        assert unit.candidacies.find_for_startup(candidacy.startup_id, 2019) == expected
        assert unit.candidacies.find_for_startup(candidacy.startup_id, 2020) is None
        assert unit.candidacies.find_for_startup(candidacy.startup_id, candidacy.year) == expected
        assert expected.mean_score == 86.5
        with pytest.raises(NotFound):
            unit.candidacies.get(99)


def test_a_candidacy_is_saved_and_reviewed_once_by_each_reviewer(any_database, candidacy):
    with any_database.unit() as unit:
        candidacy_id = unit.candidacies.add(replace(candidacy, reviews=()))
        moved = replace(unit.candidacies.get(candidacy_id), state=CandidacyState.REVIEWED, measures=frozenset())
        unit.candidacies.save(moved)
        review = Review(reviewer="评委丙", score=70)
        unit.candidacies.add_review(candidacy_id, review)
        assert unit.candidacies.get(candidacy_id) == replace(moved, reviews=(review,))
        with pytest.raises(NotFound):
            unit.candidacies.save(replace(moved, id=99))
        with pytest.raises(StateConflict) as refused:
            unit.candidacies.add_review(candidacy_id, review)
    assert refused.value.code == "already_reviewed"


def test_a_startup_is_nominated_once_a_year(any_database, candidacy):
    with any_database.unit() as unit:
        unit.candidacies.add_many([candidacy, replace(candidacy, year=2020)])
        with pytest.raises(StateConflict) as refused:
            unit.candidacies.add(candidacy)
    assert refused.value.code == "already_nominated"


def test_candidacies_are_filtered_with_their_startups(any_database, candidacy, startup_draft):
    with any_database.unit() as unit:
        bio = unit.startups.add(replace(startup_draft, name="疫苗", industry=Industry.BIOMEDICINE, external_id=None))
        selected = replace(candidacy, startup_id=bio, year=2020, state=CandidacyState.SELECTED, reviews=())
        first, second = unit.candidacies.add_many([candidacy, selected])

        def found(search=ALL_PROFILES, **filters):
            return [entry.candidacy.id for entry in unit.candidacies.list_page(search, **filters).items]

        assert found() == [second, first], "the latest year first"
        assert found(year=2020) == found(state=CandidacyState.SELECTED) == [second]
        assert found(ProfileSearch(industry=Industry.BIOMEDICINE)) == found(ProfileSearch(words="疫苗")) == [second]
        entry = unit.candidacies.list_page(year=2019).items[0]
        assert (entry.startup.id, len(entry.candidacy.reviews)) == (candidacy.startup_id, 2)
        assert unit.candidacies.list_years() == (2020, 2019)


def apply(unit, world, now, **changes):
    values = {"startup_id": world.startup, "mentor_id": world.mentor, "applied_by": world.founder, "applied_at": now}
    return unit.applications.add(goal="把良率提到九成", **(values | changes))


def test_a_mentorship_comes_back_with_its_fit_and_parties(any_database, world, now, fit):
    with any_database.unit() as unit:
        mentorship_id = apply(unit, world, now, fit=fit)
        expected = Application(
            id=mentorship_id,
            startup_id=world.startup,
            mentor_id=world.mentor,
            applied_by=world.founder,
            goal="把良率提到九成",
            state=ApplicationState.APPLIED,
            applied_at=now,
            opened_at=now,
            fit=fit,
        )
        assert unit.applications.get(mentorship_id) == unit.applications.get_for_update(mentorship_id) == expected
        assert unit.applications.find_open(world.startup, world.mentor) == expected
        entry = unit.applications.get_with_parties(mentorship_id)
        parties = {"startup": unit.startups.get(world.startup), "mentor": unit.mentors.get(world.mentor)}
        assert entry == ApplicationWithParties(application=expected, **parties)
        assert unit.applications.list_for_mentor(world.mentor) == (entry,)
        assert unit.applications.list_for_startup(world.startup) == (entry,)


def test_a_pair_has_one_open_mentorship_at_a_time(any_database, world, now):
    with any_database.unit() as unit:
        first = unit.applications.get(apply(unit, world, now))
        later = now + timedelta(days=1)
        declined = replace(first, state=ApplicationState.DECLINED, decided_at=later, reason="方向不合")
        unit.applications.save(declined)
        assert unit.applications.get(first.id) == declined
        assert unit.applications.find_open(world.startup, world.mentor) is None
        second = apply(unit, world, later)
        ids = [entry.application.id for entry in unit.applications.list_for_startup(world.startup)]
        assert ids == [second, first.id]
        unit.commit()

    with any_database.unit() as unit, pytest.raises(StateConflict) as refused:
        apply(unit, world, now)
    assert refused.value.code in {"mentorship_open", "rank_taken"}, "whichever rule the database looks at first"
    with any_database.unit() as unit, pytest.raises(StateConflict) as refused:
        apply(unit, world, now, state=ApplicationState.QUEUED, rank=2)
    assert refused.value.code == "mentorship_open"


def test_mentorships_are_listed_open_first_and_counted(any_database, world, now, mentor_draft):
    with any_database.unit() as unit:
        other = unit.mentors.add(replace(mentor_draft, external_id=None))
        accepted = unit.applications.get(apply(unit, world, now))
        unit.applications.save(replace(accepted, state=ApplicationState.ACCEPTED, decided_at=now))
        ended = unit.applications.get(apply(unit, world, now, mentor_id=other))
        unit.applications.save(replace(ended, state=ApplicationState.ENDED, decided_at=now))
        with pytest.raises(NotFound):
            unit.applications.save(replace(ended, id=99))

        listed = unit.applications.list_for_startup(world.startup)
        assert [entry.application.id for entry in listed] == [accepted.id, ended.id]
        of_state = unit.applications.list_for_startup(world.startup, states=[ApplicationState.ENDED])
        assert [entry.application.id for entry in of_state] == [ended.id]
        assert [mentorship.id for mentorship in unit.applications.list_open(mentor_id=world.mentor)] == [accepted.id]
        assert unit.applications.list_open(startup_id=99) == ()
        assert unit.applications.count() == 2
        assert unit.public_figures.get_counts().mentorships == 1
