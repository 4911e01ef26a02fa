"""``python -m benchmarks investors DIR --predictions OUT.csv``: investors for companies that nobody is known to back.

DIR holds ``companies.csv`` (company_id, description, sector, tags, region, city, founded_year, fold), ``edges.csv``
(company_id, investor, perhaps date) and ``meta.json`` (min_train_edges, test_folds). For each test fold, deals of the
other folds alone are learned from; candidates are the investors with enough rows among them, as meta.json says.
OUT.csv has company_id, rank and investor, 20 ranks a company. The printed figures are the means over companies.
"""

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._measures import ndcg_at, recall_at
from matchmaker.matching.history import Companies, Deals, History, fit_history, rank_investors

RANKS = 20
_SEPARATORS = re.compile(r"[,;，；、|]")
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Fold:
    """One test fold: the deals to learn from, the companies that ask, and their true investors."""

    names: tuple[str, ...]
    least_deals: int
    known: Companies
    deals: Deals
    ids: tuple[str, ...]
    asked: Companies
    truth: tuple[frozenset[int], ...]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def parse_companies(rows: Sequence[dict[str, str]]) -> Companies:
    """Columns of companies; what a file does not have is empty."""
    return Companies(
        texts=tuple(row.get("description") or "" for row in rows),
        regions=tuple((row.get("region") or "").strip() for row in rows),
        cities=tuple((row.get("city") or "").strip() for row in rows),
        sectors=tuple(_terms(row.get("sector")) for row in rows),
        tags=tuple(_terms(row.get("tags")) for row in rows),
        founded=np.array([_number(row.get("founded_year")) for row in rows], np.float64),
    )


def read_folds(folder: Path) -> Iterator[Fold]:
    """The test folds of a folder, each with the deals of all other folds."""
    companies = {row["company_id"]: row for row in read_rows(folder / "companies.csv")}
    edges = read_rows(folder / "edges.csv")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    for fold in map(str, meta["test_folds"]):
        inside = [companies[edge["company_id"]]["fold"] == fold for edge in edges]
        train = [edge for edge, is_test in zip(edges, inside, strict=True) if not is_test]
        names = tuple(sorted({edge["investor"] for edge in train}))
        number = {name: place for place, name in enumerate(names)}
        counts = Counter(edge["investor"] for edge in train)
        known = sorted({edge["company_id"] for edge in train})
        truth: dict[str, set[int]] = {}
        for edge, is_test in zip(edges, inside, strict=True):
            if is_test and counts[edge["investor"]] >= meta["min_train_edges"]:
                truth.setdefault(edge["company_id"], set()).add(number[edge["investor"]])
        ids = tuple(sorted(truth))
        yield Fold(
            names=names,
            least_deals=meta["min_train_edges"],
            known=parse_companies([companies[company] for company in known]),
            deals=_parse_deals(train, {company: place for place, company in enumerate(known)}, number),
            ids=ids,
            asked=parse_companies([companies[company] for company in ids]),
            truth=tuple(frozenset(truth[company]) for company in ids),
        )


def rank_fold(fold: Fold, *, seed: int) -> tuple[History, NDArray[np.intp]]:
    """The fitted history, and the ranked investors of each company that asks."""
    history = fit_history(fold.known, fold.deals, question=fold.asked, least_deals=fold.least_deals, seed=seed)
    return history, rank_investors(history, fold.asked, RANKS)


def run(argv: list[str]) -> int:
    """Rank, write the lists, print the figures as JSON; 2 when a file is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks investors", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="where to write the ranked investors")
    parser.add_argument("--seed", type=int, default=0, help="of the learning (default: %(default)s)")
    options = parser.parse_args(argv)
    for name in ("companies.csv", "edges.csv", "meta.json"):
        if not (options.folder / name).exists():
            parser.error(f"no {name} in {options.folder}")
    start = time.perf_counter()
    lines: list[tuple[str, int, str]] = []
    grades: list[tuple[float, float]] = []
    mixes: list[tuple[float, ...]] = []
    for fold in read_folds(options.folder):
        history, ranked = rank_fold(fold, seed=options.seed)
        mixes.append((float(history.is_simple), history.penalty, *history.ranker.mix))
        for company, columns, wanted in zip(fold.ids, ranked.tolist(), fold.truth, strict=True):
            grades.append((recall_at(columns, wanted, 10), ndcg_at(columns, wanted, 10)))
            lines += [(company, rank, fold.names[column]) for rank, column in enumerate(columns, start=1)]
    if options.predictions:
        _write(options.predictions, lines)
    print(json.dumps(_summarise(grades, mixes) | {"seconds": round(time.perf_counter() - start, 1)}))
    return 0


def _summarise(grades: list[tuple[float, float]], mixes: list[tuple[float, ...]]) -> dict[str, Any]:
    recall, ndcg = np.array(grades).mean(axis=0).round(4).tolist() if grades else (None, None)
    return {"companies": len(grades), "recall10": recall, "ndcg10": ndcg, "simple_penalty_and_mix": mixes}


def _write(path: Path, lines: list[tuple[str, int, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["company_id", "rank", "investor"])
        writer.writerows(lines)


def _parse_deals(edges: Sequence[dict[str, str]], row: dict[str, int], number: dict[str, int]) -> Deals:
    return Deals(
        company=np.array([row[edge["company_id"]] for edge in edges], np.intp),
        investor=np.array([number[edge["investor"]] for edge in edges], np.intp),
        time=np.array([_year(edge.get("date")) for edge in edges], np.float64),
    )


def _terms(cell: str | None) -> tuple[str, ...]:
    return tuple(term.strip() for term in _SEPARATORS.split(cell or "") if term.strip())


def _number(cell: str | None) -> float:
    return float(cell) if cell and cell.strip() else float("nan")


def _year(cell: str | None) -> float:
    if not cell:
        return float("nan")
    day = date.fromisoformat(cell[:10])
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS
