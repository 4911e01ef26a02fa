"""Solvers that the cores of matching and scheduling share. They know nothing of people, wishes or timetables.

``min_cost_flow`` and ``integer_program`` stand on their own. For questions of satisfiability read ``cnf`` (formulas),
``sat_process`` (one solver in a child process), ``minimise_with_sat`` (fewest true literals), then ``unsat_core``.
"""
