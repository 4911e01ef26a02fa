"""The best candidates that fit together: greedy is exact for limits that nest (Edmonds, 1971)."""

import numpy as np

from matchmaker.matching.assignment.problem import NO_GROUP, Floats, Mask


def rank_open_candidates(scores: Floats, is_open: Mask) -> list[int]:
    """Candidates that are open, best first, equal ones by number.

    Parameters
    ----------
    scores : float64 (m,)
    is_open : bool (m,)
    """
    order: list[int] = [j for j in np.argsort(-scores, kind="stable").tolist() if is_open[j]]
    return order


def take_fitting(ordered: list[int], most: int, groups: list[int]) -> list[int]:
    """The first candidates that fit: at most so many, at most one of a group."""
    taken: list[int] = []
    seen: set[int] = set()
    for candidate in ordered:
        if len(taken) == most:
            break
        group = groups[candidate]
        if group in seen:
            continue
        taken.append(candidate)
        if group != NO_GROUP:
            seen.add(group)
    return taken
