"""Tagging models fitted from the network's own profiles, and cached between the jobs of a process.

Nothing is stored on disk. Fitting takes seconds, and a file would have to follow the encoder, the profiles and the
code. A model is used until more than ``MAX_CHANGED_SHARE`` of its training profiles have changed.
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
"""Share of the training profiles that may be added, removed or changed before the models are fitted again."""

LabelledProfile = tuple[int, str, str]
"""One training profile: its id, industry and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggingModel:
    """Models fitted from ``profiles``, with vectors of the encoder named ``encoder``."""

    industries: IndustryTagger
    classes: ClassTagger
    profiles: frozenset[LabelledProfile]
    encoder: str


_models: list[TaggingModel] = []
_models_lock = Lock()


def train_tagging_model(
    context: Context, startups: Sequence[Startup], texts: Sequence[str], progress: ProgressCallback = ignore_progress
) -> TaggingModel:
    """Models fitted from the startups that state an industry. They are fitted again when too many have changed."""
    labelled = [
        (startup, text)
        for startup, text in zip(startups, texts, strict=True)
        if startup.industry is not None and not startup.is_industry_suggested and text.strip()
    ]
    profiles = frozenset((it.id, str(it.industry), text) for it, text in labelled)
    encoder = context.get_encoder().name
    with _models_lock:
        if not _models or _models[0].encoder != encoder or _is_outdated(_models[0].profiles, profiles):
            _models[:] = [_fit(context, labelled, profiles, progress)]
        return _models[0]


def _is_outdated(known: frozenset[LabelledProfile], now: frozenset[LabelledProfile]) -> bool:
    return len(known ^ now) > MAX_CHANGED_SHARE * len(now)


def _fit(
    context: Context,
    labelled: Sequence[tuple[Startup, str]],
    profiles: frozenset[LabelledProfile],
    progress: ProgressCallback,
) -> TaggingModel:
    texts = [text for _, text in labelled]
    labels = [str(it.industry) for it, _ in labelled]
    rare = find_rare_labels(labels, Industry)
    names = [(industry, name) for industry, name in list_names(context.settings.seeds) if industry in rare]
    vectors = load_vectors(context, "passage", texts, progress=progress)
    name_vectors = load_vectors(context, "passage", [name for _, name in names], progress=progress)
    progress("learn", 0, 0)
    stated = Examples(texts, vectors, labels)
    industries = fit_industry_tagger(stated, Examples([it for _, it in names], name_vectors, [it for it, _ in names]))
    return TaggingModel(
        industries=industries,
        classes=_fit_classes(stated, [it for it, _ in labelled]),
        profiles=profiles,
        encoder=context.get_encoder().name,
    )


def _fit_classes(stated: Examples, startups: Sequence[Startup]) -> ClassTagger:
    """Fit the class model from the startups that state a class as well."""
    rows = [row for row, it in enumerate(startups) if it.gbt_class and it.class_confidence is None]
    codes = {row: str(startups[row].gbt_class) for row in rows}
    chosen = subsample(
        Examples([codes[row] for row in rows], stated.vectors[rows], [stated.labels[row] for row in rows])
    )
    return fit_class_tagger(np.ascontiguousarray(chosen.vectors), list(chosen.texts), chosen.labels)
