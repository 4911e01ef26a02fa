"""The planner of one-to-one meetings: availability and wished pairs in, a timetable with its bound out.

``problem`` holds the input, ``constraints`` every rule once, ``solver.solve`` the search, ``validate.validate`` the
check, ``why.why`` the reason of every unmet wish, ``changes.list_changes`` what a new timetable means for each person.
"""
