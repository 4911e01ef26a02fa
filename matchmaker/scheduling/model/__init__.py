"""The data of the planner, shared by all other packages of ``scheduling``.

It holds the input (``Problem``) and its checks, the rules of a timetable, the goals and the value of a wish. It also
holds the timetable during planning, the finished timetable, and its validation. Nothing here searches.
"""
