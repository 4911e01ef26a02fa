"""Rows of accounts, organisations and privacy: valid ones, and how each rule of these tables is broken."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 5, 20, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SESSION = {"account_id": 1, "device": "", "address": "::1", "started_at": NOW, "seen_at": NOW}
CODE = {"account_id": 1, "created_at": NOW, "expires_at": LATER}
ORGANISATION = {"kind": "fund", "is_demo": False, "created_at": NOW}
INVITATION = {
    "name": "乙", "roles": ",investor,", "is_admin": False, "created_at": NOW, "expires_at": LATER, "state": "open",
    "is_demo": False,
}  # fmt: skip
REGISTRATION = {
    "name": "乙", "role": "founder", "organisation": "", "about": "", "locale": "zh", "state": "pending", "reason": "",
    "asked_at": NOW, "is_demo": False,
}  # fmt: skip
CONSENT = {"account_id": 1, "text_version": "1", "given_at": NOW}

ROWS = {
    "account_sessions": [{"token_hash": "a", **SESSION}],
    "reset_codes": [{"code_hash": "a", **CODE}],
    "organisations": [{"name": "河谷", **ORGANISATION}],
    "organisation_profiles": [
        {"organisation_id": 1, "kind": "investor", "investor_id": 1},
        {"organisation_id": 1, "kind": "startup", "startup_id": 1},
        {"organisation_id": 1, "kind": "incubator", "incubator_id": 1},
    ],
    "invitations": [{"code_hash": "a", **INVITATION}],
    "registrations": [{"email": "r@x.cn", "mobile": "+8613900000001", **REGISTRATION}],
    "consents": [{"purpose": "processing", **CONSENT}],
}

FRESH = {
    "account_sessions": {"token_hash": "b", **SESSION},
    "reset_codes": {"code_hash": "b", "issued_by": 1, **CODE},
    "organisations": {"name": "石峡", **ORGANISATION},
    "organisation_members": {"organisation_id": 1, "account_id": 1, "is_admin": True, "joined_at": NOW},
    "organisation_profiles": {"organisation_id": 1, "kind": "investor", "investor_id": 2},
    "invitations": {"code_hash": "b", **INVITATION},
    "registrations": {"email": "s@x.cn", **REGISTRATION},
    "consents": {"purpose": "contact", **CONSENT},
    "contact_details": {"account_id": 1, "email": "", "phone": "", "wechat": ""},
}

ALONE = {
    ("organisation_profiles", "startup_id"): {"kind": "startup", "investor_id": None},
    ("organisation_profiles", "incubator_id"): {"kind": "incubator", "investor_id": None},
}

UNIQUE = {
    "uq_accounts_mobile": {"mobile": "+8613800000001"},
    "uq_account_sessions_token_hash": {"token_hash": "a"},
    "uq_reset_codes_code_hash": {"code_hash": "a"},
    "uq_organisations_kind_name": {"name": "河谷"},
    "uq_organisation_profiles_investor_id": {"investor_id": 1},
    "uq_organisation_profiles_startup_id": {"kind": "startup", "investor_id": None, "startup_id": 1},
    "uq_organisation_profiles_incubator_id": {"kind": "incubator", "investor_id": None, "incubator_id": 1},
    "uq_invitations_code_hash": {"code_hash": "a"},
    "uq_registrations_email": {"email": "r@x.cn"},
    "uq_registrations_mobile": {"mobile": "+8613900000001"},
    "uq_consents_standing": {"purpose": "processing"},
}

CHECKS = {
    "ck_accounts_mobile": [{"mobile": "13800000002"}, {"mobile": "+86138"}],
    "ck_accounts_login": [{"email": None}],
    "ck_organisations_kind": [{"kind": "club"}],
    "ck_organisations_name": [{"name": ""}],
    "ck_organisation_profiles_kind": [{"kind": "ghost"}],
    "ck_organisation_profiles_profile": [{"investor_id": None}, {"startup_id": 2}],
    "ck_invitations_profile": [{"profile_kind": "startup"}, {"profile_id": 1}],
    "ck_invitations_name": [{"name": ""}],
    "ck_invitations_expires_at": [{"expires_at": NOW}],
    "ck_invitations_profile_kind": [{"profile_kind": "ghost", "profile_id": 1}],
    "ck_invitations_roles": [{"roles": ",king,"}],
    "ck_invitations_state": [{"state": "lost"}],
    "ck_registrations_name": [{"name": ""}],
    "ck_registrations_role": [{"role": "king"}],
    "ck_registrations_login": [{"email": None}],
    "ck_registrations_locale": [{"locale": "fr"}],
    "ck_registrations_state": [{"state": "lost"}],
    "ck_consents_withdrawn_at": [{"withdrawn_at": NOW - timedelta(seconds=1)}],
    "ck_consents_text_version": [{"text_version": ""}],
    "ck_consents_purpose": [{"purpose": "fun"}],
}
