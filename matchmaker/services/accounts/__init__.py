"""Accounts: ways in, logging in, sessions, lost passwords, and the operator's management of people and roles."""

from matchmaker.services.accounts.codes import INVITING, derive_code
from matchmaker.services.accounts.invitations import (
    InvitationView,
    accept_invitation,
    get_invitation,
    invite,
    join_by_invitation,
    list_invitations,
    withdraw_invitation,
)
from matchmaker.services.accounts.links import LinkableProfile, link_profile, list_linkable, unlink_profile
from matchmaker.services.accounts.login import authenticate
from matchmaker.services.accounts.manage import (
    create_account,
    get_account,
    list_accounts,
    set_active,
    set_locale,
    set_password,
    set_roles,
    show_account,
)
from matchmaker.services.accounts.registrations import (
    approve_registration,
    ask_account,
    count_registrations,
    forget_refused,
    list_registrations,
    refuse_registration,
)
from matchmaker.services.accounts.resets import ask_reset, can_mail, issue_reset_code, reset_password
from matchmaker.services.accounts.sessions import (
    Presence,
    end_other_sessions,
    end_session,
    find_presence,
    forget_sessions,
    list_sessions,
    start_session,
)

__all__ = [
    "INVITING",
    "InvitationView",
    "LinkableProfile",
    "Presence",
    "accept_invitation",
    "approve_registration",
    "ask_account",
    "ask_reset",
    "authenticate",
    "can_mail",
    "count_registrations",
    "create_account",
    "derive_code",
    "end_other_sessions",
    "end_session",
    "find_presence",
    "forget_refused",
    "forget_sessions",
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
    "refuse_registration",
    "reset_password",
    "set_active",
    "set_locale",
    "set_password",
    "set_roles",
    "show_account",
    "start_session",
    "unlink_profile",
    "withdraw_invitation",
]
