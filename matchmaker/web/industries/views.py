"""Suggested industries: the operator's list to confirm many at once, and a button on a startup's own page."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import StartupId
from matchmaker.domain.tagging import ConfidenceLevel, TaggingBasis
from matchmaker.domain.vocabulary import Industry, JobKind, Role
from matchmaker.services.suggestions import tagging
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.forms import EnumField, FilterForm, TextField
from matchmaker.web.industries import bp
from matchmaker.web.query_args import read_choice, read_page, read_search
from matchmaker.web.wording.labels import label

ALL = lazy_gettext("All")


class SuggestedFilterForm(FilterForm):
    q = TextField(lazy_gettext("Search"))
    industry = EnumField(lazy_gettext("Industry"), enum=Industry, blank=ALL)
    sureness = EnumField(lazy_gettext("How sure"), enum=ConfidenceLevel, blank=ALL)


@bp.route("/industries")
@roles_required(Role.OPERATOR)
def index() -> ResponseReturnValue:
    """Suggested industries that are not confirmed."""
    context, actor = get_context(), get_actor()
    sureness = read_choice("sureness", ConfidenceLevel)
    page = tagging.list_pending(context, actor, read_search(), sureness=sureness, page=read_page())
    run = tagging.find_last_run(context, actor)
    return render_template(
        "industries/index.html",
        page=page,
        form=SuggestedFilterForm(request.args),
        run=run,
        is_by_names=bool(run) and run.result.get("basis") == TaggingBasis.NAMES,
        kind=JobKind.TAG,
    )


@bp.route("/industries/confirm", methods=["POST"])
@roles_required(Role.OPERATOR)
def confirm() -> ResponseReturnValue:
    """Confirm the selected suggestions, or all that the page showed."""
    chosen = _read_pairs(request.form.getlist("shown" if request.form.get("which") == "shown" else "chosen"))
    done = tagging.confirm_industries(get_context(), get_actor(), chosen)
    if not chosen:
        flash(gettext("Tick at least one startup first."), "info")
    else:
        flash(gettext("Confirmed industries: %(count)s.", count=done.confirmed), "success")
    if done.changed:
        flash(gettext("Changed meanwhile and left alone: %(count)s.", count=done.changed), "info")
    return redirect(url_for("industries.index"), 303)


def _read_pairs(texts: Iterable[str]) -> dict[StartupId, Industry]:
    """Ids of startups with the industry that the page showed, from texts such as ``7:new_energy``."""
    pairs = {}
    for text in texts:
        number, _, industry = text.partition(":")
        if not number.isdecimal() or industry not in set(Industry):
            raise Invalid("invalid_fields", fields={"industry": "unknown_value"})
        pairs[StartupId(int(number))] = Industry(industry)
    return pairs


@bp.route("/startups/<int:startup_id>/industry", methods=["POST"])
def confirm_one(startup_id: int) -> ResponseReturnValue:
    """Confirm the suggested industry of one startup."""
    industry = request.form.get("industry", "")
    if industry not in set(Industry):
        raise Invalid("invalid_fields", fields={"industry": "unknown_value"})
    startup = tagging.confirm_industry(get_context(), get_actor(), StartupId(startup_id), Industry(industry))
    flash(gettext("The industry is confirmed: %(industry)s.", industry=label(startup.industry)), "success")
    return redirect(url_for("profiles.startup", startup_id=startup_id), 303)
