"""Labels of organisations, invitations, requests for accounts and consents."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.entry import InvitationState, RegistrationState
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.privacy import Purpose

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
