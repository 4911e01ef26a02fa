"""``python -m benchmarks assignment DIR --out A.json``: papers and reviewers, assigned by the product.

DIR holds ``scores.npy`` (papers x reviewers, either way round) and ``covs.npy`` (reviewers a paper needs).
It also holds ``loads.npy`` and ``loads-lb.npy`` (most and least papers of a reviewer).

Three problems are solved:

- the greatest total without the least loads;
- the greatest total with them;
- the best minimum, and the best total at it, without them.

A.json holds the pairs of each as [paper, reviewer].
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.methods.fair_assignment.fairest import assign_fairest
from matchmaker.matching.assignment.max_total import assign_best_total
from matchmaker.matching.assignment.problem import AssignmentProblem, build_limits, build_problem
from matchmaker.matching.assignment.result import Assignment, Infeasible

Answer = Assignment | Infeasible


def read_problem(folder: Path, *, has_least: bool) -> AssignmentProblem:
    """Papers on the left, each with exactly the reviewers it needs; reviewers on the right with their loads."""
    scores = np.load(folder / "scores.npy")
    covers, most = (np.load(folder / name).astype(np.int64) for name in ("covs.npy", "loads.npy"))
    if scores.shape != (len(covers), len(most)) or scores.shape[0] == scores.shape[1]:
        scores = scores.T  # the file has reviewers first, and a square one is read that way too
    least = np.load(folder / "loads-lb.npy").astype(np.int64) if has_least else None
    return build_problem(scores, build_limits(covers, least=covers), build_limits(most, least=least))


def solve_all(folder: Path, *, time_limit: float) -> tuple[dict[str, Answer], dict[str, float]]:
    """The answer to each question, and the seconds it took."""
    upper = read_problem(folder, has_least=False)
    questions: dict[str, Callable[[], Answer]] = {
        "total_upper": lambda: assign_best_total(upper),
        "minimum": lambda: assign_fairest(upper, time_limit=time_limit),
    }
    if (folder / "loads-lb.npy").exists():
        questions["total_lower"] = lambda: assign_best_total(read_problem(folder, has_least=True))
    answers: dict[str, Answer] = {}
    seconds: dict[str, float] = {}
    for name, ask in questions.items():
        start = time.perf_counter()
        answers[name] = ask()
        seconds[name] = round(time.perf_counter() - start, 3)
    return answers, seconds


def summarise(answers: dict[str, Answer], seconds: dict[str, float]) -> dict[str, Any]:
    """Figures of all questions; null with the obstacle where there is no assignment."""
    found = {name: answer for name, answer in answers.items() if isinstance(answer, Assignment)}
    refused = {name: str(answer.reason) for name, answer in answers.items() if isinstance(answer, Infeasible)}
    totals = {name: round(answer.total, 4) for name, answer in found.items()}
    fairest = found.get("minimum")
    return {
        "total_upper": totals.get("total_upper"),
        "total_lower": totals.get("total_lower"),
        "best_minimum": None if fairest is None or fairest.minimum is None else round(fairest.minimum, 4),
        "total_at_best_minimum": totals.get("minimum"),
        "proven": all(answer.is_proven for answer in found.values()),
        "infeasible": refused,
        "seconds": round(sum(seconds.values()), 3),
        "seconds_each": seconds,
    }


def run(argv: list[str]) -> int:
    """Answer the three questions and print the figures as JSON; 2 when the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks assignment", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="where to write the pairs")
    options = parser.parse_args(argv)
    if not (options.folder / "scores.npy").exists():
        parser.error(f"no scores.npy in {options.folder}")
    answers, seconds = solve_all(options.folder, time_limit=options.time_limit)
    if options.out:
        pairs = {name: answer.pairs for name, answer in answers.items() if isinstance(answer, Assignment)}
        options.out.write_text(json.dumps(pairs))
    print(json.dumps(summarise(answers, seconds)))
    return 0
