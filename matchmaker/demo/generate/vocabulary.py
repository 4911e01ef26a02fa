"""Reader of the manually written vocabulary in seeds/vocabulary: phrases by topic, sentence frames, parts of names."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matchmaker.domain.vocabulary import Industry

PHRASE_KINDS = ("product", "technology", "need", "skill", "thesis", "market")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A field of work within an industry, with phrases by kind. Management topics have no industry."""

    name: str
    industry: Industry | None
    phrases: Mapping[str, tuple[str, ...]]
    gbt_classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoVocabulary:
    """Topics by industry, sentences by part (``startup_what``), names by kind (``surname``)."""

    topics: Mapping[Industry, tuple[Topic, ...]]
    management: tuple[Topic, ...]
    sentences: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]


def _pairs(path: Path, key: str, value: str) -> dict[str, tuple[str, ...]]:
    """Values of one column grouped by another, in file order."""
    groups: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault(row[key], []).append(row[value])
    return {name: tuple(values) for name, values in groups.items()}


def _topics(path: Path, industry: Industry | None, classes: Mapping[str, tuple[str, ...]]) -> tuple[Topic, ...]:
    phrases: dict[str, dict[str, list[str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in PHRASE_KINDS:
                msg = f"{path.name}: got kind {row['kind']!r}, expected one of {', '.join(PHRASE_KINDS)}"
                raise ValueError(msg)
            phrases.setdefault(row["topic"], {}).setdefault(row["kind"], []).append(row["phrase"])
    return tuple(
        Topic(
            name=name,
            industry=industry,
            phrases={kind: tuple(values) for kind, values in kinds.items()},
            gbt_classes=classes.get(name, ()),
        )
        for name, kinds in phrases.items()
    )


def read_vocabulary(folder: Path) -> DemoVocabulary:
    """The vocabulary in ``folder`` (seeds/vocabulary)."""
    classes = _pairs(folder / "topics.csv", "topic", "gbt_code")
    return DemoVocabulary(
        topics={industry: _topics(folder / f"{industry}.csv", industry, classes) for industry in Industry},
        management=_topics(folder / "management.csv", None, {}),
        sentences=_pairs(folder / "sentences.csv", "part", "sentence"),
        names=_pairs(folder / "names.csv", "kind", "text"),
    )
