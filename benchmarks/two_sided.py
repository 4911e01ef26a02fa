"""``python -m benchmarks two-sided FILE --objective fair|total --out LISTS.npz``: lists for a whole market.

FILE is an .npz of two arrays. The first is the probability that left i says yes to right j, (n, m). The second is that
of right j for left i, (m, n), or (n, m) in the same order; a square one is read as (n, m).

LISTS.npz holds ``left`` (n, m, m) and ``right`` (m, n, n): probability of [seeker, candidate, position]. The figures
are taken from the lists as they are written.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.methods.whole_market.exposure import Floats, to_exposure, to_lists
from benchmarks.methods.whole_market.fair import rank_without_envy
from benchmarks.methods.whole_market.ranking import rank_for_most_matches
from benchmarks.methods.whole_market.welfare import Seen, count_envy, expected_matches, left_envy, mutual, right_envy


def read_market(path: Path) -> Floats:
    """Probability that both say yes, (n, m)."""
    with np.load(path) as file:
        left, right = (file[name] for name in file.files[:2])
    return mutual(left, right if right.shape == left.T.shape and right.shape != left.shape else right.T)


def summarise(both: Floats, left: Floats, right: Floats) -> dict[str, Any]:
    """Figures of lists of both sides."""
    seen = Seen(to_exposure(left), to_exposure(right).T)
    return {
        "expected_matches": round(expected_matches(both, seen), 4),
        "envy_left": count_envy(left_envy(both, seen)),
        "envy_right": count_envy(right_envy(both, seen)),
    }


def run(argv: list[str]) -> int:
    """Make the lists and print their figures as JSON; 2 when the file is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks two-sided", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--objective", choices=["fair", "total"], default="fair")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="where to write the lists")
    options = parser.parse_args(argv)
    if not options.file.exists():
        parser.error(f"no file {options.file}")
    both = read_market(options.file)
    start = time.perf_counter()
    make = rank_without_envy if options.objective == "fair" else rank_for_most_matches
    seen = make(both, np.random.default_rng(options.seed))
    seconds = round(time.perf_counter() - start, 3)
    left, right = to_lists(seen.by_left), to_lists(seen.by_right.T)
    if options.out:
        np.savez_compressed(options.out, left=left, right=right)
    print(json.dumps({**summarise(both, left, right), "seconds": seconds}))
    return 0
