"""Meetings of startups and investors: events, timetables, calendars, the angel investors' club, and deals.

Belongs here: what participants and organizers do from the registration for an event to the deals that follow from it.
Does not belong here: the planner itself, which works on plain values (``scheduling``), and mentoring with its office
hours (``mentoring``). Suggested pairs come from ``suggestions``.
"""
