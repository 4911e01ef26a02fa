"""Changes of a timetable on the day of the event, after a disruption such as a no-show or a lost table.

``disruption`` describes what happened, ``repair.find_repairs`` returns a few valid alternatives that disturb few
people, and ``repair_state`` holds the steps of a repair.
"""
