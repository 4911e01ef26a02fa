"""Lists of many matches that nobody envies.

Nash social welfare, the product of everybody's expected matches, leaves little envy (Tomita, Togashi and Yokoyama,
2024). Here it is only a starting point: the number of matches itself is maximised, under the condition that
nobody gains from the exposure of somebody else.
"""

import numpy as np

from benchmarks.methods.whole_market.ascent import Goal, ascend
from benchmarks.methods.whole_market.exposure import Floats, examination
from benchmarks.methods.whole_market.ranking import rank_for_most_matches
from benchmarks.methods.whole_market.welfare import Seen, count_envy, expected_matches, left_envy, right_envy

# Envy is pushed this far below 0, because a penalty leaves a little of what it punishes.
_MARGIN = 1e-4
# Weight of squared envy, raised from rough to exact (Fiacco and McCormick, 1968); the last ones run only if needed.
_PENALTIES = (1e1, 1e2, 1e3, 1e4)
_LAST_PENALTIES = (1e5, 1e6)
_STEPS = 300
_FIRST_STEP = 0.1
# Lists of most matches, mixed with "everybody seen alike" by these shares, are starting points.
_MIXES = (0.0, 0.3, 0.6)


def rank_without_envy(both: Floats, rng: np.random.Generator) -> Seen:
    """Random lists with as many expected matches as the search finds and without envy.

    Parameters
    ----------
    both : float64 (n, m)
        Probability that both say yes when they see each other.
    rng : Generator

    Returns
    -------
    Seen
        No `left_envy` and no `right_envy` exceeds `ENVY_TOLERANCE`. When no search ends so, everybody is seen alike,
        which nobody can envy.
    """
    alike = see_alike(*both.shape)
    most = rank_for_most_matches(both, rng)
    starts = [_mix(most, alike, share) for share in _MIXES]
    starts.append(ascend(nash_goal(both), alike, steps=_STEPS, first_step=_FIRST_STEP))
    found = [alike, *(_calm(both, start) for start in starts)]
    calm = [seen for seen in found if not _envies(both, seen)]
    return max(calm, key=lambda seen: expected_matches(both, seen))


def see_alike(n: int, m: int) -> Seen:
    """Lists in a wholly random order: everybody is seen equally well."""
    left, right = examination(m).sum() / max(m, 1), examination(n).sum() / max(n, 1)
    return Seen(np.full((n, m), left), np.full((n, m), right))


def nash_goal(both: Floats) -> Goal:
    """Sum of the logarithms of everybody's expected matches, of those who can have any (Nash, 1950)."""
    left, right = both.any(axis=1), both.any(axis=0)

    def goal(seen: Seen) -> tuple[float, Seen]:
        matches = both * seen.by_left * seen.by_right
        rows = np.where(left, matches.sum(axis=1), 1.0)
        columns = np.where(right, matches.sum(axis=0), 1.0)
        weights = both * ((1 / rows)[:, None] + (1 / columns)[None, :])
        value = float(np.log(rows).sum() + np.log(columns).sum())
        return value, Seen(weights * seen.by_right, weights * seen.by_left)

    return goal


def calm_goal(both: Floats, penalty: float) -> Goal:
    """Expected matches less a penalty on squared envy above minus the margin."""

    def goal(seen: Seen) -> tuple[float, Seen]:
        left, right = _excess(left_envy(both, seen)), _excess(right_envy(both, seen))
        value = expected_matches(both, seen) - penalty / 2 * float((left**2).sum() + (right**2).sum())
        wants, wanted = both * seen.by_left, both * seen.by_right
        # the value i would get in k's place is (wants @ by_right.T)[i, k]; its own is the diagonal
        net_left = left - np.diag(left.sum(axis=1))
        net_right = right - np.diag(right.sum(axis=1))
        by_left = wanted - penalty * (both * (net_left @ seen.by_right) + wanted @ net_right)
        by_right = wants - penalty * (net_left.T @ wants + both * (seen.by_left @ net_right.T))
        return value, Seen(by_left, by_right)

    return goal


def _excess(envy: Floats) -> Floats:
    above = np.maximum(envy + _MARGIN, 0.0)
    np.fill_diagonal(above, 0.0)
    return above


def _calm(both: Floats, start: Seen) -> Seen:
    """Improved lists from a start, with a rising penalty on envy."""
    seen = start
    for penalty in (*_PENALTIES, *_LAST_PENALTIES):
        if penalty in _LAST_PENALTIES and not _envies(both, seen):
            break
        seen = ascend(calm_goal(both, penalty), seen, steps=_STEPS, first_step=_FIRST_STEP / penalty)
    return seen


def _envies(both: Floats, seen: Seen) -> bool:
    return count_envy(left_envy(both, seen)) + count_envy(right_envy(both, seen)) > 0


def _mix(one: Seen, other: Seen, share: float) -> Seen:
    return Seen((1 - share) * one.by_left + share * other.by_left, (1 - share) * one.by_right + share * other.by_right)
