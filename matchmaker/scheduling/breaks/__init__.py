"""Idle gaps (breaks) between a person's meetings: counting, reducing and bounding them.

Two annealers lower the breaks of a timetable without changing who meets: one for small events or extra rules, one with
arrays for large events. A SAT formula proves the fewest breaks of small events.
"""
