"""The operator's start page, the audit log and the list of jobs."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.audit import AuditSearch
from matchmaker.domain.errors import Invalid
from matchmaker.domain.vocabulary import JobKind, Role
from matchmaker.services.people import public_figures
from matchmaker.services.platform import audit, jobs
from matchmaker.services.platform.audit import verify_log
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import AuditFilterForm, SealForm
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.query_args import read_day, read_page, read_text
from matchmaker.web.wording import audit_entries
from matchmaker.web.wording.audit_entries import ACTIONS, SUBJECTS

SUBJECT_PAGES = {
    "account": ("admin.account", "account_id"),
    "candidacy": ("candidacies.show", "candidacy_id"),
    "event": ("events.show", "event_id"),
    "import": ("admin.show_import", "import_id"),
    "investor": ("profiles.investor", "investor_id"),
    "job": ("jobs.show", "job_id"),
    "mentor": ("profiles.mentor", "mentor_id"),
    "organisation": ("organisations.show", "organisation_id"),
    "startup": ("profiles.startup", "startup_id"),
    "timetable": ("meetings.show", "timetable_id"),
}
"""The page of what an audit entry is about: endpoint and the name of its id."""

STARTABLE = (JobKind.ENCODE, JobKind.TAG, JobKind.RECOMMEND)
"""Jobs that the operator may start here. A plan is started at its event, a refresh by editing a profile."""


@bp.route("/")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """The operator's start page: links and the size of the network."""
    return render_template("admin/index.html", figures=public_figures.get_figures(get_context()))


@bp.route("/audit")
@roles_required(Role.OPERATOR)
def audit_log() -> ResponseReturnValue:
    """The audit log: who did what to what and when, with the values before and after."""
    context, actor = get_context(), get_actor()
    action, kind = read_text("action"), read_text("kind")
    since, until = read_day("day")
    search = AuditSearch(
        person=read_text("person"),
        words=read_text("q"),
        action=action if action in ACTIONS else None,
        subject_kind=kind if kind in SUBJECTS else None,
        since=since,
        until=until,
    )
    page = audit.list_entries(context, actor, search, page=read_page())
    tail = audit.get_newest_seal(context, actor)
    form = AuditFilterForm(request.args)
    return render_template("admin/audit_log.html", page=page, form=form, pages=SUBJECT_PAGES, tail=tail)


@bp.route("/audit/check")
@roles_required(Role.OPERATOR)
def check_audit() -> ResponseReturnValue:
    """Check whether an entry was changed, removed or inserted. ``seal`` is a seal that was noted earlier."""
    known = read_text("seal")
    verdict = verify_log(get_context(), get_actor(), known_seal=known)
    form = SealForm(request.args)
    return render_template("admin/check_audit.html", verdict=verdict, known=known, form=form)


@bp.route("/jobs")
@roles_required(Role.OPERATOR)
def list_jobs() -> ResponseReturnValue:
    """All jobs, the newest first."""
    page = jobs.list_jobs(get_context(), get_actor(), page=read_page())
    return render_template("admin/jobs.html", page=page, kinds=STARTABLE)


@bp.route("/jobs/start", methods=["POST"])
@roles_required(Role.OPERATOR)
def start_job() -> ResponseReturnValue:
    """Start a job that encodes, tags or suggests again."""
    kind = request.form.get("kind", "")
    if kind not in STARTABLE:
        raise Invalid("invalid_fields", fields={"kind": "unknown_value"})
    job_id = jobs.start_job(get_context(), get_actor(), JobKind(kind), {})
    flash(gettext("The work is started."), "success")
    return redirect(url_for("jobs.show", job_id=job_id), 303)


bp.add_app_template_filter(audit_entries.describe_fault)
