"""Suggesting industries: load, learn, suggest, and save where still nothing is stated."""

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
"""Chance of being right below which nothing is suggested. On descriptions of real companies, half of which stated their
industry, it left four of five with a suggestion, of which 92 in 100 were right."""

MIN_PROFILES = 20
"""Startups up to which each is refreshed on its own; for more, all suggestions are computed anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagResult:
    """``asked`` startups without an industry, ``suggested`` industries and ``classes`` among them, learned from
    ``learned_from`` profiles and names.
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
    queue_refresh: bool = True,
) -> TagResult:
    """Suggest an industry, and a class as deep as can be trusted, to startups that have none.

    Only ``startup_ids`` where given. What was stated meanwhile stays; a dry run stores nothing. Jobs that look for
    partners anew follow, unless the caller does that itself.
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
    learned = train_tagging_model(context, startups, texts, progress)
    chosen = [startups[row] for row in wanted]
    found = _suggest(context, learned, chosen, [texts[row] for row in wanted], progress)
    stored = found if dry_run else _store(context, chosen, found, learned, and_renew=queue_refresh)
    return TagResult(
        asked=len(wanted),
        suggested=len(stored),
        classes=sum(it.gbt_class is not None for it in stored.values()),
        basis=learned.industries.basis,
        learned_from=learned.industries.example_count,
    )


def _suggest(
    context: Context,
    learned: TaggingModel,
    startups: Sequence[Startup],
    texts: Sequence[str],
    progress: ProgressCallback,
) -> dict[StartupId, IndustrySuggestion]:
    vectors = load_vectors(context, "passage", texts, progress=progress)
    progress("tag", 0, len(startups))
    tags = learned.industries.suggest(texts, vectors)
    rows = [row for row, (_, chance) in enumerate(tags) if chance >= MIN_CONFIDENCE]
    least = [MIN_CONFIDENCE / tags[row][1] for row in rows]
    classes = learned.classes.suggest(vectors[rows], [tags[row][0] for row in rows], min_chances=least)
    progress("tag", len(startups), len(startups))
    made = {startups[row].id: _make_suggestion(tags[row], found) for row, found in zip(rows, classes, strict=True)}
    return {it.id: made[it.id] for it in startups if it.id in made and _agrees_with_class(context, it, made[it.id])}


def _make_suggestion(tag: tuple[str, float], found: tuple[str, float] | None) -> IndustrySuggestion:
    """A class is right only where the industry is: the chances multiply."""
    label, chance = tag
    return IndustrySuggestion(
        industry=Industry(label),
        industry_confidence=chance,
        gbt_class=found[0] if found else None,
        class_confidence=found[1] * chance if found else None,
    )


def _agrees_with_class(context: Context, startup: Startup, made: IndustrySuggestion) -> bool:
    """Whether the industry agrees with a class that the startup states itself."""
    owner = find_owner(context.settings.seeds, startup.gbt_class)
    return owner is None or owner is made.industry


def _store(
    context: Context,
    startups: Sequence[Startup],
    found: Mapping[StartupId, IndustrySuggestion],
    learned: TaggingModel,
    *,
    and_renew: bool,
) -> dict[StartupId, IndustrySuggestion]:
    """What was written: nothing to a profile that somebody changed meanwhile."""
    with context.begin(None) as case:
        stored = {
            it.id: found[it.id]
            for it in startups
            if it.id in found and case.unit.startups.suggest_industry(it, found[it.id])
        }
        if not stored:
            return stored
        after = {"suggested": len(stored), "learned_from": learned.industries.example_count}
        record_audit(case, action="startup.suggest_industries", kind="startup", subject=None, after=after)
        if and_renew:
            _renew(case, list(stored))
        case.unit.commit()
    return stored


def _renew(case: UseCase[Actor | None], startup_ids: Sequence[StartupId]) -> None:
    """Jobs that look for partners anew, unless one waits already: it will see the industries too."""
    waiting = [it for it in case.unit.jobs.list_open() if it.state is JobState.QUEUED]
    if any(it.kind is JobKind.RECOMMEND for it in waiting):
        return
    if len(startup_ids) > MIN_PROFILES:
        queue_job(case.by(None), kind=JobKind.RECOMMEND, payload={})
        return
    refreshed = {it.payload.get("id") for it in waiting if it.kind is JobKind.REFRESH}
    for it in startup_ids:
        if it not in refreshed:
            queue_refresh(case.unit, case.context, None, kind=PartyKind.STARTUP, profile_id=it)
