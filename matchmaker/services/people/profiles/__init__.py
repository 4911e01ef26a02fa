"""Profiles of startups, mentors and investors: read, listed, and edited by their own people and the operator.

Contact data is in ``privacy``, imports are in ``imports``, and organisations are in ``organisations``.
"""

from matchmaker.services.people.profiles.edits import (
    create_investor,
    create_mentor,
    create_startup,
    edit_investor,
    edit_mentor,
    edit_startup,
)
from matchmaker.services.people.profiles.queries import (
    find_completeness,
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
