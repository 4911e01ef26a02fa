"""Rows of mentoring, office hours and the pool: valid ones, and how each rule of these tables is broken."""

from datetime import UTC, date, datetime, timedelta

NOW = datetime(2026, 5, 20, tzinfo=UTC)
LATER = NOW + timedelta(minutes=30)
DAY = date(2026, 5, 20)
HOUR = {"mentor_id": 1, "starts_at": NOW, "ends_at": LATER, "mode": "online", "place": "", "sequence": 0}
POOL = {
    "account_id": 1, "name": "甲", "kind": "management", "expertise": "", "experience": "", "evidence": "证书",
    "organisation": "", "title": "", "industries": ",", "capacity": 1, "submitted_at": NOW, "answer": "",
}  # fmt: skip
EVALUATION = {"mentorship_id": 1, "score": 4, "words": "", "given_by": 1, "given_at": NOW}
SESSION = {
    "mentorship_id": 1, "held_on": DAY, "minutes": 60, "mode": "in_person", "place": "", "side": "mentor",
    "written_by": 1,
}  # fmt: skip
BOOKING = {"startup_id": 1, "booked_by": 1, "reason": "融资", "booked_at": NOW, "cancel_reason": ""}

ROWS = {
    "mentoring_sessions": [{"id": 1, **SESSION}],
    "mentoring_evaluations": [{"side": "mentor", **EVALUATION}],
    "office_hours": [{"id": k, "state": "offered", **HOUR} for k in (1, 2)],
    "office_bookings": [{"hour_id": 1, **BOOKING}],
    "pool_applications": [{"state": "submitted", **POOL}],
}

FRESH = {
    "mentoring_terms": {
        "mentorship_id": 1, "state": "running", "accepted_at": NOW, "ends_on": DAY, "extensions": 0,
        "proposed_reason": "", "outcome_words": "",
    },
    "mentoring_sessions": SESSION,
    "mentoring_notes": {
        "session_id": 1, "written_by": 1, "side": "mentor", "text": "好", "is_private": False, "written_at": NOW
    },
    "mentoring_steps": {"mentorship_id": 1, "side": "startup", "text": "整理"},
    "mentoring_evaluations": {"side": "startup", **EVALUATION},
    "office_hours": {"state": "offered", **HOUR},
    "office_bookings": {"hour_id": 2, **BOOKING},
    "busy_quarters": {"holder_kind": "mentor", "holder_id": 1, "starts_at": NOW, "hour_id": 1},
    "pool_applications": {"state": "rejected", "mentor_id": 1, **POOL},
    "pool_members": {"mentor_id": 1, "exit_reason": ""},
    "pool_assessments": {
        "mentor_id": 1, "year": 2026, "level": "good", "comment": "", "confirmed_by": 1, "confirmed_at": NOW
    },
}  # fmt: skip

UNIQUE = {
    "uq_mentoring_evaluations_mentorship_id_side": {"side": "mentor"},
    "uq_pool_applications_open": {"state": "returned"},
}

PROPOSED = {"state": "extending", "proposed_by": "mentor", "proposed_months": 3, "proposed_at": NOW}
CHECKS = {
    "ck_mentoring_terms_state": [{"state": "dreamt"}],
    "ck_mentoring_terms_outcome": [{"state": "ended", "ended_at": NOW, "outcome": "won"}],
    "ck_mentoring_terms_extensions": [{"extensions": -1}],
    "ck_mentoring_terms_proposed_by": [PROPOSED | {"proposed_by": "investor"}],
    "ck_mentoring_terms_proposed_months": [PROPOSED | {"proposed_months": 13}],
    "ck_mentoring_terms_proposal": [{"state": "extending"}, {"proposed_by": "mentor"}],
    "ck_mentoring_terms_ended": [{"state": "ended"}, {"outcome": "reached", "ended_at": NOW}],
    "ck_mentoring_sessions_mode": [{"mode": "dream"}],
    "ck_mentoring_sessions_side": [{"side": "investor"}],
    "ck_mentoring_sessions_minutes": [{"minutes": 4}, {"minutes": 601}],
    "ck_mentoring_notes_side": [{"side": "investor"}],
    "ck_mentoring_notes_text": [{"text": ""}],
    "ck_mentoring_steps_side": [{"side": "investor"}],
    "ck_mentoring_steps_text": [{"text": ""}],
    "ck_mentoring_evaluations_side": [{"side": "investor"}],
    "ck_mentoring_evaluations_score": [{"score": 0}, {"score": 6}],
    "ck_office_hours_state": [{"state": "lost"}],
    "ck_office_hours_mode": [{"mode": "dream"}],
    "ck_office_hours_ends_at": [{"ends_at": NOW}],
    "ck_office_hours_sequence": [{"sequence": -1}],
    "ck_office_bookings_cancelled_by": [{"cancelled_by": "investor", "cancelled_at": NOW}],
    "ck_office_bookings_cancelled": [{"cancelled_at": NOW}],
    "ck_office_bookings_reason": [{"reason": ""}],
    "ck_busy_quarters_holder_kind": [{"holder_kind": "chair"}],
    "ck_pool_applications_state": [{"state": "lost"}],
    "ck_pool_applications_kind": [{"kind": "wizard"}],
    "ck_pool_applications_zone": [{"zone": "moon"}],
    "ck_pool_applications_industries": [{"industries": ",astrology,"}],
    "ck_pool_applications_name": [{"name": ""}],
    "ck_pool_applications_evidence": [{"evidence": ""}],
    "ck_pool_applications_capacity": [{"capacity": -1}],
    "ck_pool_applications_approved": [{"state": "approved", "mentor_id": None}],
    "ck_pool_members_exit_reason": [{"exit_reason": "退休"}],
    "ck_pool_assessments_level": [{"level": "golden"}],
    "ck_pool_assessments_year": [{"year": 1999}],
    "ck_pool_assessments_points": [{"points": 101}],
}
