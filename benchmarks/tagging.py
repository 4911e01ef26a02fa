"""``python -m benchmarks tagging FILE.csv --predictions OUT.csv``: sectors of unseen descriptions.

FILE has company_id, description and sector. Sectors with at least 50 described rows are kept; for each seed five
stratified folds; accuracy and macro-F1 are means over the seeds. OUT.csv has company_id and sector, of the first seed.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from matchmaker.config import ROOT
from matchmaker.encoding import EncodingError, load_encoder
from matchmaker.matching.tagging.text_classifier import TextClassifier

LEAST_ROWS = 50
FOLDS = 5
SEEDS = (0, 1, 2)


def read_described(path: Path, least: int) -> tuple[list[str], list[str], list[str]]:
    """Ids, descriptions and sectors of the rows whose sector has at least ``least`` described rows."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["description"] and row["sector"]]
    counts = Counter(row["sector"] for row in rows)
    described = [row for row in rows if counts[row["sector"]] >= least]
    return (
        [row["company_id"] for row in described],
        [row["description"] for row in described],
        [row["sector"] for row in described],
    )


def tag_out_of_fold(
    texts: Sequence[str], vectors: NDArray[np.float32], sectors: Sequence[str], *, seed: int
) -> list[str]:
    """The sector of each text from a tagger that learned from the other folds."""
    tags = [""] * len(texts)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(texts, sectors):
        tagger = TextClassifier([texts[row] for row in train], vectors[train], [sectors[row] for row in train])
        for row, tag in zip(test, tagger.predict([texts[row] for row in test], vectors[test]), strict=True):
            tags[row] = tag
    return tags


def run(argv: list[str]) -> int:
    """Tag, write the tags of the first seed, print the figures as JSON; 2 when the file or the encoder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks tagging", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="where to write the sectors")
    parser.add_argument("--encoder", default="default", help="its name in the settings (default: %(default)s)")
    parser.add_argument("--models", type=Path, default=ROOT / "models", help="folder of prepared encoders")
    parser.add_argument("--least", type=int, default=LEAST_ROWS, help="rows of a sector (default: %(default)s)")
    options = parser.parse_args(argv)
    if not options.file.exists():
        parser.error(f"no file {options.file}")
    try:
        encoder = load_encoder(options.encoder, models_dir=options.models)
    except EncodingError as error:
        parser.error(str(error))
    ids, texts, sectors = read_described(options.file, options.least)
    vectors = encoder.encode(texts)
    tags = [tag_out_of_fold(texts, vectors, sectors, seed=seed) for seed in SEEDS]
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([("company_id", "sector"), *zip(ids, tags[0], strict=True)])
    print(json.dumps(_summarise(sectors, tags)))
    return 0


def _summarise(sectors: list[str], tags: list[list[str]]) -> dict[str, object]:
    accuracy = [accuracy_score(sectors, one) for one in tags]
    macro = [f1_score(sectors, one, average="macro") for one in tags]
    return {
        "rows": len(sectors),
        "accuracy": round(float(np.mean(accuracy)), 4),
        "macro_f1": round(float(np.mean(macro)), 4),
        "accuracy_spread": round(float(np.std(accuracy)), 4),
        "macro_f1_spread": round(float(np.std(macro)), 4),
    }
