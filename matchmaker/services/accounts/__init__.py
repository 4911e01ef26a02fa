"""Accounts: logging in, and the operator's management of people, roles and the profiles they stand for."""

from matchmaker.services.accounts.links import LinkableProfile, link_profile, list_linkable, unlink_profile
from matchmaker.services.accounts.login import authenticate, get_actor
from matchmaker.services.accounts.manage import (
    create_account,
    get_account,
    list_accounts,
    set_active,
    set_locale,
    set_password,
    set_roles,
)

__all__ = [
    "LinkableProfile",
    "authenticate",
    "create_account",
    "get_account",
    "get_actor",
    "link_profile",
    "list_accounts",
    "list_linkable",
    "set_active",
    "set_locale",
    "set_password",
    "set_roles",
    "unlink_profile",
]
