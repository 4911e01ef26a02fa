"""What an entry of the audit log changed, as labelled fields: codes as labels, numbers of things as their names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext, lazy_gettext, lazy_pgettext

from matchmaker.domain import vocabulary as v
from matchmaker.domain.audit import AuditEntry, list_references
from matchmaker.domain.check_ins import Presence
from matchmaker.domain.club import ClubState
from matchmaker.domain.conflicts import ConflictAct, ConflictKind, ConflictLevel, ConflictSide
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.privacy import Purpose
from matchmaker.domain.tagging import find_confidence_level
from matchmaker.services.audit import AuditView
from matchmaker.services.timetables.disruptions import DisruptionKind
from matchmaker.web.wording import fields, investing, mentoring, rounds
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.showing import local_datetime, money, number
from matchmaker.web.wording.values import join_words

LOGGED_NAMES: Mapping[str, object] = {
    **fields.FIELD_NAMES,
    **investing.LOG_NAMES,
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
    "freed": lazy_pgettext("log", "Places to offer"),
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
"""Label of every value that the log keeps; a test finds those that are missing."""

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
"""Closed list that the codes of a value belong to, wherever it stands."""

STATES = {
    "club": ClubState,
    "mentorship": v.ApplicationState,
    "participation": v.ParticipationState,
    "candidacy": v.CandidacyState,
}
KINDS = {"import": ImportKind, "job": v.JobKind, "mentor": v.MentorKind}
"""Closed lists of ``state`` and ``kind``, by what the entry is about; elsewhere a kind is that of a profile."""

CONFIDENCES = frozenset({"industry_confidence", "class_confidence"})
"""Chances of being right, which are told in words."""

MONEY = frozenset({"funding_sought", "ticket_min", "ticket_max"})
PLAIN = frozenset({"year", "version", "gbt_class"})
"""Numbers that are written without separators."""

LANGUAGES = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """``before`` or ``after`` is None where the entry does not tell it."""

    label: str
    before: str | None
    after: str | None


def list_changes(view: AuditView) -> Iterator[LoggedChange]:
    """The fields of an entry, in the order they were kept in; the version of a profile tells a reader nothing."""
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
    named = [(kind, key) for referring, kind, key in list_references(values) if referring == name]
    if named:
        return join_words(view.names.get(key, f"#{key[1]}") for key in named)
    return describe_logged(view.entry, name, values[name])


def describe_logged(entry: AuditEntry, name: str, value: object) -> str:
    """``value`` of the field ``name`` as a reader wants it."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return join_words(describe_logged(entry, name, it) for it in value)
    if isinstance(value, Mapping):
        return join_words(f"{fields.label_field(str(field))} ← {column}" for field, column in value.items())
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
