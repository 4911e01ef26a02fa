"""One's own privacy settings, export and deletion; and contact data of others after consent of both sides."""

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_login import logout_user
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.privacy import TEXT_VERSIONS, Purpose
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.people import accounts, privacy
from matchmaker.web import locales
from matchmaker.web.auth import get_actor, get_context, public
from matchmaker.web.downloads import send_archive
from matchmaker.web.forms import BaseForm, TextField
from matchmaker.web.privacy import bp
from matchmaker.web.query_args import read_page
from matchmaker.web.security import find_safe_target
from matchmaker.web.wording.privacy import CONSENTS, label_exported

PHONE = Regexp(r"\D*(?:\d\D*){5,}$", message=lazy_gettext("A telephone number has at least five digits."))
"""Landlines, extensions and foreign numbers are valid: this checks only for enough digits."""

ADDRESS = Regexp(r"[^@\s]+@[^@\s]+$", message=lazy_gettext("This is not an e-mail address."))


class ContactForm(BaseForm):
    phone = TextField(lazy_gettext("Telephone"), [Optional(), Length(max=60), PHONE], render_kw={"autocomplete": "tel"})
    email = TextField(
        lazy_gettext("E-mail address"), [Optional(), Length(max=200), ADDRESS], render_kw={"autocomplete": "email"}
    )
    wechat = TextField(lazy_gettext("WeChat"), [Length(max=60)], render_kw={"autocomplete": "off"})


class EraseForm(BaseForm):
    password = PasswordField(
        lazy_gettext("Your password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    is_sure = BooleanField(
        lazy_gettext("I have read what is deleted and what stays. This cannot be undone."),
        [InputRequired(lazy_gettext("Please confirm that you have read it."))],
    )


@bp.route("/account/privacy/data.zip")
def export() -> Response:
    """All one's data: a workbook in the own language, and the same in a format for machines."""
    data = privacy.collect_data(get_context(), get_actor())
    return send_archive(data.as_zip(label_exported), gettext("My data"))


@bp.route("/account/privacy/leave", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """Explain what deletion means, then delete the account."""
    form = EraseForm()
    if form.validate_on_submit():
        try:
            privacy.erase_person(get_context(), get_actor(), password=form.password.data)
            return _log_out_after_erasure()
        except NotAllowed:
            form.password.errors = [gettext("This is not your present password.")]
        except StateConflict as refusal:
            form.add_errors(refusal)
    plan = privacy.plan_erasure(get_context(), get_actor())
    return render_template("privacy/erase.html", form=form, plan=plan), 400 if form.is_submitted() else 200


def _log_out_after_erasure() -> ResponseReturnValue:
    code = locales.get_code()
    logout_user()
    session.clear()
    locales.set_code(code)
    flash(gettext("Your data is deleted, and you are logged out."), "success")
    return redirect(url_for("privacy.gone"), 303)


@bp.route("/goodbye")
@public
def gone() -> str:
    """What was deleted and what remains, after the deletion."""
    return render_template("privacy/gone.html")


@bp.route("/privacy")
@public
def policy() -> str:
    """The privacy policy."""
    version, days = TEXT_VERSIONS[Purpose.PROCESSING], get_context().settings.impression_days
    return render_template("privacy/policy.html", version=version, days=days)


@bp.route("/account/privacy", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Consents, contact data, the switch for suggestions, and links to one's data."""
    context, actor = get_context(), get_actor()
    form = ContactForm(obj=privacy.get_own_contact(context, actor))
    if form.validate_on_submit():
        try:
            values = {name: form[name].data for name in ("email", "phone", "wechat")}
            privacy.edit_contact(context, actor, **values)
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
    """Who viewed one's contact data."""
    page = privacy.list_contact_views(get_context(), get_actor(), page=read_page())
    return render_template("privacy/views.html", page=page)


@bp.route("/account/consents/<purpose>", methods=["POST"])
def set_consent(purpose: str) -> ResponseReturnValue:
    """Give or withdraw a consent."""
    if purpose not in set(Purpose):
        raise NotFound("consent_not_found")
    if request.form.get("is_given") == "1":
        privacy.give_consent(get_context(), get_actor(), Purpose(purpose))
        flash(gettext("Your consent is kept, with today's date. You can withdraw it at any time."), "success")
    elif purpose == Purpose.PROCESSING:
        return redirect(url_for("privacy.erase"), 303)  # every account needs this consent
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
    """Contact data of the people behind a profile, or the reason why they are hidden."""
    if kind not in set(PartyKind):
        raise NotFound("profile_not_found")
    view = privacy.view_contact(get_context(), get_actor(), kind=PartyKind(kind), profile_id=profile_id)
    return render_template("privacy/contact.html", view=view, text=CONSENTS[Purpose.CONTACT])
