"""One's privacy at a glance, and contact data of others where both sides agreed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.privacy import TEXT_VERSIONS, Purpose
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services import accounts, privacy
from matchmaker.web.guards import get_actor, get_context, public
from matchmaker.web.listing import read_page
from matchmaker.web.privacy import bp
from matchmaker.web.privacy.forms import ContactForm
from matchmaker.web.security import find_safe_target
from matchmaker.web.wording.privacy import CONSENTS


@bp.route("/privacy")
@public
def policy() -> str:
    """How personal data is handled here."""
    version, days = TEXT_VERSIONS[Purpose.PROCESSING], get_context().settings.impression_days
    return render_template("privacy/policy.html", version=version, days=days)


@bp.route("/account/privacy", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Consents, contact data, suggestions, and ways to one's data."""
    context, actor = get_context(), get_actor()
    form = ContactForm(obj=privacy.get_own_contact(context, actor))
    if form.validate_on_submit():
        try:
            given = {name: form[name].data for name in ("email", "phone", "wechat")}
            privacy.edit_contact(context, actor, **given)
            flash(gettext("Your contact data is kept."), "success")
            return redirect(url_for("privacy.own"), 303)
        except Invalid as refusal:
            form.add_errors(refusal)
    return _render_own(form), 400 if form.is_submitted() else 200


def _render_own(form: ContactForm) -> str:
    context, actor = get_context(), get_actor()
    return render_template(
        "privacy/own.html",
        form=form,
        consents=privacy.list_consents(context, actor),
        texts=CONSENTS,
        views=privacy.list_contact_views(context, actor),
        account=accounts.get_account(context, actor, actor.account_id).account,
        days=context.settings.impression_days,
    )


@bp.route("/account/privacy/views")
def views() -> str:
    """Who looked at one's contact data."""
    page = privacy.list_contact_views(get_context(), get_actor(), page=read_page())
    return render_template("privacy/views.html", page=page)


@bp.route("/account/consents/<purpose>", methods=["POST"])
def set_consent(purpose: str) -> ResponseReturnValue:
    """Give a consent, or withdraw it."""
    if purpose not in set(Purpose):
        raise NotFound("consent_not_found")
    if request.form.get("is_given") == "1":
        privacy.give_consent(get_context(), get_actor(), Purpose(purpose))
        flash(gettext("Your consent is kept, with today's date. You can withdraw it at any time."), "success")
    elif purpose == Purpose.PROCESSING:
        return redirect(url_for("privacy.erase"), 303)  # an account without data cannot be: leaving is the way
    else:
        privacy.withdraw_consent(get_context(), get_actor(), Purpose(purpose))
        flash(gettext("Your consent is withdrawn."), "success")
    return redirect(find_safe_target(request.form.get("next")) or url_for("privacy.own"), 303)


@bp.route("/account/suggestions", methods=["POST"])
def set_personalised() -> ResponseReturnValue:
    """Switch suggestions on or off."""
    is_personalised = request.form.get("is_personalised") == "1"
    privacy.set_personalised(get_context(), get_actor(), is_personalised=is_personalised)
    if is_personalised:
        flash(gettext("Suggestions are on; they are computed with the next run."), "success")
    else:
        flash(gettext("Suggestions are off: you find everybody in plain lists with filters."), "success")
    return redirect(url_for("privacy.own"), 303)


@bp.route("/contacts/<kind>/<int:profile_id>")
def contact(kind: str, profile_id: int) -> str:
    """Contact data of the people behind a profile, or what keeps it closed."""
    if kind not in set(PartyKind):
        raise NotFound("profile_not_found")
    view = privacy.view_contact(get_context(), get_actor(), kind=PartyKind(kind), profile_id=profile_id)
    return render_template("privacy/contact.html", view=view, text=CONSENTS[Purpose.CONTACT])
