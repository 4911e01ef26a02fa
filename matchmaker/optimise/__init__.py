"""Small functions around the solvers that the pure cores share: min-cost flow and CP-SAT."""
