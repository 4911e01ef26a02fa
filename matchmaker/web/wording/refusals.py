"""Sentences for the refusals of the services."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.errors import Refused

SENTENCES: Mapping[str, object] = {
    "login_required": lazy_gettext("Please log in first."),
    "role_required": lazy_gettext("Your account does not hold the role that this needs."),
    "bad_credentials": lazy_gettext("E-mail address and password do not match."),
    "file_too_large": lazy_gettext("The file is too large: at most %(limit_mb)s MB can be uploaded at a time."),
}


def tell(refusal: Refused) -> str:
    """The sentence of a refusal, with its data filled in."""
    return tell_code(refusal.code, refusal.data)


def tell_code(code: str, data: Mapping[str, object]) -> str:
    """The sentence of ``code``; KeyError for a code nobody wrote a sentence for."""
    return str(SENTENCES[code]) % data
