"""Small functions around solvers that the pure cores share: min-cost flow, linear programs, waiting for them."""
