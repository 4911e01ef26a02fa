"""Applying to the pool: the form, and what became of the application."""

from dataclasses import fields

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.pool import PoolApplication, PoolApplicationDraft, PoolState
from matchmaker.services import pool
from matchmaker.web.guards import get_actor, get_context
from matchmaker.web.pool import bp
from matchmaker.web.pool.forms import PoolApplicationForm


@bp.route("/pool/apply", methods=["GET", "POST"])
def apply() -> ResponseReturnValue:
    """Apply to become a mentor, or see how the application stands."""
    latest = pool.find_own_pool_application(get_context(), get_actor())
    is_writing = latest is None or latest.state is not PoolState.SUBMITTED
    form = PoolApplicationForm(obj=_start_from(latest)) if is_writing else None
    if form is not None and form.validate_on_submit() and _send(form):
        flash(gettext("Your application is with the operator. You see the answer here."), "success")
        return redirect(url_for("pool.apply"), 303)
    status = 400 if form is not None and form.is_submitted() else 200
    return render_template("pool/apply.html", form=form, latest=latest, is_member=_is_member()), status


def _start_from(latest: PoolApplication | None) -> PoolApplication | PoolApplicationDraft | None:
    """What was written last is written once only; who never applied starts with the own name."""
    if latest is not None and latest.state in {PoolState.RETURNED, PoolState.WITHDRAWN, PoolState.REJECTED}:
        return latest
    return None


def _is_member() -> bool:
    actor = get_actor()
    if actor.mentor_id is None:
        return False
    return pool.get_member(get_context(), actor, actor.mentor_id).seat.member.exited_at is None


def _send(form: PoolApplicationForm) -> bool:
    draft = PoolApplicationDraft(**{it.name: form[it.name].data for it in fields(PoolApplicationDraft)})
    try:
        pool.apply_to_pool(get_context(), get_actor(), draft)
    except (StateConflict, Invalid) as refusal:
        form.add_errors(refusal)
        return False
    return True


@bp.route("/pool/apply/withdraw", methods=["POST"])
def withdraw() -> ResponseReturnValue:
    """Take the own application back."""
    pool.withdraw_pool_application(get_context(), get_actor())
    flash(gettext("Your application is taken back."), "success")
    return redirect(url_for("pool.apply"), 303)
