"""For each benchmark: the data that it reads, its command, and the figures that the table shows."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._published import BARS

Figures = dict[str, Any]


def read_json(printed: str) -> Figures:
    """The figures of a benchmark that prints one line of JSON last."""
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    found: Figures = json.loads(lines[-1])
    return found


def count_proven(printed: str) -> Figures:
    """Number of events, and of events with a proven solution, of a benchmark that prints a line for each."""
    statuses = re.findall(r"status=(\w+)", printed)
    return {"proven": sum(it in {"optimal", "infeasible"} for it in statuses), "events": len(statuses)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A benchmark on one kind of data.

    Attributes
    ----------
    command : arguments before the data; the first is the benchmark
    found_by : pattern of a file that belongs to the data
    is_file : whether the benchmark reads that file; else its folder
    written : option and suffix of what the benchmark writes
    rows : label of a row of the table, and its figures
    """

    command: tuple[str, ...]
    found_by: str
    rows: dict[str, tuple[str, ...]]
    options: tuple[str, ...] = ()
    written: tuple[str, str] = ("--predictions", ".csv")
    is_file: bool = False
    is_seeded: bool = False
    is_long: bool = False
    reads_vectors: bool = False
    read: Callable[[str], Figures] = read_json


_LISTS = {"matches / envies left / right": ("expected_matches", "envy_left", "envy_right")}

STUDIES = (
    Study(
        command=("investors",),
        found_by="*/edges.csv",
        rows={"recall@10 / nDCG@10": ("recall10", "ndcg10")},
        is_seeded=True,
    ),
    Study(
        command=("expertise",),
        found_by="*/people.jsonl.gz",
        rows={"loss (less is better) / accuracy": ("loss", "accuracy")},
    ),
    Study(
        command=("assignment",),
        found_by="*/scores.npy",
        rows={
            "greatest total": ("total_upper",),
            "greatest total with least loads": ("total_lower",),
            "best minimum / total at it": ("best_minimum", "total_at_best_minimum"),
            "seconds of all three": ("seconds",),
        },
        written=("--out", ".json"),
    ),
    *(
        Study(
            command=("two-sided", goal),
            found_by="two_sided*/*.npz",
            rows=_LISTS,
            options=("--objective", goal),
            written=("--out", ".npz"),
            is_file=True,
            is_seeded=True,
        )
        for goal in ("fair", "total")
    ),
    Study(
        command=("dating",),
        found_by="speed_dating*/*.csv*",
        rows={"AUC of decisions": ("decision_auc",), "AUC of matches": ("match_auc",)},
        is_file=True,
    ),
    Study(
        command=("tagging",),
        found_by="companies*/companies.csv",
        rows={"accuracy / macro-F1": ("accuracy", "macro_f1")},
        is_file=True,
        reads_vectors=True,
    ),
    Study(
        command=("similarity",),
        found_by="similarity*/*.txt",
        rows={"Spearman": ("spearman",)},
        written=("", ""),
        is_file=True,
        reads_vectors=True,
    ),
    Study(
        command=("meetings",),
        found_by="*/*.dzn",
        rows={"proven / events": ("proven", "events")},
        written=("--schedules", ""),
        is_long=True,
        read=count_proven,
    ),
    Study(
        command=("annual-meeting",),
        found_by="annual_meeting*/*.json.gz",
        rows={"placed / wishes": ("placed", "wishes")},
        written=("--out", ".json"),
        is_file=True,
        is_long=True,
    ),
)


@dataclass(frozen=True, slots=True)
class StudyTask:
    """A study of one set of data; ``name`` is its name in the table and in file names."""

    study: Study
    data: Path

    @property
    def name(self) -> str:
        """Benchmark and data: a file is called by its folder when that holds no other of its kind."""
        whole = self.data
        if self.study.is_file and len(list(self.data.parent.parent.glob(self.study.found_by))) == 1:
            whole = self.data.parent
        return " ".join((*self.study.command, whole.name.split(".")[0]))

    def build_command(self, out: Path, *, seed: int, encoder: str) -> list[str]:
        """Words after ``python -m benchmarks``."""
        option, suffix = self.study.written
        words = [self.study.command[0], str(self.data), *self.study.options]
        if option:
            number = f"-{seed}" if seed else ""
            words += [option, str(out / f"{self.name.replace(' ', '-')}{number}{suffix}")]
        words += ["--seed", str(seed)] if self.study.is_seeded else []
        return words + (["--encoder", encoder] if self.study.reads_vectors else [])


def list_tasks(folder: Path, studies: Sequence[Study] = STUDIES) -> list[StudyTask]:
    """What can be measured with the data below a folder, in the order of the studies, then by name."""
    found: dict[tuple[tuple[str, ...], Path], StudyTask] = {}
    for study in studies:
        for path in sorted(folder.glob(study.found_by)):
            data = path if study.is_file else path.parent
            found[study.command, data] = StudyTask(study, data)
    return list(found.values())


def list_missing(tasks: Sequence[StudyTask], studies: Sequence[Study] = STUDIES) -> list[str]:
    """Missing data that have figures to compare with."""
    asked = {" ".join(study.command) for study in studies}
    known = dict.fromkeys(name for name, _ in BARS if name.rsplit(" ", 1)[0] in asked)
    there = {task.name for task in tasks}
    return [name for name in known if name not in there]
