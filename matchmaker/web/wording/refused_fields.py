"""Sentences for single fields of a form that a service refuses."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

FIELD_SENTENCES: Mapping[str, object] = {
    "invalid_fields": lazy_gettext("Please look at the marked fields."),
    "below_zero": lazy_gettext("This cannot be below zero."),
    "not_an_email": lazy_gettext("This is not an e-mail address."),
    "password_length": lazy_gettext("A password has %(shortest)s to %(longest)s characters."),
    "required": lazy_gettext("Something must be written here."),
    "score_range": lazy_gettext("A score is from 0 to 100."),
    "ticket_range": lazy_gettext("The smallest amount is above the largest."),
    "too_long": lazy_gettext("This text is too long."),
    "unknown_value": lazy_gettext("This is not one of the choices."),
}
