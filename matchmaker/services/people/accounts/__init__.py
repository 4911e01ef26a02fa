"""Accounts: invitations, registrations, logging in, sessions, reset passwords, and management by the operator.

Everything about who may log in and for which profiles an account acts belongs here. Permissions of an actor are in
``matchmaker.domain.permissions``, cookies and forms in ``matchmaker.web``.
"""

from matchmaker.services.people.accounts.codes import INVITATION_PURPOSE, derive_code
from matchmaker.services.people.accounts.invitations import (
    InvitationView,
    accept_invitation,
    get_invitation,
    invite,
    join_by_invitation,
    list_invitations,
    withdraw_invitation,
)
from matchmaker.services.people.accounts.login import authenticate
from matchmaker.services.people.accounts.management import (
    create_account,
    get_account,
    list_accounts,
    reveal_account,
    set_active,
    set_locale,
    set_password,
    set_roles,
)
from matchmaker.services.people.accounts.profile_links import (
    LinkableProfile,
    link_profile,
    list_linkable,
    unlink_profile,
)
from matchmaker.services.people.accounts.registrations import (
    approve_registration,
    count_registrations,
    list_registrations,
    purge_refused,
    refuse_registration,
    request_account,
)
from matchmaker.services.people.accounts.resets import can_mail, issue_reset_code, request_reset, reset_password
from matchmaker.services.people.accounts.sessions import (
    ActiveSession,
    end_other_sessions,
    end_session,
    find_active_session,
    list_sessions,
    purge_sessions,
    start_session,
)

__all__ = [
    "INVITATION_PURPOSE",
    "ActiveSession",
    "InvitationView",
    "LinkableProfile",
    "accept_invitation",
    "approve_registration",
    "authenticate",
    "can_mail",
    "count_registrations",
    "create_account",
    "derive_code",
    "end_other_sessions",
    "end_session",
    "find_active_session",
    "get_account",
    "get_invitation",
    "invite",
    "issue_reset_code",
    "join_by_invitation",
    "link_profile",
    "list_accounts",
    "list_invitations",
    "list_linkable",
    "list_registrations",
    "list_sessions",
    "purge_refused",
    "purge_sessions",
    "refuse_registration",
    "request_account",
    "request_reset",
    "reset_password",
    "reveal_account",
    "set_active",
    "set_locale",
    "set_password",
    "set_roles",
    "start_session",
    "unlink_profile",
    "withdraw_invitation",
]
