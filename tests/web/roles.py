"""Who may open what: a line for each method of each endpoint, read by ``test_roles``.

Each line has an address in a network that ``furnish`` filled, who may (``S`` is a stranger) and the fields of the
form. Strangers are sent to the log-in; others are told 403, or 404 where even the existence is kept secret.
The founder has startup 1 and participation 1, the mentor mentor 1, the investor investor 1 and participation 2;
startup 2, mentor 2 and investor 2 are nobody's.
"""

from dataclasses import dataclass, field

from matchmaker.domain.vocabulary import Role

LETTERS = {
    "F": Role.FOUNDER,
    "M": Role.MENTOR,
    "I": Role.INVESTOR,
    "G": Role.ORGANIZER,
    "O": Role.OPERATOR,
}
ALL = "FMIGO"
"""Everybody who is logged in."""

ANYBODY = "S" + ALL


@dataclass(frozen=True, slots=True)
class Line:
    """``who`` holds a letter for each of those who may."""

    endpoint: str
    method: str
    path: str
    who: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def _get(endpoint: str, path: str, who: str) -> Line:
    return Line(endpoint, "GET", path, who)


def _post(endpoint: str, path: str, who: str, **fields: str) -> Line:
    return Line(endpoint, "POST", path, who, fields)


OPEN = [
    _get("static", "/static/css/matchmaker.css", ANYBODY),
    _get("bootstrap.static", "/bootstrap/static/css/bootstrap.min.css", ANYBODY),
    _get("network.home", "/", ANYBODY),
    _get("network.figures", "/network", ANYBODY),
    _get("network.incubators", "/incubators", ANYBODY),
    _get("network.incubator", "/incubators/1", ANYBODY),
    _get("accounts.login", "/login", ANYBODY),
    _post("accounts.login", "/login", ANYBODY, login="nobody@example.org", password="x"),
    _get("accounts.register", "/register", ANYBODY),
    _post("accounts.register", "/register", ANYBODY, name=""),
    _get("accounts.asked", "/register/sent", ANYBODY),
    _get("accounts.enter_code", "/invitations", ANYBODY),
    _post("accounts.enter_code", "/invitations", ANYBODY, code="x"),
    _get("accounts.invitation", "/invitations/2222-3333-4444-5555", ANYBODY),
    _post("accounts.invitation", "/invitations/2222-3333-4444-5555", ANYBODY, name=""),
    _post("accounts.join", "/invitations/2222-3333-4444-5555/join", "", name="x"),
    _get("accounts.reset", "/reset", ANYBODY),
    _post("accounts.reset", "/reset", ANYBODY, login="x"),
    _get("privacy.policy", "/privacy", ANYBODY),
    _get("privacy.gone", "/goodbye", ANYBODY),
    _post("accounts.switch_language", "/language", ANYBODY, locale="en"),
    _get("accounts.own", "/account", ALL),
    _post("accounts.own", "/account", ALL, old_password="x", password="y", again="y"),
    _post("accounts.logout", "/logout", ALL),
]
OWN = [
    _post("accounts.end_session", "/account/sessions/1000/end", ""),
    _post("accounts.end_other_sessions", "/account/sessions/end-others", ALL),
    _get("privacy.own", "/account/privacy", ALL),
    _post("privacy.own", "/account/privacy", ALL, phone="0931 123456"),
    _get("privacy.views", "/account/privacy/views", ALL),
    _post("privacy.set_consent", "/account/consents/contact", ALL, is_given="1"),
    _post("privacy.set_personalised", "/account/suggestions", ALL, is_personalised="1"),
    _get("privacy.export", "/account/privacy/data.zip", ALL),
    _get("privacy.erase", "/account/privacy/leave", ALL),
    _post("privacy.erase", "/account/privacy/leave", ALL, password="x"),
    _get("privacy.contact", "/contacts/mentor/1", ALL),
    _post("organisations.create_own", "/organisations", "F", kind="startup", profile_id="1"),
    _get("organisations.show", "/organisations/1", "IO"),
    _post("organisations.show", "/organisations/1", "IO", name=""),
    _post("organisations.set_member", "/organisations/1/members/3", "IO", is_admin="1"),
    _post("organisations.withdraw", "/organisations/1/invitations/2/withdraw", "IO"),
    _post("organisations.remove_member", "/organisations/1/members/3/remove", "IO"),
]
DESK = [
    _get("admin.list_registrations", "/admin/registrations", "O"),
    _post("admin.approve_registration", "/admin/registrations/1/approve", "O"),
    _post("admin.refuse_registration", "/admin/registrations/1/refuse", "O", reason="x"),
    _get("admin.invitations", "/admin/invitations", "O"),
    _post("admin.invitations", "/admin/invitations", "O", name=""),
    _post("admin.withdraw_invitation", "/admin/invitations/1/withdraw", "O"),
    _post("admin.issue_code", "/admin/accounts/2/code", "O"),
    _get("admin.list_organisations", "/admin/organisations", "O"),
    _get("admin.create_organisation", "/admin/organisations/new", "O"),
    _post("admin.create_organisation", "/admin/organisations/new", "O"),
    _get("admin.index", "/admin/", "O"),
    _get("admin.audit_log", "/admin/audit", "O"),
    _get("admin.list_jobs", "/admin/jobs", "O"),
    _post("admin.start_job", "/admin/jobs/start", "O", kind="encode"),
    _get("admin.list_accounts", "/admin/accounts", "O"),
    _get("admin.account", "/admin/accounts/1", "O"),
    _get("admin.create_account", "/admin/accounts/new", "O"),
    _post("admin.create_account", "/admin/accounts/new", "O"),
    _post("admin.set_roles", "/admin/accounts/2/roles", "O", roles="mentor"),
    _post("admin.set_password", "/admin/accounts/2/password", "O", password="a long enough password"),
    _post("admin.set_active", "/admin/accounts/2/active", "O", is_active="1"),
    _get("admin.choose_profile", "/admin/accounts/1/profiles", "O"),
    _post("admin.link_profile", "/admin/accounts/1/profiles", "O", kind="startup", profile_id="2"),
    _post("admin.unlink_profile", "/admin/accounts/1/profiles/startup/1/unlink", "O"),
    _get("admin.upload", "/admin/imports", "O"),
    _post("admin.upload", "/admin/imports", "O", kind="startup"),
    _get("admin.template", "/admin/imports/templates/mentor.xlsx", "O"),
    _get("admin.show_import", "/admin/imports/1", "O"),
    _post("admin.remap", "/admin/imports/1/mapping", "O", **{"field-name": "企业名称"}),
    _post("admin.apply_import", "/admin/imports/1/apply", "O"),
    _get("admin.rejected_rows", "/admin/imports/1/rejected.xlsx", "O"),
    _get("jobs.show", "/jobs/1", "GO"),
    _get("jobs.progress", "/jobs/1/progress", "GO"),
    _post("jobs.cancel", "/jobs/1/cancel", "GO"),
]
STARS = [
    _get("candidacies.index", "/candidacies", "MIGO"),
    _get("candidacies.export", "/candidacies.xlsx", "GO"),
    _get("candidacies.show", "/candidacies/1", "MIGO"),
    _get("candidacies.choose", "/candidacies/new", "O"),
    _get("candidacies.nominate", "/startups/1/nominate", "FO"),
    _get("candidacies.nominate", "/startups/2/nominate", "O"),
    _post("candidacies.nominate", "/startups/1/nominate", "FO", year="2027", evidence="专利"),
    _post("candidacies.add_review", "/candidacies/1/reviews", "O", reviewer="张教授", score="80"),
    _post("candidacies.move", "/candidacies/1/move", "O", to="left"),
    _post("candidacies.set_measures", "/candidacies/1/measures", "O", measures="mentor"),
]
PROFILES = [
    *(_get(f"profiles.export_{kind}", f"/{kind}.xlsx", "O") for kind in ("startups", "mentors", "investors")),
    _get("profiles.startups", "/startups", ALL),
    _get("profiles.mentors", "/mentors", ALL),
    _get("profiles.investors", "/investors", ALL),
    _get("profiles.startup", "/startups/2", ALL),
    _get("profiles.mentor", "/mentors/2", ALL),
    _get("profiles.investor", "/investors/2", ALL),
    _get("profiles.own_startups", "/my/startups", "F"),
    _get("profiles.own_mentor", "/my/mentor", "M"),
    _get("profiles.own_investor", "/my/investor", "I"),
    _get("profiles.create_startup", "/startups/new", "F"),
    _post("profiles.create_startup", "/startups/new", "F"),
    _get("profiles.edit_startup", "/startups/1/edit", "FO"),
    _get("profiles.edit_startup", "/startups/2/edit", "O"),
    _post("profiles.edit_startup", "/startups/1/edit", "FO"),
    _get("profiles.edit_mentor", "/mentors/1/edit", "MO"),
    _get("profiles.edit_mentor", "/mentors/2/edit", "O"),
    _post("profiles.edit_mentor", "/mentors/1/edit", "MO"),
    _get("profiles.edit_investor", "/investors/1/edit", "IO"),
    _get("profiles.edit_investor", "/investors/2/edit", "O"),
    _post("profiles.edit_investor", "/investors/1/edit", "IO"),
]
PAIRS = [
    _get("matches.index", "/matches", ALL),
    _get("matches.show", "/matches/startup/1/mentor", "FO"),
    _get("matches.show", "/matches/startup/2/investor", "O"),
    _get("matches.show", "/matches/mentor/1/startup", "MO"),
    _get("matches.show", "/matches/investor/1/startup", "IO"),
    _get("mentorships.index", "/mentorships", "FM"),
    _get("mentorships.show", "/mentorships/1", "FMO"),
    _get("mentorships.apply", "/mentors/2/apply", "F"),
    _post("mentorships.apply", "/mentors/2/apply", "F", startup_id="1", goal="完成注册"),
    _post("mentorships.accept", "/mentorships/1/accept", "M"),
    _get("mentorships.decline", "/mentorships/1/decline", "M"),
    _post("mentorships.decline", "/mentorships/1/decline", "M", reason="方向不同"),
    _post("mentorships.wait", "/mentorships/1/wait", "M"),
    _post("mentorships.move", "/mentorships/1/move", "F", to="up"),
    _post("mentorships.withdraw", "/mentorships/1/withdraw", "F"),
    _get("mentorships.end", "/mentorships/1/end", "FM"),
    _post("mentorships.end", "/mentorships/1/end", "FM"),
    _get("mentorships.pause", "/mentors/1/pause", "MO"),
    _get("mentorships.pause", "/mentors/2/pause", "O"),
    _post("mentorships.pause", "/mentors/1/pause", "MO"),
    _post("mentorships.resume", "/mentors/1/resume", "MO"),
]
_BETWEEN = "/conflicts/declare/1/mentor"
CONFLICTS = [
    _get("conflicts.index", "/conflicts", "FMI"),
    _get("conflicts.choose", "/conflicts/choose", "FMIO"),
    _get("conflicts.declare", f"{_BETWEEN}/1", "FMO"),
    _get("conflicts.declare", f"{_BETWEEN}/2", "FO"),
    _post("conflicts.declare", f"{_BETWEEN}/1", "FMO"),
    _post("conflicts.withdraw", "/conflicts/1/withdraw", "F"),
    _get("conflicts.ledger", "/conflicts/ledger", "O"),
    _get("conflicts.export", "/conflicts/ledger.xlsx", "O"),
    _get("conflicts.levels", "/conflicts/levels", "O"),
    _post("conflicts.levels", "/conflicts/levels", "O"),
    _get("conflicts.entry", "/conflicts/entries/declared-1", "O"),
    _post("conflicts.entry", "/conflicts/entries/declared-1", "O"),
    _post("conflicts.lift", "/conflicts/entries/declared-1/lift", "O"),
]
_OWN = "/events/1/participations/1"
_WISH = f"{_OWN}/wishes/2"
EVENTS = [
    _get("events.index", "/events", ALL),
    _get("events.show", "/events/1", ALL),
    _get("events.create", "/events/new", "GO"),
    _post("events.create", "/events/new", "GO"),
    _get("events.edit", "/events/1/edit", "GO"),
    _post("events.edit", "/events/1/edit", "GO", name=""),
    _get("events.organize", "/events/1/organize", "GO"),
    _post("events.plan", "/events/1/plan", "GO"),
    _post("events.register", "/events/1/register", "FGO", kind="startup", profile_id="1"),
    _post("events.withdraw", f"{_OWN}/withdraw", "FGO"),
    _get("events.availability", f"{_OWN}/times", "F"),
    _post("events.availability", f"{_OWN}/times", "F"),
    _get("events.wishes", f"{_OWN}/wishes", "F"),
    _post("events.add_wish", f"{_WISH}/add", "F"),
    _post("events.move_wish", f"{_WISH}/move", "F", to="up"),
    _post("events.remove_wish", f"{_WISH}/remove", "F"),
    _post("events.pass_on", f"{_WISH}/pass", "F"),
    _post("events.undo_pass", f"{_OWN}/wishes/3/undo", "F"),
]
MEETINGS = [
    _get("meetings.own", "/events/1/timetable", ALL),
    _get("meetings.calendar", "/events/1/timetable.ics", ALL),
    _get("meetings.show", "/timetables/1", "GO"),
    _get("meetings.slots", "/timetables/1/slots", "GO"),
    _get("meetings.unmet", "/timetables/1/unmet", "GO"),
    _get("meetings.short", "/timetables/1/short", "GO"),
    _get("meetings.workbook", "/timetables/1/timetable.xlsx", "GO"),
    _get("meetings.publish", "/timetables/1/publish", "GO"),
    _post("meetings.confirm", "/timetables/1/published", "GO"),
]
TABLE = [*OPEN, *OWN, *DESK, *STARS, *PROFILES, *PAIRS, *CONFLICTS, *EVENTS, *MEETINGS]
