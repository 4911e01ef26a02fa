"""Sentences for the entries of the audit log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext, lazy_gettext, lazy_pgettext

from matchmaker.domain import vocabulary as v
from matchmaker.domain.audit import AuditEntry, list_references
from matchmaker.domain.audit_chain import ChainFault, FaultKind
from matchmaker.domain.check_ins import Presence
from matchmaker.domain.club import ClubState
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.interests import ConflictAct, ConflictKind, ConflictLevel, ConflictSide
from matchmaker.domain.privacy import Purpose
from matchmaker.domain.tagging import find_confidence_level
from matchmaker.services.meetings.timetables.disruptions import DisruptionKind
from matchmaker.services.platform.audit import AuditView
from matchmaker.web.wording import club, events, imports, interests, mentoring, pipeline, rounds
from matchmaker.web.wording.formats import local_datetime, money, number
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.placeholders import join_words

LOGGED_NAMES: Mapping[str, object] = {
    **imports.FIELD_NAMES,
    **pipeline.LOG_NAMES,
    **events.LOG_NAMES,
    **mentoring.LOG_NAMES,
    **rounds.LOG_NAMES,
    "account_id": lazy_pgettext("subject", "account"),
    "act": lazy_pgettext("log", "For"),
    "conflict": lazy_gettext("Kind of conflict"),
    "conflicts": lazy_gettext("Kind of conflict"),
    "created": lazy_pgettext("log", "New"),
    "email": lazy_gettext("E-mail address"),
    "entry": lazy_pgettext("log", "Entry"),
    "event_id": lazy_pgettext("subject", "event"),
    "filename": lazy_pgettext("log", "File"),
    "elsewhere": lazy_pgettext("log", "Mentees under other profiles"),
    "mentees_elsewhere": lazy_pgettext("log", "Mentees under other profiles"),
    "freed": lazy_pgettext("log", "Places to offer"),
    "places_to_offer": lazy_pgettext("log", "Places to offer"),
    "from": lazy_pgettext("log", "State before"),
    "incubator_id": lazy_pgettext("field", "Incubator"),
    "investor_id": lazy_pgettext("subject", "investor"),
    "is_active": lazy_pgettext("log", "May log in"),
    "is_paused": lazy_pgettext("log", "Pauses"),
    "kind": lazy_pgettext("log", "Kind"),
    "learned_from": lazy_pgettext("log", "Learned from so many texts"),
    "level": lazy_gettext("Effect"),
    "locale": lazy_pgettext("log", "Language"),
    "mapping": lazy_pgettext("log", "Columns"),
    "mentor_id": lazy_pgettext("subject", "mentor"),
    "mentors": lazy_gettext("Mentors"),
    "most": lazy_pgettext("log", "Meetings at most"),
    "order": lazy_pgettext("log", "Order"),
    "paused_until": lazy_gettext("Last day of the pause"),
    "person_id": lazy_pgettext("log", "Person"),
    "profile_id": lazy_pgettext("log", "Profile"),
    "reason": lazy_gettext("Reason"),
    "registration_deadline": lazy_gettext("Registration closes"),
    "rejected": lazy_pgettext("log", "Rejected rows"),
    "reviewer": lazy_gettext("Reviewer"),
    "roles": lazy_gettext("Roles"),
    "rows": lazy_pgettext("log", "Rows"),
    "score": lazy_pgettext("log", "Score"),
    "search": lazy_pgettext("log", "Searched for"),
    "seats": lazy_gettext("Meetings the tables hold"),
    "side": lazy_gettext("Who says so"),
    "since": lazy_gettext("From"),
    "slots": lazy_pgettext("log", "Number of slots"),
    "startup_id": lazy_pgettext("subject", "startup"),
    "startups": lazy_gettext("Startups"),
    "suggested": lazy_pgettext("log", "Suggested"),
    "to": lazy_pgettext("log", "State after"),
    "until": lazy_gettext("Until"),
    "updated": lazy_pgettext("log", "Changed"),
    "venue": lazy_gettext("Venue"),
    "version": lazy_pgettext("log", "Version"),
    "trained_version": lazy_pgettext("log", "Version that serves"),
    "wish_deadline": lazy_gettext("Wishes close"),
    "wished_id": lazy_pgettext("log", "Participant"),
    "words": lazy_gettext("In your words"),
    "login": lazy_gettext("Logs in with"),
    "sessions": lazy_pgettext("log", "Devices"),
    "purpose": lazy_pgettext("log", "Purpose"),
    "text_version": lazy_pgettext("log", "Version of the text"),
    "is_personalised": lazy_pgettext("log", "Suggestions"),
    "is_admin": lazy_pgettext("log", "Administrator"),
    "participation_id": lazy_gettext("Who?"),
    "people": lazy_gettext("People whose day changes"),
    "profiles": lazy_pgettext("log", "Profiles"),
    "report": lazy_gettext("What happened?"),
    "presence": lazy_gettext("Check-in"),
    "day": lazy_gettext("Day"),
}
"""Label of every field in the audit log. A test finds fields without a label."""

LISTS: Mapping[str, type[StrEnum]] = {
    **mentoring.LISTS,
    **rounds.LISTS,
    "act": ConflictAct,
    "report": DisruptionKind,
    "presence": Presence,
    "conflict": ConflictKind,
    "conflicts": ConflictKind,
    "level": ConflictLevel,
    "side": ConflictSide,
    "from": v.CandidacyState,
    "industries": v.Industry,
    "industry": v.Industry,
    "measures": v.SupportMeasure,
    "nominator": v.Nominator,
    "purpose": Purpose,
    "roles": v.Role,
    "stage": v.FundingStage,
    "stages": v.FundingStage,
    "to": v.CandidacyState,
    "zone": v.Zone,
    "zones": v.Zone,
}
"""The closed list to which the codes of a field belong, in any entry."""

STATES = {
    "club": ClubState,
    "mentorship": v.ApplicationState,
    "participation": v.ParticipationState,
    "candidacy": v.CandidacyState,
}

KINDS = {"import": ImportKind, "job": v.JobKind, "mentor": v.MentorKind}
"""Closed lists of ``state`` and ``kind``, by the subject of the entry. In other entries a kind is that of a profile."""

CONFIDENCES = frozenset({"industry_confidence", "class_confidence"})
"""Probabilities, which are described in words."""

MONEY = frozenset({"funding_sought", "ticket_min", "ticket_max"})

PLAIN = frozenset({"year", "version", "gbt_class"})
"""Numbers that are written without separators."""

LANGUAGES = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A changed field. ``before`` or ``after`` is None if the audit entry does not contain the field."""

    label: str
    before: str | None
    after: str | None


def list_changes(view: AuditView) -> Iterator[LoggedChange]:
    """The fields of an entry, in their stored order. The version of a profile is left out."""
    before, after = view.entry.before, view.entry.after
    for name in {**before, **after}:
        if name == "version" and view.entry.subject_kind != "timetable":
            continue
        yield LoggedChange(
            str(LOGGED_NAMES[name]), _describe_value(view, before, name), _describe_value(view, after, name)
        )


def _describe_value(view: AuditView, values: Mapping[str, object], name: str) -> str | None:
    if name not in values:
        return None
    references = [(kind, key) for referring, kind, key in list_references(values) if referring == name]
    if references:
        return join_words(view.names.get(key, f"#{key[1]}") for key in references)
    return describe_logged(view.entry, name, values[name])


def describe_logged(entry: AuditEntry, name: str, value: object) -> str:
    """``value`` of the field ``name`` as text for a reader."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return join_words(describe_logged(entry, name, it) for it in value)
    if isinstance(value, Mapping):
        return join_words(f"{imports.label_field(str(field))} ← {column}" for field, column in value.items())
    return _describe_number(name, value) if isinstance(value, int | float) else _describe_code(entry, name, str(value))


def _describe_number(name: str, value: float) -> str:
    if name in CONFIDENCES:
        return label(find_confidence_level(value))
    if name in MONEY and isinstance(value, int):
        return money(value)
    return str(value) if name in PLAIN else number(value)


def _describe_code(entry: AuditEntry, name: str, text: str) -> str:
    if name.endswith("_deadline") or name == "starts_at":
        return local_datetime(datetime.fromisoformat(text))
    if name == "locale":
        return LANGUAGES.get(text, text)
    codes: type[StrEnum] | None = LISTS.get(name)
    if name == "state":
        codes = STATES.get(entry.subject_kind)
    elif name == "kind":
        codes = KINDS.get(entry.subject_kind, v.PartyKind)
    return label(codes(text)) if codes is not None and text in set(codes) else text


FAULT_SENTENCES: Mapping[FaultKind, object] = {
    FaultKind.CHANGED: lazy_gettext(
        "Entry %(entry)s was changed after it was written, or does not follow the one before."
    ),
    FaultKind.REMOVED: lazy_gettext("Entry %(entry)s was removed."),
    FaultKind.INSERTED: lazy_gettext("Entry %(entry)s was slipped in: no seal belongs to it."),
    FaultKind.CUT_OFF: lazy_gettext(
        "The log does not end where it should: something is missing or added after place %(place)s."
    ),
    FaultKind.UNKNOWN_SEAL: lazy_gettext("The seal you noted is not in this log: the log was replaced."),
}


def describe_fault(fault: ChainFault) -> str:
    """What is wrong and the number of the entry. If that is gone too: its position in the chain."""
    place = fault.position or 0
    if fault.kind is FaultKind.REMOVED and fault.entry_id is None:
        return gettext("The entry at place %(place)s of the chain was removed.", place=place)
    text = str(FAULT_SENTENCES[fault.kind])
    return text % {"entry": fault.entry_id or 0, "place": max(0, place - 1)}


ACTIONS: Mapping[str, object] = {
    **club.ACTIONS,
    **pipeline.ACTIONS,
    **events.ACTIONS,
    **mentoring.ACTIONS,
    "account.approve": lazy_gettext("Request for an account approved"),
    "account.ask_code": lazy_gettext("One-time code asked for by mail"),
    "account.ask": lazy_gettext("Account asked for"),
    "account.create": lazy_gettext("Account made"),
    "account.end_session": lazy_gettext("Logged out of a device"),
    "account.issue_code": lazy_gettext("One-time code issued"),
    "account.link": lazy_gettext("Account linked to a profile"),
    "account.login": lazy_gettext("Logged in"),
    "account.personalise": lazy_gettext("Suggestions switched on or off"),
    "account.refuse": lazy_gettext("Request for an account refused"),
    "account.reset_password": lazy_gettext("Password set by a one-time code"),
    "account.set_active": lazy_gettext("Account opened or closed"),
    "account.set_locale": lazy_gettext("Language changed"),
    "account.set_password": lazy_gettext("Password changed"),
    "account.set_roles": lazy_gettext("Roles changed"),
    "account.unlink": lazy_gettext("Account separated from a profile"),
    "candidacy.move": lazy_gettext("State of a candidacy changed"),
    "candidacy.nominate": lazy_gettext("Startup nominated"),
    "candidacy.review": lazy_gettext("Candidacy reviewed"),
    "candidacy.set_measures": lazy_gettext("Support plan changed"),
    **interests.ACTIONS,
    "demo.seed": lazy_gettext("Invented people added for the demo"),
    "event.create": lazy_gettext("Event made"),
    "event.edit": lazy_gettext("Event changed"),
    "feed.close": lazy_gettext("Calendar address closed"),
    "feed.renew": lazy_gettext("Calendar address made"),
    "import.remap": lazy_gettext("Columns of a file chosen"),
    "import.apply": lazy_gettext("File imported"),
    "import.upload": lazy_gettext("File uploaded"),
    "investor.edit": lazy_gettext("Investor's profile changed"),
    "job.cancel": lazy_gettext("Work stopped"),
    "job.start": lazy_gettext("Work started"),
    "list.export": lazy_gettext("Downloaded as a file"),
    "matching.promote": lazy_gettext("Another version of the matching put in use"),
    "matching.roll_back": lazy_gettext("Earlier version of the matching put in use again"),
    "mail.resend": lazy_gettext("Mail sent again"),
    "mentor.edit": lazy_gettext("Mentor's profile changed"),
    "mentor.join": lazy_gettext("Mentor profiles joined as one person"),
    "mentor.part": lazy_gettext("Mentor profile parted from others"),
    "mentor.call": lazy_gettext("Free place offered to the waiting list"),
    "mentor.pause": lazy_gettext("Mentor paused"),
    "mentor.resume": lazy_gettext("Pause of a mentor ended"),
    **rounds.ACTIONS,
    "mentorship.call": lazy_gettext("Application called from the waiting list"),
    "mentorship.block": lazy_gettext("Application closed for a conflict of interest"),
    "mentorship.expire": lazy_gettext("Application closed without an answer"),
    "mentorship.hold": lazy_gettext("Application put behind a higher choice"),
    "mentorship.open": lazy_gettext("Application put before the mentor"),
    "mentorship.release": lazy_gettext("Application released"),
    "mentorship.reorder": lazy_gettext("Choices put in another order"),
    "mentorship.wait_list": lazy_gettext("Application put on the waiting list"),
    "mentorship.accept": lazy_gettext("Application accepted"),
    "mentorship.apply": lazy_gettext("Mentor applied to"),
    "mentorship.decline": lazy_gettext("Application declined"),
    "mentorship.end": lazy_gettext("Mentorship ended"),
    "mentorship.withdraw": lazy_gettext("Application withdrawn"),
    "check_in.mark": lazy_gettext("Marked at check-in"),
    "check_in.undo": lazy_gettext("Mark of check-in taken back"),
    "check_in.mark_rest": lazy_gettext("All the rest marked as not there"),
    "participation.open_slots": lazy_gettext("Availability changed"),
    "participation.register": lazy_gettext("Registered for an event"),
    "participation.withdraw": lazy_gettext("Withdrawn from an event"),
    "startup.create": lazy_gettext("Startup added"),
    "startup.edit": lazy_gettext("Startup's profile changed"),
    "startup.confirm_industry": lazy_gettext("Suggested industry confirmed"),
    "startup.suggest_industries": lazy_gettext("Missing industries suggested"),
    "timetable.plan": lazy_gettext("Planning started"),
    "timetable.forecast": lazy_gettext("Rooms and days compared"),
    "timetable.repair": lazy_gettext("Timetable repaired"),
    "timetable.publish": lazy_gettext("Timetable published"),
    "wish.add": lazy_gettext("Wish added"),
    "wish.pass": lazy_gettext("Passed on a participant"),
    "wish.remove": lazy_gettext("Wish removed"),
    "wish.reorder": lazy_gettext("Wishes put in another order"),
    "wish.undo_pass": lazy_gettext("Pass taken back"),
    "consent.give": lazy_gettext("Consent given"),
    "consent.withdraw": lazy_gettext("Consent withdrawn"),
    "contact.edit": lazy_gettext("Contact data changed"),
    "contact.view": lazy_gettext("Contact data looked at"),
    "invitation.accept": lazy_gettext("Invitation accepted"),
    "invitation.send": lazy_gettext("Somebody invited"),
    "invitation.withdraw": lazy_gettext("Invitation withdrawn"),
    "organisation.create": lazy_gettext("Organisation made"),
    "organisation.remove_member": lazy_gettext("Colleague removed"),
    "organisation.set_member": lazy_gettext("Administrator of an organisation changed"),
    "privacy.erase": lazy_gettext("Person left for good"),
    "privacy.export": lazy_gettext("Personal data downloaded"),
    "mentor.create": lazy_gettext("Mentor added"),
    "investor.create": lazy_gettext("Investor added"),
}

SUBJECTS: Mapping[str, object] = {
    **club.SUBJECTS,
    **pipeline.SUBJECTS,
    **mentoring.SUBJECTS,
    "conflict": lazy_pgettext("subject", "conflict of interest"),
    "account": lazy_pgettext("subject", "account"),
    "candidacy": lazy_pgettext("subject", "candidacy"),
    "event": lazy_pgettext("subject", "event"),
    "evidence": lazy_pgettext("subject", "what people did"),
    "import": lazy_pgettext("subject", "import"),
    "investor": lazy_pgettext("subject", "investor"),
    "job": lazy_pgettext("subject", "work"),
    "matching": lazy_pgettext("subject", "learned matching"),
    "mail": lazy_pgettext("subject", "mail"),
    "mentor": lazy_pgettext("subject", "mentor"),
    "mentorship": lazy_pgettext("subject", "mentorship"),
    "participation": lazy_pgettext("subject", "participation"),
    "startup": lazy_pgettext("subject", "startup"),
    "timetable": lazy_pgettext("subject", "timetable"),
    "wish": lazy_pgettext("subject", "wish"),
    "invitation": lazy_pgettext("subject", "invitation"),
    "organisation": lazy_pgettext("subject", "organisation"),
    "registration": lazy_pgettext("subject", "request for an account"),
    "round": lazy_pgettext("subject", "matching round"),
}


def label_action(code: str) -> str:
    """The action as text."""
    return str(ACTIONS[code])


def label_subject(kind: str) -> str:
    """The kind of the action's subject as text."""
    return str(SUBJECTS[kind])
