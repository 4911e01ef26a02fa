"""Sentences for what accounts, invitations, organisations and privacy refuse."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

ACCOUNT_REFUSALS: Mapping[str, object] = {
    "account_closed": lazy_gettext("This account is closed."),
    "already_asked": lazy_gettext("There is a request with this log-in name already."),
    "already_consented": lazy_gettext("You agreed to this already."),
    "already_member": lazy_gettext("This person belongs to the organisation already."),
    "bad_code": lazy_gettext("Log-in name and code do not match, or the code was used or is too old."),
    "bad_credentials": lazy_gettext("The log-in name and the password do not match."),
    "invitation_closed": lazy_gettext("This invitation was accepted or withdrawn already."),
    "invitation_for_another": lazy_gettext("This invitation is for somebody else."),
    "last_admin": lazy_gettext("An organisation with several people needs an administrator: name another one first."),
    "last_operator": lazy_gettext("You are the only operator: make another person an operator first."),
    "no_mail": lazy_gettext("No mail server is set up here: please ask the operator for a code."),
    "mobile_taken": lazy_gettext("An account with this mobile number exists already."),
    "organisation_taken": lazy_gettext("There is an organisation of this name already."),
    "profile_owned": lazy_gettext("Another organisation stands for this already."),
    "registration_decided": lazy_gettext("This request was decided already."),
    "registration_pending": lazy_gettext("Your request is with the operator. Please try again in a day or two."),
    "registration_refused": lazy_gettext("Your request for an account was refused. The reason: %(reason)s"),
    "startup_exists": lazy_gettext("You have a startup of this name already: %(name)s."),
}
