"""The search for a timetable before the event: ``solver.solve`` runs one stage for each goal.

A stage selects pairs, places them in slots, inserts more by ejection chains, and improves parts with an integer
program. ``scenarios`` plans the same event with other numbers of tables and slots.
"""
