"""未来之星: nominations, reviews, states and support measures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.candidacies import CANDIDACY_MOVES, Candidacy, CandidacyDraft, Review
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import CandidacyId, IncubatorId
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.profile_rules import require_valid
from matchmaker.domain.profiles import Incubator, Startup
from matchmaker.domain.vocabulary import CandidacyState, Nominator, Role, SupportMeasure
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyView:
    candidacy: Candidacy
    startup: Startup
    incubator: Incubator | None
    next_states: frozenset[CandidacyState]


def list_candidacies(
    context: Context,
    actor: Actor,
    search: ProfileSearch = ALL_PROFILES,
    *,
    year: int | None = None,
    state: CandidacyState | None = None,
    page: int = 1,
) -> Page[CandidacyView]:
    """Candidacies with their startups, the latest year first."""
    require(permissions.can_see_candidacies(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.candidacies.list_page(search, year=year, state=state, number=page)
        incubators = {it.id: it for it in unit.incubators.list_all()}
    views = tuple(_view(entry.candidacy, entry.startup, incubators) for entry in found.items)
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def list_years(context: Context, actor: Actor) -> tuple[int, ...]:
    """Years that have candidacies, the latest first."""
    require(permissions.can_see_candidacies(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.candidacies.list_years()


def get_candidacy(context: Context, actor: Actor, candidacy_id: CandidacyId) -> CandidacyView:
    """One candidacy with its startup."""
    require(permissions.can_see_candidacies(actor))
    with context.open_unit(readonly=True) as unit:
        return _load_view(unit, unit.candidacies.get(candidacy_id))


def nominate(context: Context, actor: Actor, draft: CandidacyDraft) -> CandidacyId:
    """Nominate a startup. A founder may nominate their own, the operator any."""
    is_self = actor.has(Role.FOUNDER) and draft.startup_id in actor.startup_ids
    require(permissions.can_operate(actor) or (is_self and draft.nominator is Nominator.SELF))
    require_valid(draft)
    fresh = replace(draft, state=CandidacyState.NOMINATED, measures=frozenset(), reviews=())
    with context.begin(actor) as case:
        case.unit.startups.get(draft.startup_id)
        candidacy_id = case.unit.candidacies.add(fresh)
        after = {"startup_id": draft.startup_id, "year": draft.year, "nominator": draft.nominator.value}
        record_audit(case, action="candidacy.nominate", kind="candidacy", subject=candidacy_id, after=after)
        case.unit.commit()
    return candidacy_id


def add_review(context: Context, actor: Actor, candidacy_id: CandidacyId, review: Review) -> CandidacyView:
    """Add the score of one reviewer. Each reviewer gives one score, while the candidacy is under review."""
    require(permissions.can_operate(actor))
    require_valid(review)
    with context.begin(actor) as case:
        candidacy = case.unit.candidacies.get_for_update(candidacy_id)
        if any(it.reviewer == review.reviewer.strip() for it in candidacy.reviews):
            raise StateConflict("already_reviewed", reviewer=review.reviewer)
        if candidacy.state not in {CandidacyState.NOMINATED, CandidacyState.REVIEWED}:
            raise StateConflict("wrong_state", state=candidacy.state)
        cleaned = replace(review, reviewer=review.reviewer.strip())
        case.unit.candidacies.add_review(candidacy_id, cleaned)
        after = {"reviewer": cleaned.reviewer, "score": cleaned.score}
        return _save(case, candidacy, action="candidacy.review", after=after)


def move_candidacy(context: Context, actor: Actor, candidacy_id: CandidacyId, to: CandidacyState) -> CandidacyView:
    """Move a candidacy to the state ``to``, if that step exists. It can be ``reviewed`` only after a review."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        candidacy = case.unit.candidacies.get_for_update(candidacy_id)
        if not CANDIDACY_MOVES.can(candidacy.state, to):
            raise StateConflict("wrong_state", state=candidacy.state)
        if to is CandidacyState.REVIEWED and not candidacy.reviews:
            raise StateConflict("no_review")
        changed = replace(candidacy, state=to)
        after = {"from": candidacy.state.value, "to": to.value}
        return _save(case, changed, action="candidacy.move", after=after)


def set_measures(
    context: Context, actor: Actor, candidacy_id: CandidacyId, measures: Iterable[SupportMeasure]
) -> CandidacyView:
    """Set the support plan of a selected or supported company."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        candidacy = case.unit.candidacies.get_for_update(candidacy_id)
        if candidacy.state not in {CandidacyState.SELECTED, CandidacyState.SUPPORTED}:
            raise StateConflict("wrong_state", state=candidacy.state)
        changed = replace(candidacy, measures=frozenset(measures))
        after = {"measures": sorted(changed.measures)}
        return _save(case, changed, action="candidacy.set_measures", after=after)


def _save(case: UseCase[Actor], changed: Candidacy, *, action: str, after: Mapping[str, object]) -> CandidacyView:
    case.unit.candidacies.save(changed)
    record_audit(case, action=action, kind="candidacy", subject=changed.id, after=after)
    view = _load_view(case.unit, case.unit.candidacies.get(changed.id))
    case.unit.commit()
    return view


def _load_view(unit: UnitOfWork, candidacy: Candidacy) -> CandidacyView:
    startup = unit.startups.get(candidacy.startup_id)
    return _view(candidacy, startup, {it.id: it for it in unit.incubators.list_all()})


def _view(candidacy: Candidacy, startup: Startup, incubators: dict[IncubatorId, Incubator]) -> CandidacyView:
    incubator = incubators.get(candidacy.incubator_id) if candidacy.incubator_id else None
    return CandidacyView(
        candidacy=candidacy,
        startup=startup,
        incubator=incubator,
        next_states=frozenset(CANDIDACY_MOVES.actions_from(candidacy.state)),
    )
