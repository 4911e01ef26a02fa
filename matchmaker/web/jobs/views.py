"""Pages of jobs: progress, result, a button to cancel."""

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.ids import JobId
from matchmaker.services.platform import jobs
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.jobs import bp
from matchmaker.web.wording.jobs import describe_job


@bp.route("/jobs/<int:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """One job."""
    return render_template("jobs/show.html", job=jobs.get_job(get_context(), get_actor(), JobId(job_id)))


@bp.route("/jobs/<int:job_id>/progress")
def progress(job_id: int) -> ResponseReturnValue:
    """The progress of a job, for the script that updates its bar."""
    job = jobs.get_job(get_context(), get_actor(), JobId(job_id))
    return jsonify(
        state=job.state.value, text=describe_job(job), done=job.done, total=job.total, finished=job.is_finished
    )


@bp.route("/jobs/<int:job_id>/cancel", methods=["POST"])
def cancel(job_id: int) -> ResponseReturnValue:
    """Ask a job to stop."""
    jobs.cancel_job(get_context(), get_actor(), JobId(job_id))
    flash(gettext("The job was asked to stop."), "info")
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@bp.route("/jobs/<int:job_id>/retry", methods=["POST"])
def retry(job_id: int) -> ResponseReturnValue:
    """Run a failed job again."""
    new_id = jobs.retry_job(get_context(), get_actor(), JobId(job_id))
    flash(gettext("The work is started once more."), "success")
    return redirect(url_for("jobs.show", job_id=new_id), 303)
