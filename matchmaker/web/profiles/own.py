"""Ways to one's own profiles, whatever their numbers are."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services import profiles
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.profiles import bp


@bp.route("/my/startups")
@roles_required(Role.FOUNDER)
def own_startups() -> ResponseReturnValue:
    """The one own startup; a list of several; the form for the first."""
    ids = sorted(get_actor().startup_ids)
    if not ids:
        return redirect(url_for("profiles.create_startup"), 303)
    if len(ids) == 1:
        return redirect(url_for("profiles.startup", startup_id=ids[0]), 303)
    startups = [profiles.get_startup(get_context(), get_actor(), it) for it in ids]
    return render_template("profiles/own_startups.html", startups=startups)


@bp.route("/my/mentor")
@roles_required(Role.MENTOR)
def own_mentor() -> ResponseReturnValue:
    """The own mentor profile, or how to get one."""
    mentor_id = get_actor().mentor_id
    if mentor_id is None:
        return render_template("profiles/unlinked.html")
    return redirect(url_for("profiles.mentor", mentor_id=mentor_id), 303)


@bp.route("/my/investor")
@roles_required(Role.INVESTOR)
def own_investor() -> ResponseReturnValue:
    """The own investor profile, or how to get one."""
    investor_id = get_actor().investor_id
    if investor_id is None:
        return render_template("profiles/unlinked.html")
    return redirect(url_for("profiles.investor", investor_id=investor_id), 303)
