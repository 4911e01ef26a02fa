"""``python -m benchmarks similarity FILE``: rank correlation of the encoder's cosines with people's judgements.

FILE has two texts and a number a line, parted by tabs (STS-B: 0 to 5; LCQMC: 0 or 1).
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from matchmaker.config import ROOT
from matchmaker.encoding import EncodingError, load_encoder
from matchmaker.encoding.encoder import Encoder

PARTS = 3


def read_pairs(path: Path) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Left texts, right texts and their judged similarity; ValueError names a line in another form."""
    left, right, judged = [], [], []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        parts = line.split("\t")
        if len(parts) != PARTS:
            raise ValueError(f"line {number}: got {len(parts)} parts, expected {PARTS}")
        left.append(parts[0])
        right.append(parts[1])
        judged.append(float(parts[2]))
    return left, right, np.array(judged)


def correlate(encoder: Encoder, left: list[str], right: list[str], judged: NDArray[np.float64]) -> float:
    """Spearman's rank correlation of cosines and judgements (Spearman, 1904), in [-1, 1]."""
    texts = sorted({*left, *right})
    vectors = dict(zip(texts, encoder.encode(texts, kind="query"), strict=True))
    cosines = [float(vectors[one] @ vectors[other]) for one, other in zip(left, right, strict=True)]
    return float(spearmanr(cosines, judged).statistic)


def run(argv: list[str]) -> int:
    """Print {spearman, pairs} as JSON; 2 when the file or the encoder is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks similarity", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--encoder", default="default", help="its name in the settings (default: %(default)s)")
    parser.add_argument("--models", type=Path, default=ROOT / "models", help="folder of prepared encoders")
    options = parser.parse_args(argv)
    if not options.file.exists():
        parser.error(f"no file {options.file}")
    try:
        encoder = load_encoder(options.encoder, models_dir=options.models)
    except EncodingError as error:
        parser.error(str(error))
    left, right, judged = read_pairs(options.file)
    print(json.dumps({"spearman": round(correlate(encoder, left, right, judged), 4), "pairs": len(judged)}))
    return 0
