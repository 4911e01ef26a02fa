"""Applications of startups to mentors: ranking, answers, waiting lists, pauses, and the end of a mentorship.

One mentor at a time decides about a startup, and no mentor takes more mentees than the capacity. Does not belong here:
what happens inside an accepted mentorship (``mentorships``), and the operator's matching rounds (``rounds``).
"""

from matchmaker.services.mentoring.applications.answers import (
    accept_application,
    call_waiting_list,
    decline_application,
    wait_list_application,
)
from matchmaker.services.mentoring.applications.endings import end_mentorship
from matchmaker.services.mentoring.applications.mentor_profiles import (
    join_profiles,
    list_namesakes,
    list_other_profiles,
    separate_profile,
)
from matchmaker.services.mentoring.applications.pauses import is_pausing, pause_mentor, resume_mentor
from matchmaker.services.mentoring.applications.queries import (
    count_waiting_list,
    get_application,
    list_mentor_applications,
    list_startup_applications,
)
from matchmaker.services.mentoring.applications.requests import (
    apply_to_mentor,
    reorder_applications,
    withdraw_application,
)

__all__ = [
    "accept_application",
    "apply_to_mentor",
    "call_waiting_list",
    "count_waiting_list",
    "decline_application",
    "end_mentorship",
    "get_application",
    "is_pausing",
    "join_profiles",
    "list_mentor_applications",
    "list_namesakes",
    "list_other_profiles",
    "list_startup_applications",
    "pause_mentor",
    "reorder_applications",
    "resume_mentor",
    "separate_profile",
    "wait_list_application",
    "withdraw_application",
]
