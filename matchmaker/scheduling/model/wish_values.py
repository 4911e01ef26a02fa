"""What a wish is worth: ranks share a fixed budget, so that wishing for everybody gains nothing."""

from collections.abc import Mapping

# Parts of one person's budget. Fine enough that the 200th of 200 ranks still differs from the 199th, small
# enough that the sums of a city's event stay far from 64 bits.
BUDGET = 100_000

# Nobody is rewarded for wishing for one person only: a shorter list is valued as if it had this many ranks.
SHORTEST_LIST = 3


def rank_value(rank: int, wishes: int) -> int:
    """Share of one person's budget that goes to the wish at a rank.

    The weights fall linearly with the rank (Borda, 1781) and are divided by their sum, so a list of any length
    spends at most ``BUDGET``: value = BUDGET · (k - rank + 1) / (k (k + 1) / 2) with k = max(wishes, SHORTEST_LIST).

    Parameters
    ----------
    rank : int
        Place in the person's own list, 1 is the dearest; 1 <= rank <= wishes.
    wishes : int
        Length of the person's list.

    Returns
    -------
    int
        In 1..BUDGET.

    Raises
    ------
    ValueError
        When the rank is not in the list.
    """
    if not 1 <= rank <= wishes:
        raise ValueError(f"rank: got {rank}, expected 1..{wishes}")
    k = max(wishes, SHORTEST_LIST)
    return max(1, BUDGET * 2 * (k - rank + 1) // (k * (k + 1)))


def suggested_value(score: float) -> int:
    """Value of a suggested pair from its score in [0, 1]: 1..1000, compared among suggested pairs only."""
    if not 0 <= score <= 1:
        raise ValueError(f"score: got {score}, expected 0..1")
    return 1 + round(999 * score)


def value_wishes(lists: Mapping[int, list[int]]) -> dict[frozenset[int], int]:
    """Values of all pairs from everybody's ranked lists.

    Parameters
    ----------
    lists : mapping of person to list of people
        Each list dearest first, without repeats and without the person.

    Returns
    -------
    dict
        Two people -> value; a mutual wish has the values of both sides.
    """
    values: dict[frozenset[int], int] = {}
    for person, wanted in lists.items():
        for rank, other in enumerate(wanted, 1):
            key = frozenset((person, other))
            values[key] = values.get(key, 0) + rank_value(rank, len(wanted))
    return values
