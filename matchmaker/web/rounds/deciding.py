"""What the operator does with a round."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import ApplicationId, MentorId, RoundId
from matchmaker.domain.rounds import PairRuleKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services import rounds
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.rounds import bp
from matchmaker.web.rounds.forms import MOST, OptionsForm


@bp.route("/rounds/<int:round_id>/options", methods=["POST"])
@roles_required(Role.OPERATOR)
def set_options(round_id: int) -> ResponseReturnValue:
    """Change the options and compute anew."""
    form = OptionsForm(prefix="options")
    if not form.validate():
        raise Invalid("round_limit", most=MOST)
    rounds.set_options(get_context(), get_actor(), RoundId(round_id), form.to_options())
    rounds.start_computing(get_context(), get_actor(), RoundId(round_id))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/compute", methods=["POST"])
@roles_required(Role.OPERATOR)
def compute(round_id: int) -> ResponseReturnValue:
    """Compute a draft anew."""
    rounds.start_computing(get_context(), get_actor(), RoundId(round_id))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/pairs/<int:mentorship_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def mark(round_id: int, mentorship_id: int) -> ResponseReturnValue:
    """Lock a pair, forbid it, or take that back."""
    kind = request.form.get("kind", "")
    rounds.set_pair_rule(
        get_context(),
        get_actor(),
        RoundId(round_id),
        ApplicationId(mentorship_id),
        kind=PairRuleKind(kind) if kind in set(PairRuleKind) else None,
        reason=request.form.get("reason", ""),
    )
    flash(gettext("Noted. Compute the round again when you are done."), "info")
    return redirect(_leads_back(round_id), 303)


@bp.route("/rounds/<int:round_id>/mentors/<int:mentor_id>", methods=["POST"])
@roles_required(Role.OPERATOR)
def cap(round_id: int, mentor_id: int) -> ResponseReturnValue:
    """Set how many new mentees a mentor gets at most."""
    said = request.form.get("most", "").strip()
    if said and (not said.isdecimal() or len(said) > len(str(MOST))):
        raise Invalid("round_limit", most=MOST)
    most = int(said) if said else None
    rounds.set_cap(get_context(), get_actor(), RoundId(round_id), MentorId(mentor_id), most=most)
    flash(gettext("Noted. Compute the round again when you are done."), "info")
    return redirect(_leads_back(round_id), 303)


@bp.route("/rounds/<int:round_id>/apply", methods=["POST"])
@roles_required(Role.OPERATOR)
def apply(round_id: int) -> ResponseReturnValue:
    """Make mentorships of all pairs."""
    made = rounds.apply_round(get_context(), get_actor(), RoundId(round_id))
    flash(ngettext("%(num)s pair was made.", "%(num)s pairs were made.", made), "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/undo", methods=["POST"])
@roles_required(Role.OPERATOR)
def undo(round_id: int) -> ResponseReturnValue:
    """Take an applied round back."""
    rounds.undo_round(get_context(), get_actor(), RoundId(round_id))
    flash(gettext("The round is undone: the applications stand as before."), "success")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/rounds/<int:round_id>/discard", methods=["POST"])
@roles_required(Role.OPERATOR)
def discard(round_id: int) -> ResponseReturnValue:
    """Put a draft aside."""
    rounds.discard_round(get_context(), get_actor(), RoundId(round_id))
    flash(gettext("The dry run is put aside. Nothing was changed."), "info")
    return redirect(url_for("rounds.index"), 303)


def _leads_back(round_id: int) -> str:
    """The part of the page that the form was sent from."""
    back = {name: request.form[name] for name in ("view", "page", "q") if request.form.get(name)}
    return url_for("rounds.show", round_id=round_id, **back)
