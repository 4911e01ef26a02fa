"""Suggest industries: load the startups, fit the models, suggest, and save where still nothing is stated."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import StartupId
from matchmaker.domain.profiles import Startup
from matchmaker.domain.tagging import IndustrySuggestion, TaggingBasis
from matchmaker.domain.vocabulary import Industry, JobKind, JobState, PartyKind
from matchmaker.matching.text.profile_texts import profile_texts
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, ProgressCallback, UseCase, ignore_progress
from matchmaker.services.platform.jobs import queue_job, queue_refresh
from matchmaker.services.suggestions.tagging.classes import find_owner
from matchmaker.services.suggestions.tagging.fitted_models import TaggingModel, train_tagging_model
from matchmaker.services.suggestions.vectors import load_vectors

MIN_CONFIDENCE = 0.7
"""Least probability of being right for a suggestion.

It was measured on descriptions of real companies, half of which stated their industry. Four of five then got a
suggestion, and 92 of 100 suggestions were right.
"""

MIN_PROFILES = 20
"""Up to this many startups, each is refreshed on its own. For more, all suggestions are computed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagResult:
    """The result of a run.

    ``asked`` counts the startups without an industry, ``suggested`` the suggested industries, ``classes`` the classes
    among them. ``learned_from`` counts the profiles and names that the models were fitted from.
    """

    asked: int
    suggested: int
    classes: int
    basis: TaggingBasis | None = None
    learned_from: int = 0


def suggest_industries(
    context: Context,
    progress: ProgressCallback = ignore_progress,
    *,
    startup_ids: Collection[StartupId] | None = None,
    dry_run: bool = False,
    queues_refresh: bool = True,
) -> TagResult:
    """Suggest an industry to startups that have none, and a class as deep as it is certain enough.

    With ``startup_ids``, only these are tagged. An industry stated meanwhile stays as it is. A dry run stores nothing.
    With ``queues_refresh``, jobs are queued that refresh the suggestions of the tagged startups.
    """
    with context.open_unit(readonly=True) as unit:
        startups = tuple(unit.startups.iterate_all())
    texts = profile_texts(startups)
    wanted = [
        row
        for row, it in enumerate(startups)
        if it.industry is None and texts[row].strip() and (startup_ids is None or it.id in startup_ids)
    ]
    if not wanted:
        return TagResult(asked=0, suggested=0, classes=0)
    model = train_tagging_model(context, startups, texts, progress)
    chosen = [startups[row] for row in wanted]
    found = _suggest(context, model, chosen, [texts[row] for row in wanted], progress)
    saved = found if dry_run else _store(context, chosen, found, model, queues_refresh=queues_refresh)
    return TagResult(
        asked=len(wanted),
        suggested=len(saved),
        classes=sum(it.gbt_class is not None for it in saved.values()),
        basis=model.industries.basis,
        learned_from=model.industries.example_count,
    )


def _suggest(
    context: Context,
    model: TaggingModel,
    startups: Sequence[Startup],
    texts: Sequence[str],
    progress: ProgressCallback,
) -> dict[StartupId, IndustrySuggestion]:
    vectors = load_vectors(context, "passage", texts, progress=progress)
    progress("tag", 0, len(startups))
    tags = model.industries.suggest(texts, vectors)
    rows = [row for row, (_, probability) in enumerate(tags) if probability >= MIN_CONFIDENCE]
    min_chances = [MIN_CONFIDENCE / tags[row][1] for row in rows]
    classes = model.classes.suggest(vectors[rows], [tags[row][0] for row in rows], min_chances=min_chances)
    progress("tag", len(startups), len(startups))
    suggestions = {
        startups[row].id: _make_suggestion(tags[row], found) for row, found in zip(rows, classes, strict=True)
    }
    return {
        it.id: suggestions[it.id]
        for it in startups
        if it.id in suggestions and _agrees_with_class(context, it, suggestions[it.id])
    }


def _make_suggestion(tag: tuple[str, float], found: tuple[str, float] | None) -> IndustrySuggestion:
    """The suggestion from both tags. A class is right only if the industry is right, so the probabilities multiply."""
    label, probability = tag
    return IndustrySuggestion(
        industry=Industry(label),
        industry_confidence=probability,
        gbt_class=found[0] if found else None,
        class_confidence=found[1] * probability if found else None,
    )


def _agrees_with_class(context: Context, startup: Startup, suggestion: IndustrySuggestion) -> bool:
    """Whether the industry agrees with a class that the startup states itself."""
    owner = find_owner(context.settings.seeds, startup.gbt_class)
    return owner is None or owner is suggestion.industry


def _store(
    context: Context,
    startups: Sequence[Startup],
    found: Mapping[StartupId, IndustrySuggestion],
    model: TaggingModel,
    *,
    queues_refresh: bool,
) -> dict[StartupId, IndustrySuggestion]:
    """Save the suggestions and return those that were saved.

    A profile that somebody changed meanwhile is left alone.
    """
    with context.begin(None) as case:
        stored = {
            startup.id: found[startup.id]
            for startup in startups
            if startup.id in found and case.unit.startups.suggest_industry(startup, found[startup.id])
        }
        if not stored:
            return stored
        after = {"suggested": len(stored), "learned_from": model.industries.example_count}
        record_audit(case, action="startup.suggest_industries", kind="startup", subject=None, after=after)
        if queues_refresh:
            _queue_refreshes(case, list(stored))
        case.unit.commit()
    return stored


def _queue_refreshes(case: UseCase[Actor | None], startup_ids: Sequence[StartupId]) -> None:
    """Queue jobs that refresh the suggestions, unless a waiting job will do so: it will use the new industries too."""
    waiting = [it for it in case.unit.jobs.list_open() if it.state is JobState.QUEUED]
    if any(it.kind is JobKind.RECOMMEND for it in waiting):
        return
    if len(startup_ids) > MIN_PROFILES:
        queue_job(case.by(None), kind=JobKind.RECOMMEND, payload={})
        return
    refreshed = {it.payload.get("id") for it in waiting if it.kind is JobKind.REFRESH}
    for startup_id in startup_ids:
        if startup_id not in refreshed:
            queue_refresh(case.unit, case.context, None, kind=PartyKind.STARTUP, profile_id=startup_id)
