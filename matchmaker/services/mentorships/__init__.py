"""Mentorships: a founder ranks and asks, one mentor at a time decides, never beyond the capacity."""

from matchmaker.services.mentorships.applying import reorder_requests, request_mentorship, withdraw_mentorship
from matchmaker.services.mentorships.calling import call_waiting_list
from matchmaker.services.mentorships.deciding import accept_mentorship, decline_mentorship, wait_list_mentorship
from matchmaker.services.mentorships.ending import end_mentorship
from matchmaker.services.mentorships.pausing import is_pausing, pause_mentor, resume_mentor
from matchmaker.services.mentorships.persons import join_mentors, list_namesakes, list_person, part_mentor
from matchmaker.services.mentorships.reading import count_line, get_mentorship, list_applications, list_requests

__all__ = [
    "accept_mentorship",
    "call_waiting_list",
    "count_line",
    "decline_mentorship",
    "end_mentorship",
    "get_mentorship",
    "is_pausing",
    "join_mentors",
    "list_applications",
    "list_namesakes",
    "list_person",
    "list_requests",
    "part_mentor",
    "pause_mentor",
    "reorder_requests",
    "request_mentorship",
    "resume_mentor",
    "wait_list_mentorship",
    "withdraw_mentorship",
]
