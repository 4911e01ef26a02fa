"""Explanations of a finished timetable: why a wish is unmet, and which change would help.

``unmet_reasons`` and ``obstacles`` find the reason of each unmet wish. ``openings`` and ``opening_values`` find the
requests to people that would gain most. ``infeasible_musts`` finds rules that contradict the musts.
"""
