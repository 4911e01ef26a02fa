"""Mentoring: the mentor pool, applications of startups to mentors, accepted mentorships, and matching rounds.

Belongs here: what mentors, founders and the operator do from a mentor's certificate to the end of a mentorship. Office
hours are part of it. Does not belong here: suggestions of mentors (``suggestions``), the profiles themselves
(``people``), and meetings at events (``meetings``).
"""
