"""Sentences for single fields of a form that a service refuses."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

FIELD_REFUSALS: Mapping[str, object] = {
    "invalid_fields": lazy_gettext("Please look at the marked fields."),
    "after_start": lazy_gettext("Wishes must close before the first slot begins."),
    "before_registration": lazy_gettext("Wishes cannot close before registration does."),
    "below_zero": lazy_gettext("This cannot be below zero."),
    "in_the_past": lazy_gettext("This day is over already."),
    "ends_before_start": lazy_gettext("The last day is before the first."),
    "no_slot_fits": lazy_gettext("No meeting fits between these hours."),
    "not_a_login": lazy_gettext("This is neither an e-mail address nor a mobile number."),
    "not_an_email": lazy_gettext("This is not an e-mail address."),
    "number_out_of_range": lazy_gettext("This number must be from %(least)s to %(most)s."),
    "password_length": lazy_gettext("A password has %(shortest)s to %(longest)s characters."),
    "required": lazy_gettext("Something must be written here."),
    "slot_times": lazy_gettext("A slot must end after it begins, and cannot have fewer than no tables."),
    "slots_overlap": lazy_gettext("Two slots overlap."),
    "slots_range": lazy_gettext("An event has from 1 to 200 slots."),
    "range_reversed": lazy_gettext("The smallest amount is above the largest."),
    "too_long": lazy_gettext("This text is too long."),
    "unknown_value": lazy_gettext("This is not one of the choices."),
}
