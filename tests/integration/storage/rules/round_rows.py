"""Rows of mentor matching rounds: valid ones, and how each rule of these tables is broken."""

from datetime import UTC, datetime

NOW = datetime(2026, 5, 20, tzinfo=UTC)
ROUND = {
    "state": "draft", "goal": "total", "emphasis": "balanced", "takes_uncertified": False, "figures": {},
    "revision": 1, "computed_revision": 0, "created_by": 1, "created_at": NOW,
}  # fmt: skip

ROWS = {"mentor_rounds": [{"id": 1, **ROUND}]}

FRESH = {
    "mentor_rounds": ROUND,
    "round_lines": {
        "round_id": 1, "mentorship_id": 1, "choice": 1, "state": "applied", "rank": 1, "outcome": "placed",
        "score": 0.5, "was_placed": False, "is_usual": True,
    },
    "round_marks": {"round_id": 1, "mentorship_id": 1, "kind": "must", "reason": ""},
    "round_caps": {"round_id": 1, "mentor_id": 1, "most": 1},
    "round_mentors": {"round_id": 1, "mentor_id": 1, "places_to_offer": 0, "last_ticket": 0},
}  # fmt: skip

CHECKS = {
    "ck_mentor_rounds_state": [{"state": "dreamt"}],
    "ck_mentor_rounds_goal": [{"goal": "fame"}],
    "ck_mentor_rounds_emphasis": [{"emphasis": "looks"}],
    "ck_mentor_rounds_most_new": [{"most_new": 0}],
    "ck_mentor_rounds_revision": [{"revision": 0}, {"computed_revision": 2, "computed_at": NOW}],
    "ck_mentor_rounds_computed_at": [{"computed_at": NOW}, {"computed_revision": 1}],
    "ck_mentor_rounds_applied_at": [{"applied_at": NOW}, {"state": "applied"}],
    "ck_mentor_rounds_closed_at": [{"closed_at": NOW}, {"state": "discarded"}],
    "ck_round_lines_state": [{"state": "dreamt"}],
    "ck_round_lines_outcome": [{"outcome": "luck"}],
    "ck_round_lines_choice": [{"choice": 0}],
    "ck_round_lines_score": [{"score": 1.1}, {"score": -0.1}],
    "ck_round_marks_kind": [{"kind": "maybe"}],
    "ck_round_caps_most": [{"most": -1}],
    "ck_round_mentors_freed": [{"places_to_offer": -1}],
    "ck_round_mentors_last_ticket": [{"last_ticket": -1}],
}
