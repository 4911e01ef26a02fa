"""The planner of one-to-one meetings: it turns availability and wished pairs into a timetable with a proven bound.

``model`` holds the input, the rules and the timetable. ``planning`` holds the search, ``breaks`` the reduction of
idle gaps, and ``seating`` the choice of tables. ``explaining`` finds the reason of every unmet wish. ``repairing``
changes a timetable on the day of the event. Nothing here knows profiles, the database or texts for users.
"""
