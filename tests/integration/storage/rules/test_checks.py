from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import CheckConstraint

from matchmaker.domain.errors import StateConflict
from matchmaker.storage.tables import Row
from tests.integration.storage.rules import (
    interest_rows,
    investing_rows,
    mentorship_rows,
    notice_rows,
    people_rows,
    round_rows,
)

NOW = datetime(2026, 5, 20, tzinfo=UTC)
FIT = {"fit_score": 0.5, "fit_band": "good", "fit_reasons": []}
CHECKS = {
    "ck_accounts_email": [{"email": "B@x.cn"}, {"email": "nobody"}],
    "ck_accounts_locale": [{"locale": "fr"}],
    "ck_accounts_name": [{"name": ""}],
    "ck_account_roles_role": [{"role": "king"}],
    "ck_login_failures_count": [{"count": 0}],
    "ck_incubators_name": [{"name": ""}],
    "ck_incubators_area": [{"area": -1.0}],
    "ck_incubators_zone": [{"zone": "moon"}],
    "ck_incubators_tier": [{"tier": "fourth"}],
    "ck_incubators_chain_stage": [{"chain_stage": "egg"}],
    "ck_startups_name": [{"name": ""}],
    "ck_startups_description": [{"description": ""}],
    "ck_startups_funding_sought": [{"funding_sought": -1}],
    "ck_startups_version": [{"version": 0}],
    "ck_startups_industry": [{"industry": "astrology"}],
    "ck_startups_industry_confidence": [
        {"industry": "new_energy", "industry_confidence": 0},
        {"industry": "new_energy", "industry_confidence": 1.1},
        {"industry": None, "industry_confidence": 0.8},
    ],
    "ck_startups_class_confidence": [
        {"gbt_class": "C26", "class_confidence": 0},
        {"gbt_class": "C26", "class_confidence": 1.1},
        {"gbt_class": None, "class_confidence": 0.8},
    ],
    "ck_startups_stage": [{"stage": "z"}],
    "ck_startups_zone": [{"zone": "moon"}],
    "ck_mentors_name": [{"name": ""}],
    "ck_mentors_capacity": [{"capacity": -1, "mentees": 0}],
    "ck_mentors_mentees": [{"mentees": 4}, {"mentees": -1}],
    "ck_mentors_elsewhere": [{"mentees_elsewhere": -1}, {"mentees": 0, "mentees_elsewhere": 4}],
    "ck_mentors_freed": [{"places_to_offer": -1}],
    "ck_mentors_paused_until": [{"paused_until": NOW.date()}],
    "ck_mentors_version": [{"version": 0}],
    "ck_mentors_kind": [{"kind": "wizard"}],
    "ck_mentors_zone": [{"zone": "moon"}],
    "ck_mentors_industries": [{"industries": ""}, {"industries": ",astrology,"}, {"industries": ",xnew_energy,"}],
    "ck_investors_name": [{"name": ""}],
    "ck_investors_capacity": [{"capacity": -1}],
    "ck_investors_ticket": [{"ticket_min": -1}, {"ticket_min": None, "ticket_max": -1}],
    "ck_investors_ticket_range": [{"ticket_min": 6}],
    "ck_investors_version": [{"version": 0}],
    "ck_investors_industries": [{"industries": "new_energy"}],
    "ck_investors_stages": [{"stages": ",pre_,a,"}],
    "ck_investors_zones": [{"zones": ",moon,"}],
    "ck_candidacies_year": [{"year": 1999}],
    "ck_candidacies_nominator": [{"nominator": "luck"}],
    "ck_candidacies_state": [{"state": "lost"}],
    "ck_candidacies_measures": [{"measures": ",gold,"}],
    "ck_candidacy_reviews_score": [{"score": 101}, {"score": -1}],
    "ck_candidacy_reviews_reviewer": [{"reviewer": ""}],
    "ck_mentorships_state": [{"state": "dreamt"}],
    "ck_mentorships_rank": [{"rank": 0}],
    "ck_mentorships_ticket": [{"ticket": 0}],
    "ck_mentorships_wait_listed": [{"state": "wait_listed"}],
    "ck_mentorships_applied": [{"startup_id": 2, "state": "applied", "opened_at": None}],
    "ck_mentorships_fit_band": [FIT | {"fit_band": "perfect"}],
    "ck_mentorships_fit_score": [FIT | {"fit_score": 1.5}],
    "ck_mentorships_fit": [{"fit_score": 0.5}],
    "ck_events_name": [{"name": ""}],
    "ck_slots_interval": [{"ends_at": NOW - timedelta(days=1)}],
    "ck_slots_tables": [{"tables": -1}],
    "ck_participations_most": [{"most": -1}],
    "ck_participations_state": [{"state": "lost"}],
    "ck_participations_profile": [{"investor_id": None}, {"startup_id": 1}, {"kind": "startup"}],
    "ck_wishes_not_oneself": [{"wished_id": 1}],
    "ck_wishes_rank": [{"rank": 0}],
    "ck_wishes_veto": [{"rank": None}, {"is_veto": True}],
    "ck_timetables_version": [{"version": 0}],
    "ck_timetables_state": [{"state": "lost", "published_at": NOW}],
    "ck_timetables_published_at": [{"published_at": NOW}, {"state": "superseded"}],
    "ck_meetings_parties": [{"investor_participation_id": 2}],
    "ck_meetings_table_number": [{"table_number": 0}],
    "ck_meetings_origin": [{"origin": "fate"}],
    "ck_unmet_wishes_not_oneself": [{"wished_id": 2}],
    "ck_unmet_wishes_code": [{"code": ""}],
    "ck_suggestions_kinds": [{"candidate_kind": "startup"}],
    "ck_suggestions_rank": [{"rank": 0}],
    "ck_suggestions_score": [{"score": -0.1}, {"score": 1.1}],
    "ck_suggestions_wants": [{"startup_wants": 1.1}, {"partner_wants": -0.1}],
    "ck_suggestions_chances": [{"startup_chance": -0.1}, {"partner_chance": 1.1}],
    "ck_suggestions_seeker_kind": [{"seeker_kind": "ghost"}],
    "ck_suggestions_candidate_kind": [{"candidate_kind": "ghost"}],
    "ck_suggestions_band": [{"band": "perfect"}],
    "ck_text_vectors_vector": [{"dims": 2}],
    "ck_jobs_kind": [{"kind": "dream"}],
    "ck_jobs_state": [{"state": "lost", "finished_at": NOW}],
    "ck_jobs_progress": [{"done": -1}, {"total": -1}],
    "ck_jobs_attempts": [{"attempts": -1}],
    "ck_jobs_lease": [{"state": "running", "attempts": 1}],
    "ck_jobs_finished_at": [{"finished_at": NOW}, {"state": "done"}],
    "ck_imports_kind": [{"kind": "ghost"}],
    "ck_imports_state": [{"state": "lost"}],
    "ck_imports_applied_at": [{"state": "applied"}, {"applied_at": NOW}],
    "ck_audit_entries_action": [{"action": ""}],
    **interest_rows.CHECKS,
    **investing_rows.CHECKS,
    **mentorship_rows.CHECKS,
    **notice_rows.CHECKS,
    **round_rows.CHECKS,
    **people_rows.CHECKS,
}
CASES = [(rule, changes) for rule, broken in CHECKS.items() for changes in broken]


def tables_of_checks():
    tables = Row.metadata.tables.values()
    return {str(rule.name): t.name for t in tables for rule in t.constraints if isinstance(rule, CheckConstraint)}


def test_every_check_is_broken_here():
    assert set(CHECKS) == set(tables_of_checks())


@pytest.mark.parametrize(("rule", "changes"), CASES, ids=[f"{rule}-{changes}" for rule, changes in CASES])
def test_a_row_is_refused_when_it_breaks_a_check(offer, rule, changes):
    with pytest.raises(StateConflict) as refused:
        offer(tables_of_checks()[rule], **changes)

    assert refused.value.data["rule"] == rule
