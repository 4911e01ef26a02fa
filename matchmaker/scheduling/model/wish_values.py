"""The value of a wish: the ranks of a list share a fixed budget, so wishing for everybody has no advantage."""

from collections.abc import Mapping

# Units of one person's budget. Large enough that the 200th of 200 ranks still differs from the 199th. Small
# enough that the sums of a city's event stay far below 64 bits.
BUDGET = 100_000

# A shorter list is valued as if it had this many ranks. So nobody gains by wishing for one person only.
SHORTEST_LIST = 3


def rank_value(rank: int, wishes: int) -> int:
    """Share of one person's budget that goes to the wish at a rank.

    The weights fall linearly with the rank (Borda, 1781) and are divided by their sum. So the values of a list of any
    length add up to at most ``BUDGET``: value = BUDGET · (k - rank + 1) / (k (k + 1) / 2), with
    k = max(wishes, SHORTEST_LIST).

    Parameters
    ----------
    rank : int
        Place in the person's own list, 1 for the most wanted; 1 <= rank <= wishes.
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
    """Value of a suggested pair for its score in [0, 1]: 1..1000. It is compared with suggested pairs only."""
    if not 0 <= score <= 1:
        raise ValueError(f"score: got {score}, expected 0..1")
    return 1 + round(999 * score)


def value_wishes(lists: Mapping[int, list[int]]) -> dict[frozenset[int], int]:
    """Values of all pairs from everybody's ranked lists.

    Parameters
    ----------
    lists : mapping of person to list of people
        Each list starts with the most wanted, without repeats and without the person.

    Returns
    -------
    dict
        Two people -> value; a mutual wish has the sum of both values.
    """
    values: dict[frozenset[int], int] = {}
    for person, wanted in lists.items():
        for rank, other in enumerate(wanted, 1):
            key = frozenset((person, other))
            values[key] = values.get(key, 0) + rank_value(rank, len(wanted))
    return values
