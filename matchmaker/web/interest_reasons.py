"""The extra page when the conflict ledger warns: it asks for a reason and sends the same form again."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.domain.errors import Refused
from matchmaker.services.interests.judgements import MAX_REASON_LENGTH
from matchmaker.web.security import PREVIOUS_PAGE_FIELD, find_previous_page
from matchmaker.web.wording import refusals

NEEDS_REASON = "conflict_needs_reason"
"""Code of the refusal that asks for a reason."""

REASON_FIELD = "conflict_reason"
"""Name of the field with the reason."""

OWN_FIELDS = frozenset({"csrf_token", "once", REASON_FIELD, PREVIOUS_PAGE_FIELD})
"""Fields that the page writes itself."""


def ask_for_reason(refusal: Refused) -> ResponseReturnValue:
    """A page that asks for a reason, and then sends the same fields to the same address."""
    sent_fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS]
    page = render_template(
        "interests/explain.html",
        message=refusals.describe_code(
            f"{NEEDS_REASON}_known" if refusal.data["kinds"] else NEEDS_REASON, refusal.data
        ),
        action=request.full_path.rstrip("?"),
        sent_fields=sent_fields,
        previous=find_previous_page(),
        longest=MAX_REASON_LENGTH,
    )
    return page, 400
