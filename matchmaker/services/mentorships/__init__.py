"""Mentorships: a founder ranks and asks, one mentor at a time decides, never beyond the capacity."""

from matchmaker.services.mentorships.applying import apply_to_mentor, reorder_applications, withdraw_application
from matchmaker.services.mentorships.calling import call_waiting_list
from matchmaker.services.mentorships.deciding import accept_application, decline_application, wait_list_application
from matchmaker.services.mentorships.ending import end_mentorship
from matchmaker.services.mentorships.pausing import is_pausing, pause_mentor, resume_mentor
from matchmaker.services.mentorships.persons import join_profiles, list_namesakes, list_other_profiles, separate_profile
from matchmaker.services.mentorships.reading import (
    count_waiting_list,
    get_application,
    list_mentor_applications,
    list_startup_applications,
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
