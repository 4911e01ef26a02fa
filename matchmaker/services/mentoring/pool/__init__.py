"""The mentor pool: applications to it and their review, seats with a certificate, yearly assessment, renewal, exit.

Does not belong here: applications of startups to a mentor (``applications``).
"""

from matchmaker.services.mentoring.pool.applications import (
    apply_to_pool,
    find_own_pool_application,
    withdraw_pool_application,
)
from matchmaker.services.mentoring.pool.assessments import confirm_level, confirm_suggested, get_year, list_year
from matchmaker.services.mentoring.pool.export import export_pool
from matchmaker.services.mentoring.pool.membership import ask_renewal, leave_pool, renew
from matchmaker.services.mentoring.pool.queries import get_member, get_pool_overview, list_seats, list_silent
from matchmaker.services.mentoring.pool.reviews import (
    approve_pool_application,
    get_pool_application,
    list_pool_applications,
    reject_pool_application,
    return_pool_application,
)

__all__ = [
    "apply_to_pool",
    "approve_pool_application",
    "ask_renewal",
    "confirm_level",
    "confirm_suggested",
    "export_pool",
    "find_own_pool_application",
    "get_member",
    "get_pool_application",
    "get_pool_overview",
    "get_year",
    "leave_pool",
    "list_pool_applications",
    "list_seats",
    "list_silent",
    "list_year",
    "reject_pool_application",
    "renew",
    "return_pool_application",
    "withdraw_pool_application",
]
