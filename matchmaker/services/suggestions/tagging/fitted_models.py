"""What the network's own profiles teach about industries and classes, kept between the jobs of a process.

Nothing of it lies on disk: learning takes seconds, and a file would have to follow the encoder, the profiles and the
code. What was learned serves until more than MOST_CHANGED of the profiles that teach have changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from matchmaker.domain.profiles import Startup
from matchmaker.domain.vocabulary import Industry
from matchmaker.matching.tagging.gbt_classes import ClassTagger, fit_class_tagger
from matchmaker.matching.tagging.industries import (
    Examples,
    IndustryTagger,
    find_rare_labels,
    fit_industry_tagger,
    subsample,
)
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.tagging.classes import list_names
from matchmaker.services.suggestions.vectors import load_vectors

MAX_CHANGED_SHARE = 0.05
"""Share of what teaches that may come, go or change before everything is learned anew."""

LabelledProfile = tuple[int, str, str]
"""What one profile teaches: its number, its industry, its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggingModel:
    """What was learned from ``lessons`` as the encoder named ``encoder`` reads them."""

    industries: IndustryTagger
    classes: ClassTagger
    lessons: frozenset[LabelledProfile]
    encoder: str


_models: list[TaggingModel] = []
_models_lock = Lock()


def train_tagging_model(
    context: Context, startups: Sequence[Startup], texts: Sequence[str], progress: ProgressCallback = ignore_progress
) -> TaggingModel:
    """What the ``startups`` that state an industry teach, learned anew where too much has changed."""
    teaching = [
        (startup, text)
        for startup, text in zip(startups, texts, strict=True)
        if startup.industry is not None and not startup.is_industry_suggested and text.strip()
    ]
    lessons = frozenset((it.id, str(it.industry), text) for it, text in teaching)
    encoder = context.get_encoder().name
    with _models_lock:
        if not _models or _models[0].encoder != encoder or _is_outdated(_models[0].lessons, lessons):
            _models[:] = [_learn(context, teaching, lessons, progress)]
        return _models[0]


def _is_outdated(known: frozenset[LabelledProfile], now: frozenset[LabelledProfile]) -> bool:
    return len(known ^ now) > MAX_CHANGED_SHARE * len(now)


def _learn(
    context: Context,
    teaching: Sequence[tuple[Startup, str]],
    lessons: frozenset[LabelledProfile],
    progress: ProgressCallback,
) -> TaggingModel:
    texts = [text for _, text in teaching]
    labels = [str(it.industry) for it, _ in teaching]
    lacking = find_rare_labels(labels, Industry)
    names = [(industry, name) for industry, name in list_names(context.settings.seeds) if industry in lacking]
    vectors = load_vectors(context, "passage", texts, progress=progress)
    read = load_vectors(context, "passage", [name for _, name in names], progress=progress)
    progress("learn", 0, 0)
    stated = Examples(texts, vectors, labels)
    industries = fit_industry_tagger(stated, Examples([it for _, it in names], read, [it for it, _ in names]))
    return TaggingModel(
        industries=industries,
        classes=_learn_classes(stated, [it for it, _ in teaching]),
        lessons=lessons,
        encoder=context.get_encoder().name,
    )


def _learn_classes(stated: Examples, startups: Sequence[Startup]) -> ClassTagger:
    """From those that state a class, too."""
    rows = [row for row, it in enumerate(startups) if it.gbt_class and it.class_confidence is None]
    codes = {row: str(startups[row].gbt_class) for row in rows}
    chosen = subsample(
        Examples([codes[row] for row in rows], stated.vectors[rows], [stated.labels[row] for row in rows])
    )
    return fit_class_tagger(np.ascontiguousarray(chosen.vectors), list(chosen.texts), chosen.labels)
