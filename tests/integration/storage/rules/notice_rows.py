"""Rows of notices, impressions, mail, calendars, the log's chain and answered forms: valid ones, and broken rules."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 5, 20, tzinfo=UTC)
MAIL = {"account_id": 1, "state": "queued", "attempts": 0, "not_before": NOW, "error": "", "created_at": NOW}
ENTRY = {"at": NOW, "action": "x", "subject_kind": "", "before": {}, "after": {}}
LOST = {"event_id": 1, "slot_id": 1}
LISTS = {"seeker_kind": "startup", "candidate_kind": "mentor", "computed_at": NOW}
SPREAD = {
    "candidates": 1, "gini_before": 0.5, "gini_after": 0.4, "coverage_before": 0.5, "coverage_after": 1.0,
    "below_before": 0.5, "below_after": 0.0, "given_up": 0.01, "matches_before": 1.0, "matches_after": 2.0, **LISTS,
}  # fmt: skip

ROWS = {
    "audit_entries": [ENTRY, ENTRY],
    "audit_seals": [{"position": 1, "entry_id": 1, "seal": "0" * 64}],
    "lost_tables": [{"table_number": 1, **LOST}],
    "mails": [{"message_id": "a", "invitation_id": 1, **MAIL}],
    "calendar_feeds": [{"account_id": 1, "nonce": "a", "created_at": NOW}],
}

FRESH = {
    "answers": {"digest": "a" * 64, "account_id": 1, "endpoint": "x", "created_at": NOW, "notes": []},
    "audit_entries": ENTRY,
    "audit_seals": {"position": 2, "entry_id": 2, "seal": "1" * 64},
    "audit_tail": {"length": 0, "seal": ""},
    "calendar_entries": {
        "startup_participation_id": 2, "investor_participation_id": 4, "event_id": 1, "sequence": 0, "starts_at": NOW,
        "ends_at": NOW + timedelta(minutes=30), "table_number": 1, "venue": "", "is_cancelled": False,
        "changed_at": NOW,
    },
    "impressions": {
        "seeker_kind": "startup", "seeker_id": 1, "candidate_kind": "mentor", "candidate_id": 1,
        "surface": "whole_list", "day": NOW.date(), "position": 1, "band": "good", "score": 0.5, "times": 1,
        "shown_at": NOW,
    },
    "handicaps": {"candidate_id": 1, "handicap": 0.05, **LISTS},
    "list_spreads": SPREAD,
    "measured_bands": {
        "seeker_kind": "startup", "candidate_kind": "investor", "band": "good", "chosen": 3, "total": 20,
        "counted_at": NOW,
    },
    "lost_tables": {"table_number": 2, **LOST},
    "notices": {
        "account_id": 1, "kind": "x", "subject_kind": "event", "subject_id": 1, "data": {}, "created_at": NOW
    },
    "mails": {"message_id": "b", **MAIL},
    "mail_choices": {"account_id": 1, "pace": "daily"},
    "calendar_feeds": {"account_id": 2, "nonce": "b", "created_at": NOW},
}  # fmt: skip

UNIQUE = {
    "uq_audit_seals_entry_id": {"entry_id": 1},
    "uq_lost_tables_event_id_slot_id_table_number": {"table_number": 1},
    "uq_mails_invitation_id": {"invitation_id": 1},
    "uq_mails_message_id": {"message_id": "a"},
    "uq_calendar_feeds_nonce": {"nonce": "a"},
}

CHECKS = {
    "ck_answers_endpoint": [{"endpoint": ""}],
    "ck_answers_digest": [{"digest": "a"}],
    "ck_audit_seals_seal": [{"seal": "1"}],
    "ck_audit_tail_length": [{"id": 1, "length": -1}],
    "ck_audit_tail_one": [{}],
    "ck_calendar_entries_sequence": [{"sequence": -1}],
    "ck_handicaps_seeker_kind": [{"seeker_kind": "ghost"}],
    "ck_handicaps_candidate_kind": [{"candidate_kind": "ghost"}],
    "ck_handicaps_kinds": [{"candidate_kind": "startup"}],
    "ck_handicaps_handicap": [{"handicap": -0.01}, {"handicap": 1.01}],
    "ck_list_spreads_seeker_kind": [{"seeker_kind": "ghost"}],
    "ck_list_spreads_candidate_kind": [{"candidate_kind": "ghost"}],
    "ck_list_spreads_kinds": [{"candidate_kind": "startup"}],
    "ck_list_spreads_candidates": [{"candidates": -1}],
    "ck_list_spreads_matches": [{"matches_before": -1}, {"matches_after": -1}],
    "ck_list_spreads_shares": [{"gini_before": 1.1}, {"coverage_after": -0.1}, {"below_after": 2}],
    "ck_measured_bands_seeker_kind": [{"seeker_kind": "ghost"}],
    "ck_measured_bands_candidate_kind": [{"candidate_kind": "ghost"}],
    "ck_measured_bands_band": [{"band": "perfect"}],
    "ck_measured_bands_kinds": [{"candidate_kind": "startup"}],
    "ck_measured_bands_chosen": [{"chosen": -1}, {"chosen": 21}],
    "ck_impressions_seeker_kind": [{"seeker_kind": "ghost"}],
    "ck_impressions_candidate_kind": [{"candidate_kind": "ghost"}],
    "ck_impressions_kinds": [{"candidate_kind": "startup"}],
    "ck_impressions_surface": [{"surface": "moon"}],
    "ck_impressions_band": [{"band": "perfect"}],
    "ck_impressions_position": [{"position": 0}],
    "ck_impressions_score": [{"score": -0.1}, {"score": 1.1}],
    "ck_impressions_times": [{"times": 0}],
    "ck_lost_tables_table_number": [{"table_number": 0}],
    "ck_notices_kind": [{"kind": ""}],
    "ck_notices_subject_kind": [{"subject_kind": ""}],
    "ck_mails_sent_at": [{"state": "sent"}, {"sent_at": NOW}],
    "ck_mails_attempts": [{"attempts": -1}],
    "ck_mails_lease": [{"state": "claimed"}],
    "ck_mails_state": [{"state": "lost"}],
    "ck_mail_choices_pace": [{"pace": "yearly"}],
}
