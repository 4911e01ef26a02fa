"""``python -m benchmarks all DATA_DIR [--out DIR]``: every quality benchmark, in one table beside published figures.

DATA_DIR holds a folder for each set of data; missing ones are named. Each benchmark runs in a process of its own
and writes its predictions below --out, where figures.json and table.md are written too. Events of meetings take long
and are run when asked for.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks._published import BARS, NOTHING, ReferenceFigures
from benchmarks._studies import STUDIES, Figures, StudyTask, list_missing, list_tasks
from matchmaker.config import ROOT

COLUMNS = ("what", "floor", "published or first", "ours", "at least", "aim", "seconds")


@dataclass(frozen=True, slots=True)
class StudyResult:
    """Figures of a task for each seed; without figures when it failed, then with its output."""

    task: StudyTask
    figures: list[Figures]
    seconds: float
    complaint: str = ""

    def list_rows(self) -> list[tuple[str, ...]]:
        """Rows of the table."""
        rows = []
        for label, names in self.task.study.rows.items():
            bar = BARS.get((self.task.name, label), ReferenceFigures())
            ours = " / ".join(self._quote(name) for name in names) if self.figures else "failed"
            title = f"{self.task.name}: {label}"
            rows.append((title, bar.floor, bar.published, ours, bar.at_least, bar.aim, f"{self.seconds:.0f}"))
        return rows

    def _quote(self, name: str) -> str:
        values = [figures.get(name) for figures in self.figures]
        known = [float(value) for value in values if value is not None]
        if not known:
            return NOTHING
        spread = self.figures[0].get(f"{name}_spread", np.std(known) if len(known) > 1 else None)
        whole = all(isinstance(value, int) for value in values) and len(set(known)) == 1
        mean = f"{known[0]:.0f}" if whole else f"{np.mean(known):.4f}".rstrip("0").rstrip(".")
        return mean if spread is None or whole else f"{mean} ± {spread:.4f}"


def measure(task: StudyTask, out: Path, *, seeds: int, encoder: str) -> StudyResult:
    """Run a task a single time or for each seed; seconds are the mean of whole processes."""
    found: list[Figures] = []
    start = time.perf_counter()
    for seed in range(seeds if task.study.is_seeded else 1):
        words = [sys.executable, "-m", "benchmarks", *task.build_command(out, seed=seed, encoder=encoder)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 -- our own
        try:
            found.append(task.study.read(done.stdout))
        except (IndexError, ValueError):
            return StudyResult(task, [], time.perf_counter() - start, done.stderr.strip()[-500:])
    return StudyResult(task, found, (time.perf_counter() - start) / len(found))


def draw_table(rows: Sequence[Sequence[str]], *, is_markdown: bool) -> str:
    """The rows below the names of the columns, each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in (COLUMNS, *rows)]
    if not is_markdown:
        return "\n".join("  ".join(line).rstrip() for line in lines)
    rule = ["-" * width for width in widths]
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:]))


def run(argv: list[str]) -> int:
    """Measure all, print the table; 1 when a benchmark failed, 2 when there is nothing to measure."""
    options = _parse(argv)
    if not options.folder.is_dir():
        print(f"no folder {options.folder}", file=sys.stderr)
        return 2
    studies = [it for it in STUDIES if _is_wanted(it.command[0], is_long=it.is_long, options=options)]
    tasks = list_tasks(options.folder, studies)
    for name in list_missing(tasks, studies):
        print(f"missing: {name}", file=sys.stderr)
    if not tasks:
        print(f"nothing to measure in {options.folder}", file=sys.stderr)
        return 2
    with TemporaryDirectory() as spare:
        out = (options.out or Path(spare)).resolve()
        out.mkdir(parents=True, exist_ok=True)
        outcomes = [_measure_aloud(task, out, options) for task in tasks]
        rows = [row for outcome in outcomes for row in outcome.list_rows()]
        table = draw_table(rows, is_markdown=True)
        (out / "table.md").write_text(table + "\n", encoding="utf-8")
        figures = {it.task.name: {"figures": it.figures, "seconds": round(it.seconds, 1)} for it in outcomes}
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        (out / "figures.json").write_text(text + "\n", encoding="utf-8")
    print(text if options.json else table if options.markdown else draw_table(rows, is_markdown=False))
    return int(any(it.complaint for it in outcomes))


def _measure_aloud(task: StudyTask, out: Path, options: argparse.Namespace) -> StudyResult:
    outcome = measure(task, out, seeds=options.seeds, encoder=options.encoder)
    note = f"failed: {outcome.complaint}" if outcome.complaint else f"{outcome.seconds:.0f} s"
    print(f"{task.name}: {note}", file=sys.stderr, flush=True)
    return outcome


def _is_wanted(name: str, *, is_long: bool, options: argparse.Namespace) -> bool:
    return name in options.only if options.only else (not is_long or options.long)


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks all", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="folder for predictions, figures.json and table.md")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="names of the benchmarks to run")
    parser.add_argument("--long", action="store_true", help="events of meetings too")
    parser.add_argument("--seeds", type=int, default=1, help="runs of what depends on a seed (default: %(default)s)")
    parser.add_argument("--encoder", default="default", help="of tagging and similarity (default: %(default)s)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    form.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args(argv)
