"""Words of privacy: consent texts, names of tables, columns and codes in the export.

When a consent text changes its meaning, its version in ``domain.privacy`` must change too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain import vocabulary as v
from matchmaker.domain.privacy import Purpose
from matchmaker.web.wording import audit_entries, imports
from matchmaker.web.wording.audit_entries import ACTIONS
from matchmaker.web.wording.labels import LABELS

COLUMNS: Mapping[str, object] = {
    "about": lazy_pgettext("column", "In own words"),
    "accepted_at": lazy_pgettext("column", "Accepted"),
    "action": lazy_pgettext("column", "Action"),
    "actor": lazy_pgettext("column", "By account"),
    "address": lazy_pgettext("column", "Network address"),
    "after": lazy_pgettext("column", "After"),
    "amount": lazy_pgettext("column", "Amount, 10,000 yuan"),
    "applied_at": lazy_pgettext("column", "Applied"),
    "applied_by": lazy_pgettext("column", "Applied by account"),
    "asked_at": lazy_pgettext("column", "Asked"),
    "at": lazy_pgettext("column", "When"),
    "band": lazy_pgettext("column", "Fit"),
    "before": lazy_pgettext("column", "Before"),
    "booked_at": lazy_pgettext("column", "Booked"),
    "booked_by": lazy_pgettext("column", "Booked by account"),
    "cancel_reason": lazy_pgettext("column", "Reason of the cancellation"),
    "cancelled_at": lazy_pgettext("column", "Cancelled"),
    "cancelled_by": lazy_pgettext("column", "Cancelled by"),
    "candidate_id": lazy_pgettext("column", "Number of the suggested"),
    "candidate_kind": lazy_pgettext("column", "Kind of the suggested"),
    "changed_at": lazy_pgettext("column", "Changed"),
    "close_reason": lazy_pgettext("column", "Why it was closed"),
    "comment": lazy_pgettext("column", "Comment"),
    "confirmed_at": lazy_pgettext("column", "Confirmed"),
    "created_at": lazy_pgettext("column", "Made"),
    "data": lazy_pgettext("column", "Details"),
    "day": lazy_pgettext("column", "Day"),
    "decided_at": lazy_pgettext("column", "Decided"),
    "declared_at": lazy_pgettext("column", "Declared"),
    "device": lazy_pgettext("column", "Device"),
    "done_at": lazy_pgettext("column", "Done"),
    "due_on": lazy_pgettext("column", "Due"),
    "ended_at": lazy_pgettext("column", "Ended"),
    "ends_at": lazy_pgettext("column", "Ends"),
    "ends_on": lazy_pgettext("column", "Ends on"),
    "exit_reason": lazy_pgettext("column", "Reason of leaving"),
    "exited_at": lazy_pgettext("column", "Left"),
    "expires_at": lazy_pgettext("column", "Open until"),
    "extensions": lazy_pgettext("column", "Extensions"),
    "fetched_at": lazy_pgettext("column", "Last fetched"),
    "fit_band": lazy_pgettext("column", "Fit"),
    "fit_reasons": lazy_pgettext("column", "Reasons for the fit"),
    "given_at": lazy_pgettext("column", "Given"),
    "goal": lazy_pgettext("column", "Goal"),
    "happened_on": lazy_pgettext("column", "Day"),
    "held_on": lazy_pgettext("column", "Held on"),
    "id": lazy_pgettext("column", "Number"),
    "investor_participation_id": lazy_pgettext("column", "Participation of the investor"),
    "is_admin": lazy_pgettext("column", "Administrator"),
    "is_cancelled": lazy_pgettext("column", "Cancelled?"),
    "is_demo": lazy_pgettext("column", "Invented for the demo"),
    "is_personalised": lazy_pgettext("column", "Suggestions on"),
    "is_private": lazy_pgettext("column", "Private"),
    "is_veto": lazy_pgettext("column", "Passed on"),
    "joined_at": lazy_pgettext("column", "Joined"),
    "kinds": lazy_pgettext("column", "Kinds of conflict"),
    "made_at": lazy_pgettext("column", "Entered"),
    "marked_at": lazy_pgettext("column", "Marked"),
    "mentees": lazy_pgettext("column", "Mentees"),
    "mentorship_id": lazy_pgettext("column", "Number of the mentorship"),
    "minutes": lazy_pgettext("column", "Minutes"),
    "mobile": lazy_pgettext("column", "Mobile number"),
    "mode": lazy_pgettext("column", "Way of meeting"),
    "note": lazy_pgettext("column", "Note"),
    "opened_at": lazy_pgettext("column", "Before the mentor since"),
    "organisation_id": lazy_pgettext("column", "Number of the organisation"),
    "origin": lazy_pgettext("column", "Wished or suggested"),
    "outcome": lazy_pgettext("column", "Outcome"),
    "outcome_words": lazy_pgettext("column", "About the outcome"),
    "pace": lazy_pgettext("column", "How often"),
    "participation_id": lazy_pgettext("column", "Number of the participation"),
    "phone": lazy_pgettext("column", "Telephone"),
    "place": lazy_pgettext("column", "Place"),
    "points": lazy_pgettext("column", "Points"),
    "position": lazy_pgettext("column", "Best place on the page"),
    "presence": lazy_pgettext("column", "Came"),
    "proposed_at": lazy_pgettext("column", "Proposed"),
    "proposed_reason": lazy_pgettext("column", "Reason of the proposal"),
    "purpose": lazy_pgettext("column", "Purpose"),
    "rank": lazy_pgettext("column", "Rank"),
    "read_at": lazy_pgettext("column", "Read"),
    "reasons": lazy_pgettext("column", "Reasons"),
    "role": lazy_pgettext("column", "Role"),
    "round_id": lazy_pgettext("column", "Matching round"),
    "seeker_id": lazy_pgettext("column", "Number of my profile"),
    "seeker_kind": lazy_pgettext("column", "Kind of my profile"),
    "seen_at": lazy_pgettext("column", "Last seen"),
    "sent_at": lazy_pgettext("column", "Sent"),
    "shown_at": lazy_pgettext("column", "First shown"),
    "slot_id": lazy_pgettext("column", "Number of the slot"),
    "started_at": lazy_pgettext("column", "Logged in"),
    "starts_at": lazy_pgettext("column", "Begins"),
    "startup_participation_id": lazy_pgettext("column", "Participation of the startup"),
    "statement": lazy_pgettext("column", "In own words"),
    "subject_id": lazy_pgettext("column", "Number of the thing"),
    "subject_kind": lazy_pgettext("column", "Kind of thing"),
    "submitted_at": lazy_pgettext("column", "Handed in"),
    "surface": lazy_pgettext("column", "Where it was shown"),
    "table_number": lazy_pgettext("column", "Table"),
    "text": lazy_pgettext("column", "Text"),
    "text_version": lazy_pgettext("column", "Version of the text"),
    "times": lazy_pgettext("column", "Times shown"),
    "tried": lazy_pgettext("column", "Tried so far"),
    "used_at": lazy_pgettext("column", "Used"),
    "wechat": lazy_pgettext("column", "WeChat"),
    "wished_at": lazy_pgettext("column", "Wished"),
    "wisher_id": lazy_pgettext("column", "My participation"),
    "withdrawn_at": lazy_pgettext("column", "Withdrawn"),
    "written_at": lazy_pgettext("column", "Written"),
}

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
"""A test finds tables without a name."""

VALUES: Mapping[str, object] = {"yes": lazy_gettext("yes"), "no": lazy_gettext("no"), **audit_entries.LANGUAGES}

CODES: Mapping[str, object] = {
    code.value: sentence
    for codes in LABELS.values()
    for code, sentence in codes.items()
    if code not in set(v.PartyKind)
}


def label_exported(kind: str, code: str) -> str:
    """The label of a table, a column or a stored code in the export. Columns for machines only are empty."""
    if kind == "table":
        return str(TABLES.get(code, code))
    if kind == "column":
        return str(COLUMNS.get(code) or imports.FIELD_NAMES.get(code) or audit_entries.LOGGED_NAMES.get(code) or "")
    return str(VALUES.get(code) or ACTIONS.get(code) or CODES.get(code) or code)


@dataclass(frozen=True, slots=True)
class ConsentText:
    """Heading, consent text, and the consequences of no consent; all lazy."""

    title: object
    text: object
    without: object


CONSENTS: Mapping[Purpose, ConsentText] = {
    Purpose.PROCESSING: ConsentText(
        lazy_gettext("Processing of my personal data"),
        lazy_gettext(
            "I agree that the network keeps my name, my way to log in and what I write in my profiles, applications, "
            "wishes and notes, in order to find partners, arrange meetings and report figures without names. "
            "The data stays on the network's own machine; it is not sold, and nothing is passed on to others."
        ),
        lazy_gettext("If you withdraw this, please leave the network below: without data there is no account."),
    ),
    Purpose.CONTACT: ConsentText(
        lazy_gettext("Showing my contact data to partners"),
        lazy_gettext(
            "I agree that my telephone number, e-mail address and WeChat, as I wrote them here, are shown to people "
            "with whom I have an accepted mentorship, a published meeting or wishes of both sides, if they agreed to "
            "the same. Each look is written down, and I can see who looked."
        ),
        lazy_gettext("Without it nobody sees your contact data, and you do not see theirs."),
    ),
}
