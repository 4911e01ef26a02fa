"""Rows of the club and of follow-ups, rules of events, and how each rule is broken."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 5, 20, tzinfo=UTC)
DAY = date(2026, 5, 20)
MEMBERSHIP = {"state": "member", "statement": "", "reason": "", "asked_at": NOW, "decided_by": 1}
DEAL = {"state": "met", "happened_on": DAY}
STEP = {
    "deal_id": 1, "state": "met", "happened_on": DAY, "note": "", "message": "", "is_shared": False,
    "is_amount_shared": False, "made_by": 1, "made_at": NOW,
}  # fmt: skip

CHECK_IN = {"event_id": 1, "participation_id": 1, "presence": "there", "marked_at": NOW}

ROWS = {
    "check_ins": [{"day": DAY, **CHECK_IN}],
    "club_memberships": [{"investor_id": 1, **MEMBERSHIP}],
    "deals": [{"investor_id": 1, "startup_id": 1, **DEAL}],
    "deal_steps": [STEP],
}

FRESH = {
    "check_ins": {"day": date(2026, 5, 21), **CHECK_IN},
    "club_memberships": {"investor_id": 2, **MEMBERSHIP},
    "deals": {"investor_id": 1, "startup_id": 2, "event_id": 1, **DEAL},
    "deal_steps": STEP,
}

CHECKS = {
    "ck_check_ins_presence": [{"presence": "late"}],
    "ck_events_startup_wishes": [{"startup_wishes": -1}],
    "ck_events_investor_wishes": [{"investor_wishes": -1}],
    "ck_events_remind_days": [{"remind_days": -1}],
    "ck_wishes_reason": [{"reason": "mood", "is_veto": True, "rank": None}],
    "ck_club_memberships_state": [{"state": "lost"}],
    "ck_deals_state": [{"state": "lost"}],
    "ck_deals_amount": [{"amount": 0}],
    "ck_deals_invested": [{"state": "invested"}],
    "ck_deal_steps_state": [{"state": "lost"}],
    "ck_deal_steps_close_reason": [{"state": "closed", "close_reason": "mood"}],
    "ck_deal_steps_amount": [{"amount": 0}],
    "ck_deal_steps_invested": [{"state": "invested"}],
    "ck_deal_steps_closed": [{"state": "closed"}, {"close_reason": "team"}],
    "ck_deal_steps_shared": [{"is_amount_shared": True}],
}

UNIQUE = {
    "uq_club_memberships_investor_id": {"investor_id": 1},
    "uq_deals_investor_id_startup_id": {"startup_id": 1},
}
