"""``python -m benchmarks dating FILE --predictions OUT.csv``: real two-sided decisions, predicted before the meeting.

FILE is the table of the speed dating study, .csv or .csv.gz. Seven folds of whole events (`wave`); everything is fitted
on the train folds, penalty and calibration on events left out inside them. OUT.csv has iid, pid, decision, match.
"""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks._dating_facts import build_facts, find_reverse, read_columns
from benchmarks.methods.dating.decision_terms import Facts, Floats, Ints
from benchmarks.methods.dating.decisions import FOR_MATCHES, fit_decisions, fit_matches, reliability

FOLDS = 7


def predict_fold(
    facts: Facts, outcomes: dict[str, Ints], reverse: Ints, *, train: Ints, test: Ints
) -> tuple[Floats, Floats]:
    """Probabilities of yes and of a match for the test rows, learned from the train rows."""
    seen = facts.take(train)
    decisions = fit_decisions(seen, outcomes["dec"][train], outcomes["wave"][train])[0].predict(facts.take(test))
    model, left_out = fit_decisions(seen, outcomes["dec"][train], outcomes["wave"][train], own_scales=FOR_MATCHES)
    of_reverse = dict(zip(train.tolist(), left_out.tolist(), strict=True))
    back = np.array([of_reverse.get(row, float(left_out.mean())) for row in reverse[train].tolist()])
    matches = fit_matches(left_out, back, outcomes["match"][train])
    ours = model.predict(facts.take(test))
    at = dict(zip(test.tolist(), ours.tolist(), strict=True))
    theirs = np.array([at.get(row, float(left_out.mean())) for row in reverse[test].tolist()])
    return decisions, matches.predict(ours, theirs)


def deal_events(waves: Ints, seed: int | None) -> list[tuple[Ints, Ints]]:
    """Train and test rows of each fold; no event is in both."""
    events, of_row = np.unique(waves, return_inverse=True)
    folds = GroupKFold(min(FOLDS, len(events)))
    if seed is not None:
        of_row = np.random.default_rng(seed).permutation(np.arange(len(events)) % folds.n_splits)[of_row]
    return list(folds.split(waves, groups=of_row))


def predict(columns: dict[str, Floats], *, seed: int | None = None) -> tuple[Floats, Floats]:
    """Probabilities of yes and of a match for every row, each from a model that has not seen the row's event.

    The folds are those of the protocol; with a seed, events are dealt out to folds at random.
    """
    facts, reverse = build_facts(columns), find_reverse(columns)
    outcomes = {name: columns[name].astype(np.int64) for name in ("dec", "match", "wave")}
    decisions, matches = np.zeros(len(reverse)), np.zeros(len(reverse))
    for train, test in deal_events(outcomes["wave"], seed):
        decisions[test], matches[test] = predict_fold(facts, outcomes, reverse, train=train, test=test)
    return decisions, matches


def summarise(columns: dict[str, Floats], decisions: Floats, matches: Floats) -> dict[str, Any]:
    """Pooled AUC, and the calibration of the probabilities."""
    outcomes = columns["match"].astype(np.int64)
    return {
        "decision_auc": round(float(roc_auc_score(columns["dec"], decisions)), 4),
        "match_auc": round(float(roc_auc_score(outcomes, matches)), 4),
        "match_reliability": [[round(p, 3), round(share, 3), n] for p, share, n in reliability(matches, outcomes, 5)],
    }


def write_predictions(path: Path, columns: dict[str, Floats], decisions: Floats, matches: Floats) -> None:
    """One row a decision; people as whole numbers, a partner who is unknown left empty."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["iid", "pid", "decision", "match"])
        for iid, pid, decision, match in zip(columns["iid"], columns["pid"], decisions, matches, strict=True):
            writer.writerow([int(iid), "" if np.isnan(pid) else int(pid), f"{decision:.6f}", f"{match:.6f}"])


def run(argv: list[str]) -> int:
    """Predict every decision and print the figures as JSON; 2 when the file is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks dating", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="where to write the probabilities")
    parser.add_argument("--seed", type=int, help="deal events out to folds at random, not by the protocol")
    options = parser.parse_args(argv)
    if not options.file.exists():
        parser.error(f"no file {options.file}")
    columns = read_columns(options.file)
    decisions, matches = predict(columns, seed=options.seed)
    if options.predictions:
        write_predictions(options.predictions, columns, decisions, matches)
    print(json.dumps(summarise(columns, decisions, matches)))
    return 0
