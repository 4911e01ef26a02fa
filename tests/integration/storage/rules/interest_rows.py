"""Rows of the conflict ledger for the tests of the database's rules."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 5, 20, tzinfo=UTC)
DECLARED = {
    "startup_id": 1, "kind": "competitor", "side": "startup", "words": "同做膜材料", "since": date(2026, 1, 1),
    "declared_at": NOW
}  # fmt: skip

ROWS = {"conflicts": [{"mentor_id": 1, **DECLARED}, {"investor_id": 1, **DECLARED}]}
FRESH = {
    "conflicts": {"mentor_id": 2, "declared_by": 1, **DECLARED},
    "conflict_rulings": {"entry_key": "declared-1", "level": "warn", "reason": "说明", "ruled_by": 1, "ruled_at": NOW},
    "conflict_levels": {"kind": "relative", "level": "warn"},
    "conflict_disclosures": {
        "act": "apply", "startup_id": 1, "mentor_id": 1, "account_id": 1, "kinds": ",relative,", "reason": "已说明",
        "at": NOW
    },
}  # fmt: skip
UNIQUE = {
    "uq_conflicts_mentor": {"mentor_id": 1},
    "uq_conflicts_investor": {"mentor_id": None, "investor_id": 1},
}
BOTH = [{"investor_id": 1}, {"mentor_id": None}]
CHECKS = {
    "ck_conflicts_kind": [{"kind": "envy"}],
    "ck_conflicts_side": [{"side": "press"}],
    "ck_conflicts_partner": BOTH,
    "ck_conflicts_words": [{"words": ""}],
    "ck_conflicts_days": [{"until": date(2025, 12, 31)}],
    "ck_conflict_rulings_level": [{"level": "shout"}],
    "ck_conflict_rulings_reason": [{"reason": ""}],
    "ck_conflict_levels_kind": [{"kind": "envy"}],
    "ck_conflict_levels_level": [{"level": "shout"}],
    "ck_conflict_disclosures_act": [{"act": "sing"}],
    "ck_conflict_disclosures_kinds": [{"kinds": ",envy,"}, {"kinds": ",same_,fund,"}],
    "ck_conflict_disclosures_partner": BOTH,
    "ck_conflict_disclosures_reason": [{"reason": ""}],
}
ALONE = {(table, "investor_id"): {"mentor_id": None} for table in ("conflicts", "conflict_disclosures")}
"""Further changes when a reference is tried that replaces another one."""
