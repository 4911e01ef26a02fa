"""Names of the places and columns in the files that hold all of a person's data."""

from collections.abc import Mapping

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain import vocabulary as v
from matchmaker.web.wording import changes, fields
from matchmaker.web.wording.actions import ACTIONS
from matchmaker.web.wording.labels import LABELS
from matchmaker.web.wording.personal_columns import COLUMNS

TABLES: Mapping[str, object] = {
    "accounts": lazy_pgettext("data", "Account"),
    "account_roles": lazy_gettext("Roles"),
    "account_sessions": lazy_pgettext("data", "Log-ins"),
    "audit_entries": lazy_pgettext("data", "Log of actions"),
    "calendar_entries": lazy_pgettext("data", "Calendar entries"),
    "calendar_feeds": lazy_pgettext("data", "Calendar subscription"),
    "candidacies": lazy_pgettext("data", "Candidacies"),
    "check_ins": lazy_pgettext("data", "Who came"),
    "club_memberships": lazy_pgettext("data", "Club membership"),
    "conflict_disclosures": lazy_pgettext("data", "Reasons given for conflicts"),
    "conflicts": lazy_pgettext("data", "Conflicts declared"),
    "consents": lazy_pgettext("data", "Consents"),
    "contact_details": lazy_pgettext("data", "Contact data"),
    "deal_steps": lazy_pgettext("data", "Steps after meetings"),
    "deals": lazy_pgettext("data", "After meetings"),
    "invitations": lazy_gettext("Invitations"),
    "impressions": lazy_pgettext("data", "Suggestions that were shown"),
    "investors": lazy_pgettext("data", "Investor profile"),
    "mail_choices": lazy_pgettext("data", "Mail wanted"),
    "mails": lazy_pgettext("data", "Mails sent"),
    "meetings": lazy_pgettext("data", "Meetings"),
    "mentoring_evaluations": lazy_pgettext("data", "Evaluations given"),
    "mentoring_notes": lazy_pgettext("data", "Notes written"),
    "mentoring_sessions": lazy_pgettext("data", "Mentoring sessions"),
    "mentoring_steps": lazy_pgettext("data", "Next steps"),
    "mentoring_terms": lazy_pgettext("data", "Terms of mentorships"),
    "mentors": lazy_pgettext("data", "Mentor profile"),
    "mentorships": lazy_pgettext("data", "Applications and mentorships"),
    "notices": lazy_pgettext("data", "Notices"),
    "office_bookings": lazy_pgettext("data", "Office hours booked"),
    "office_hours": lazy_pgettext("data", "Office hours offered"),
    "organisation_members": lazy_pgettext("data", "Organisations"),
    "participation_slots": lazy_pgettext("data", "Times available"),
    "participations": lazy_pgettext("data", "Participations"),
    "pool_applications": lazy_pgettext("data", "Applications to the mentor pool"),
    "pool_assessments": lazy_pgettext("data", "Yearly assessments"),
    "pool_members": lazy_pgettext("data", "Mentor pool"),
    "registrations": lazy_pgettext("data", "Request for the account"),
    "reset_codes": lazy_pgettext("data", "Password resets"),
    "startup_members": lazy_pgettext("data", "Stands for startups"),
    "startups": lazy_gettext("Startups"),
    "suggestions": lazy_gettext("Suggestions"),
    "wishes": lazy_pgettext("data", "Wishes"),
}
"""A test finds the places without a name."""

VALUES: Mapping[str, object] = {"yes": lazy_gettext("yes"), "no": lazy_gettext("no"), **changes.LANGUAGES}
CODES: Mapping[str, object] = {
    code.value: sentence
    for codes in LABELS.values()
    for code, sentence in codes.items()
    if code not in set(v.PartyKind)
}


def label_exported(kind: str, code: str) -> str:
    """The word for a place (``table``), a column or a stored code; empty for a column of use to machines only."""
    if kind == "table":
        return str(TABLES.get(code, code))
    if kind == "column":
        return str(COLUMNS.get(code) or fields.FIELD_NAMES.get(code) or changes.LOGGED_NAMES.get(code) or "")
    return str(VALUES.get(code) or ACTIONS.get(code) or CODES.get(code) or code)
