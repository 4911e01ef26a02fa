"""Link an account with the profiles it acts for: search by name, link, unlink."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import accounts
from matchmaker.web.admin import bp
from matchmaker.web.admin.forms import LinkableFilterForm
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.query_args import read_choice, read_page, read_text

KIND_OF_ROLE = {Role.FOUNDER: PartyKind.STARTUP, Role.MENTOR: PartyKind.MENTOR, Role.INVESTOR: PartyKind.INVESTOR}
"""The kind of profile that belongs to a role."""


@bp.route("/accounts/<int:account_id>/profiles")
@roles_required(Role.OPERATOR)
def choose_profile(account_id: int) -> ResponseReturnValue:
    """Search by name for the profile to link."""
    view = accounts.get_account(get_context(), get_actor(), AccountId(account_id))
    likely = next((kind for role, kind in KIND_OF_ROLE.items() if role in view.account.roles), PartyKind.STARTUP)
    kind, search = read_choice("kind", PartyKind) or likely, read_text("q")
    page = accounts.list_linkable(
        get_context(), get_actor(), view.account.id, kind=kind, search=search, page=read_page()
    )
    form = LinkableFilterForm(formdata=None, kind=kind, q=search)
    return render_template("admin/choose_profile.html", view=view, page=page, form=form)


@bp.route("/accounts/<int:account_id>/profiles", methods=["POST"])
@roles_required(Role.OPERATOR)
def link_profile(account_id: int) -> ResponseReturnValue:
    """Link the account with a profile."""
    profile_id = request.form.get("profile_id", type=int)
    if profile_id is None:
        raise Invalid("invalid_fields", fields={"profile_id": "required"})
    kind = _read_kind(request.form.get("kind", ""))
    accounts.link_profile(get_context(), get_actor(), AccountId(account_id), kind=kind, profile_id=profile_id)
    flash(gettext("The account stands for this profile now."), "success")
    return redirect(url_for("admin.account", account_id=account_id), 303)


@bp.route("/accounts/<int:account_id>/profiles/<kind>/<int:profile_id>/unlink", methods=["POST"])
@roles_required(Role.OPERATOR)
def unlink_profile(account_id: int, kind: str, profile_id: int) -> ResponseReturnValue:
    """Remove the link between the account and a profile."""
    accounts.unlink_profile(
        get_context(), get_actor(), AccountId(account_id), kind=_read_kind(kind), profile_id=profile_id
    )
    flash(gettext("The account no longer stands for this profile."), "success")
    return redirect(url_for("admin.account", account_id=account_id), 303)


def _read_kind(text: str) -> PartyKind:
    if text not in set(PartyKind):
        raise NotFound("profile_not_found")
    return PartyKind(text)
