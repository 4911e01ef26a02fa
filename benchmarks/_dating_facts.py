"""Facts about a pair before it meets, from the columns of the speed dating study (Fisman et al., 2006).

Only answers from before the event and the schedule are read. Whatever is decided, rated or reported
at the event or later is not among `PERSON`, `CLASSES` and `PAIR`. So it never gets into an array.
"""

import csv
import gzip
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.methods.dating.decision_terms import Facts, Floats

TRAITS = ("attr", "sinc", "intel", "fun", "amb")
SPORTS = ("sports", "tvsports", "exercise", "hiking", "yoga")
CULTURE = ("museums", "art", "reading", "theater", "movies", "concerts", "music")
LEISURE = ("dining", "gaming", "clubbing", "tv", "shopping")
INTERESTS = (*SPORTS, *CULTURE, *LEISURE)
# Points for six traits: what I look for, what the other sex and my own look for. They do not always add up to 100.
SHARES = ("1_1", "2_1", "4_1")
# How I see myself, and how I think others see me.
SELF = ("3_1", "5_1")
HABITS = ("imprace", "imprelig", "date", "go_out", "exphappy", "expnum", "age", "income", "tuition", "mn_sat")
CLASSES = ("field_cd", "career_c", "race", "goal")
PAIR = ("samerace", "int_corr", "order", "round", "condtn")
_SHARED_TRAITS = (*TRAITS, "shar")

PERSON = (
    *HABITS,
    *INTERESTS,
    *(trait + kind for kind in SHARES for trait in _SHARED_TRAITS),
    *(trait + kind for kind in SELF for trait in TRAITS),
)
IDS = ("iid", "pid", "wave", "gender")
OUTCOMES = ("dec", "match")


def read_columns(path: Path) -> dict[str, Floats]:
    """The columns named above, as numbers; NaN where a cell is empty or no number."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("latin1")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    names = dict.fromkeys((*IDS, *OUTCOMES, *PERSON, *CLASSES, *PAIR))
    return {name: np.array([_number(row.get(name)) for row in rows]) for name in names}


def _number(cell: str | None) -> float:
    try:
        return float((cell or "").replace(",", ""))
    except ValueError:
        return np.nan


def find_reverse(columns: dict[str, Floats]) -> NDArray[np.int64]:
    """Row in which the partner decides about me; -1 where there is none."""
    keys = np.nan_to_num(np.column_stack([columns["iid"], columns["pid"]]), nan=-1.0).astype(int).tolist()
    at = {(one, other): row for row, (one, other) in enumerate(keys)}
    return np.array([at.get((other, one), -1) for one, other in keys], dtype=np.int64)


def build_facts(columns: dict[str, Floats]) -> Facts:
    """Facts of the chooser (me), of the partner (you) and of the pair."""
    me = {name: columns[name] for name in (*PERSON, *CLASSES)}
    for kind in SHARES:
        total = np.nansum([me[trait + kind] for trait in _SHARED_TRAITS], axis=0)
        for trait in _SHARED_TRAITS:
            me[trait + kind] = 100 * me[trait + kind] / np.where(total > 0, total, np.nan)
    you = _of_partner(columns, me)
    named = {f"my {name}": me[name] for name in PERSON} | {f"your {name}": you[name] for name in PERSON}
    named |= {name: columns[name] for name in PAIR}
    named |= _list_classes(me, you) | _compare(columns, me, you)
    at = {name: number for number, name in enumerate(named)}
    kinds = (*SELF, "1_1", "2_1")
    products = [(at[f"my {trait}1_1"], at[f"your {trait}{kind}"]) for kind in kinds for trait in TRAITS]
    sides = np.where(columns["gender"] == 1, 1, -1).astype(np.int64)
    own = tuple(number for name, number in at.items() if name.startswith("my "))
    return Facts(np.column_stack(list(named.values())), sides, tuple(products), own)


def _of_partner(columns: dict[str, Floats], me: dict[str, Floats]) -> dict[str, Floats]:
    first: dict[float, int] = {}
    for row, person in enumerate(columns["iid"].tolist()):
        first.setdefault(person, row)
    rows = np.array([first.get(person, -1) for person in columns["pid"].tolist()])
    return {name: np.where(rows >= 0, values[rows], np.nan) for name, values in me.items()}


def _list_classes(me: dict[str, Floats], you: dict[str, Floats]) -> dict[str, Floats]:
    """A column for each class of either person, and whether both have the same class."""
    found = {}
    for name in CLASSES:
        for label in np.unique(me[name][~np.isnan(me[name])]).tolist():
            found[f"my {name} {label}"] = (me[name] == label).astype(float)
            found[f"your {name} {label}"] = (you[name] == label).astype(float)
        found[f"same {name}"] = (me[name] == you[name]).astype(float)
    return found


def _compare(columns: dict[str, Floats], me: dict[str, Floats], you: dict[str, Floats]) -> dict[str, Floats]:
    gap = you["age"] - me["age"]
    other_race = 1 - columns["samerace"]
    found = {
        "place in the evening": columns["order"] / columns["round"],
        "first of the evening": (columns["order"] == 1).astype(float),
        "last of the evening": (columns["order"] == columns["round"]).astype(float),
        "soon in the evening": 1 / columns["order"],
        "age gap": gap,
        "age distance": np.abs(gap),
        "man older by": np.where(columns["gender"] == 1, -gap, gap),
        "other race, and I mind": me["imprace"] * other_race,
        "other race, and we mind": (me["imprace"] + you["imprace"]) * other_race,
        "religion distance": np.abs(me["imprelig"] - you["imprelig"]),
    }
    for name in ("go_out", "date", "exphappy"):
        found[f"{name} distance"], found[f"{name} sum"] = np.abs(me[name] - you[name]), me[name] + you[name]
    mine, yours = (np.array([who[name] for name in INTERESTS]) for who in (me, you))
    found |= {f"{name} distance": row for name, row in zip(INTERESTS, np.abs(mine - yours), strict=True)}
    found["interests distance"] = np.abs(mine - yours).mean(axis=0)
    found["interests in common"] = (mine * yours).sum(axis=0)
    wanted = np.array([me[trait + "1_1"] for trait in _SHARED_TRAITS])
    found["wishes distance"] = np.abs(wanted - [you[trait + "1_1"] for trait in _SHARED_TRAITS]).sum(axis=0)
    for kind in SELF:
        seen, self_seen = (np.array([who[trait + kind] for trait in TRAITS]) for who in (you, me))
        found[f"what I look for in you {kind}"] = (wanted[:-1] * seen).sum(axis=0) / wanted[:-1].sum(axis=0)
        found[f"your self {kind}"], found[f"my self {kind}"] = seen.mean(axis=0), self_seen.mean(axis=0)
        found[f"looks gap {kind}"] = seen[0] - self_seen[0]
    return found
