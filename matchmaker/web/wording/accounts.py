"""Words of organisations, invitations, requests for accounts and consents: labels, refusals."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.onboarding import InvitationState, RegistrationState
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.privacy import Purpose

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

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    OrganisationKind: {
        OrganisationKind.STARTUP: lazy_gettext("Startup"),
        OrganisationKind.FUND: lazy_gettext("Fund"),
        OrganisationKind.INCUBATOR: lazy_gettext("Incubator"),
    },
    OwnedKind: {
        OwnedKind.STARTUP: lazy_gettext("Startup"),
        OwnedKind.INVESTOR: lazy_gettext("Investor"),
        OwnedKind.INCUBATOR: lazy_gettext("Incubator"),
    },
    InvitationState: {
        InvitationState.OPEN: lazy_pgettext("invitation", "Open"),
        InvitationState.ACCEPTED: lazy_pgettext("invitation", "Accepted"),
        InvitationState.WITHDRAWN: lazy_pgettext("invitation", "Withdrawn"),
    },
    RegistrationState: {
        RegistrationState.PENDING: lazy_pgettext("request", "Waiting"),
        RegistrationState.APPROVED: lazy_pgettext("request", "Approved"),
        RegistrationState.REFUSED: lazy_pgettext("request", "Refused"),
    },
    Purpose: {
        Purpose.PROCESSING: lazy_gettext("Processing of personal data"),
        Purpose.CONTACT: lazy_gettext("Showing contact data"),
    },
}
