"""Profiles of startups, mentors and investors: read, listed, edited by their own people and by the operator."""

from matchmaker.services.profiles.adding import create_investor, create_mentor
from matchmaker.services.profiles.completing import find_completeness
from matchmaker.services.profiles.edit import create_startup, edit_investor, edit_mentor, edit_startup
from matchmaker.services.profiles.read import (
    get_investor,
    get_mentor,
    get_startup,
    list_investors,
    list_mentors,
    list_startups,
)

__all__ = [
    "create_investor",
    "create_mentor",
    "create_startup",
    "edit_investor",
    "edit_mentor",
    "edit_startup",
    "find_completeness",
    "get_investor",
    "get_mentor",
    "get_startup",
    "list_investors",
    "list_mentors",
    "list_startups",
]
