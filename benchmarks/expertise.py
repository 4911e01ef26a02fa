"""``python -m benchmarks expertise DIR --predictions OUT.csv``: who fits a text better.

DIR holds people.jsonl.gz (person_id, texts), items.jsonl.gz (item_id, text) and pairs.csv (person_1, item_1, score_1,
person_2, item_2, score_2). The judgements in pairs.csv serve for the figures only; nothing is learned from them.
OUT.csv has person_id, item_id, score for every requested pair. With ``--encoder NAME`` the product's text encoder
gives scores too. Both scores are then put on one scale and averaged.
"""

import argparse
import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.methods.expertise.person_scores import Floats, gather_people, less_centre, score_people, weigh_words
from matchmaker.encoding.loading import load_encoder

# Scores that differ only beyond these digits are a tie.
DIGITS = 8


@dataclass(frozen=True)
class Judged:
    """People with their texts, items, and who was judged to fit an item better."""

    people: dict[str, Sequence[str]]
    items: dict[str, str]
    pairs: list[dict[str, str]]

    @property
    def texts(self) -> list[str]:
        """All texts of all people."""
        return [text for texts in self.people.values() for text in texts]

    @property
    def owners(self) -> np.ndarray:
        """Person of each text."""
        return np.repeat(np.arange(len(self.people)), [len(texts) for texts in self.people.values()])


def read_judged(folder: Path) -> Judged:
    """What a folder holds."""
    people = {row["person_id"]: row["texts"] for row in _read_lines(folder / "people.jsonl.gz")}
    items = {row["item_id"]: row["text"] for row in _read_lines(folder / "items.jsonl.gz")}
    with (folder / "pairs.csv").open(encoding="utf-8") as file:
        return Judged(people, items, list(csv.DictReader(file)))


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def score_by_words(judged: Judged) -> Floats:
    """Fit of every person to every item, (people, items), by words."""
    texts, items = weigh_words(judged.texts, list(judged.items.values()))
    return score_people(gather_people(texts, judged.owners, len(judged.people)), items)


def score_by_encoder(judged: Judged, name: str, models: Path) -> Floats:
    """The same by the vectors of a text encoder."""
    encoder = load_encoder(name, models_dir=models)
    texts, items = (encoder.encode(it).astype(float) for it in (judged.texts, list(judged.items.values())))
    centre = texts.mean(axis=0)
    people = gather_people(less_centre(texts, centre), judged.owners, len(judged.people))
    return score_people(people, less_centre(items, centre))


def summarise(judged: Judged, scores: dict[tuple[str, str], float]) -> dict[str, Any]:
    """Share of the judged gaps that is ordered wrongly, share of pairs ordered rightly, and its standard error."""
    gaps = np.array([float(pair["score_1"]) - float(pair["score_2"]) for pair in judged.pairs])
    first, second = (np.array([scores[it[f"person_{k}"], it[f"item_{k}"]] for it in judged.pairs]) for k in (1, 2))
    differences = first - second
    wrong = np.where(differences == 0, 0.5, differences * gaps < 0)
    right = float((differences * gaps > 0).mean())
    return {
        "pairs": len(gaps),
        "loss": round(float((np.abs(gaps) * wrong).sum() / np.abs(gaps).sum()), 4),
        "accuracy": round(right, 4),
        "standard_error": round(float(np.sqrt(right * (1 - right) / len(gaps))), 4),
    }


def run(argv: list[str]) -> int:
    """Score every pair that is asked for and print the figures as JSON; 2 when the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks expertise", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="where to write the scores")
    parser.add_argument("--encoder", help="name or folder of a text encoder to ask too")
    parser.add_argument("--models", type=Path, default=Path("models"), help="where encoders are (default: %(default)s)")
    options = parser.parse_args(argv)
    if not (options.folder / "people.jsonl.gz").exists():
        parser.error(f"no people.jsonl.gz in {options.folder}")
    judged = read_judged(options.folder)
    table = score_by_words(judged)
    if options.encoder:
        further = score_by_encoder(judged, options.encoder, options.models)
        table = table / table.std() + further / further.std()
    person, item = ({name: row for row, name in enumerate(names)} for names in (judged.people, judged.items))
    asked = {(pair[f"person_{k}"], pair[f"item_{k}"]) for pair in judged.pairs for k in (1, 2)}
    scores = {(who, what): round(float(table[person[who], item[what]]), DIGITS) for who, what in sorted(asked)}
    if options.predictions:
        _write(options.predictions, scores)
    print(json.dumps(summarise(judged, scores)))
    return 0


def _write(path: Path, scores: dict[tuple[str, str], float]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["person_id", "item_id", "score"])
        writer.writerows([who, what, score] for (who, what), score in scores.items())
