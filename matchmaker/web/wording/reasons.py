"""Sentences for the reasons of a suggestion."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.suggestions import Reason

SENTENCES: Mapping[str, object] = {
    "text_needs_met": lazy_gettext("What they offer answers the needs in the profile"),
}


def tell_reason(reason: Reason) -> str:
    """The sentence of a reason, with its data filled in."""
    return str(SENTENCES[reason.code]) % reason.data
